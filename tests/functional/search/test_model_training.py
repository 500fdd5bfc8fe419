"""Models are trained further by `flask train`, from a small invented pack, on the CPU."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from matchmaker.matching import learners
from matchmaker.matching.fine_tuning import split
from matchmaker.matching.pack import read_pack
from matchmaker.search import measuring, model_training, relevance, replica, setups
from matchmaker.services import ranker_training
from matchmaker.services.ranker_training import Order
from matchmaker.settings import settings
from models import ItemVector, Ranker, db
from models.enums import RankerOrigin
from tests.factories import AchievementFactory, NeedFactory
from tests.functional.search.pack_files import write_pack

pytestmark = pytest.mark.trains


class Killed(Exception):
    pass


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    """Judged against the grain, so that there is something to learn."""
    return write_pack(tmp_path_factory.mktemp("packs") / "contrary", agreeing=False)


@pytest.fixture(autouse=True)
def _own_models(app, monkeypatch):
    """A few steps of a tiny pack have to move the model; one thread, since other tests run beside it."""
    monkeypatch.setattr(model_training.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(learners._EncoderLearner, "learning_rate", 2e-4)
    monkeypatch.setattr(learners._CrossLearner, "learning_rate", 4e-4)
    yield
    shutil.rmtree(setups.folder("rankers"), ignore_errors=True)
    setups.forget()


@pytest.fixture
def run(app):
    def _run(*args, fails: bool = False) -> str:
        result = app.test_cli_runner().invoke(args=[str(each) for each in args])
        assert (result.exit_code != 0) is fails, result.output
        db.session.rollback()
        return result.output

    return _run


def test_an_encoder_is_trained_measured_on_unseen_needs_resumed_and_used(pack, run, indexed, monkeypatch):
    order = Order("own", read_pack(pack), RankerOrigin.PACK, models=(model_training.ENCODER,), epochs=1)

    def killed(line: str) -> None:
        if line.startswith("achievements encoded"):
            raise Killed

    with pytest.raises(Killed):
        ranker_training.train(order, killed)
    assert setups.folder("rankers/own/encoder").is_dir() and not db.session.query(Ranker).count()

    measured = []
    held_out = measuring.held_out
    monkeypatch.setattr(measuring, "held_out", lambda of, tell: measured.append(of) or held_out(of, tell))
    said = run("train", pack, "--name", "own", "--encoder", "--epochs", "1")
    assert "encoder, trained already" in said and "epoch 1:" not in said
    kept = db.session.scalars(select(Ranker)).one()
    unseen = split(order.pack, 0)[1]
    assert list(measured[0].needs) == unseen
    assert (kept.figures["trained_needs"], kept.figures["held_out_needs"]) == (24 - len(unseen), len(unseen))
    assert sum(count for _, _, count in kept.figures["reliability"]) == 8 * len(unseen)
    assert kept.encoder == "rankers/own/encoder" and kept.identity != setups.built_in().model
    assert "encoder      auc" in run("ranker", "show", "own")
    _activated_and_rolled_back(run, indexed, kept.identity)


def _activated_and_rolled_back(run, indexed, identity: str) -> None:
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    before = relevance.scored(need, [achievement.id])[0].score
    run("ranker", "activate", "own")
    assert set(db.session.scalars(select(ItemVector.model))) == {identity, setups.built_in().model}
    assert replica.current().model == identity
    assert relevance.ranked_for(need, 5)[0].id == achievement.id
    assert relevance.scored(need, [achievement.id])[0].score != before
    run("ranker", "rollback")
    assert relevance.scored(need, [achievement.id])[0].score == before


def test_another_seed_trains_anew_and_what_did_not_get_better_is_left_aside(pack, run, monkeypatch):
    lesson = model_training.Lesson("own", read_pack(pack), (model_training.ENCODER,), 0, 1)
    model_training.train(lesson, print)
    monkeypatch.setattr(learners._EncoderLearner, "learning_rate", 0.0)
    said = run("train", pack, "--name", "own", "--encoder", "--epochs", "1", "--seed", "5")
    assert "encoder, epoch 1: 4/19" in said and "goes without" in said
    kept = db.session.scalars(select(Ranker)).one()
    assert kept.encoder == "" and kept.identity == setups.built_in().model
    assert kept.figures["history"]["encoder"] and "held_out_needs" not in kept.figures
    assert not setups.folder("rankers/own/encoder").exists()


def test_a_cross_encoder_is_trained_and_says_its_share(pack, run, indexed, tmp_path):
    said = run("train", pack, "--name", "both", "--cross-encoder", "--epochs", "1")
    assert "cross-encoder, held-out needs after epoch 1" in said
    kept = db.session.scalars(select(Ranker)).one()
    assert (kept.encoder, kept.cross_encoder) == ("", "rankers/both/cross-encoder")
    assert kept.figures["held_out_needs"] == 5
    assert kept.calibration["cross"] != setups.built_in().calibration.as_dict()["cross"]
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    run("ranker", "activate", "both")
    assert "cross" in relevance.scored(need, [achievement.id])[0].factors
    rows = json.loads(run("evaluate", _some_of(pack, tmp_path), "--compare", "both", "both", "--json"))
    assert all(row["difference"] == 0 for row in rows)


def _some_of(pack: Path, folder: Path) -> Path:
    """The first needs of the pack, since a cross-encoder takes its time."""
    some = folder / "some"
    shutil.copytree(pack, some)
    for name in ("needs.csv", "pairs.csv"):
        head, *lines = (pack / name).read_text().splitlines()
        (some / name).write_text("\n".join([head, *(line for line in lines if line[:3] in ("n00", "n10", "n20"))]))
    return some


def test_a_model_without_a_folder_cannot_be_trained_further(pack, run, monkeypatch):
    monkeypatch.setitem(settings, "ENCODER", "some-hub/encoder")
    assert "不是文件夹" in run("train", pack, "--name", "own", "--encoder", fails=True)


def test_needs_of_one_level_teach_a_model_nothing(pack, run, tmp_path):
    alike = tmp_path / "alike"
    shutil.copytree(pack, alike)
    lines = (pack / "pairs.csv").read_text().splitlines()
    kept = [line for line in lines[1:] if (line[1] in "0123") is line.endswith(("3", "4"))]
    (alike / "pairs.csv").write_text("\n".join([lines[0], *kept]))
    assert "标有不同等级" in run("train", alike, "--name", "own", "--encoder", fails=True)


def test_a_missing_cross_encoder_is_told_once_and_the_ranking_goes_on(indexed, monkeypatch, tmp_path, caplog):
    monkeypatch.setitem(settings, "CROSS_ENCODER", str(tmp_path / "nowhere"))
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    for _ in range(2):
        assert relevance.ranked_for(need, 5)[0].id == achievement.id
        assert "cross" not in relevance.scored(need, [achievement.id])[0].factors
    assert sum("nowhere" in each.getMessage() for each in caplog.records) == 1
