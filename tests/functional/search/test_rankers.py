"""Set-ups of the ranking are trained, compared, activated and rolled back; by command, as an operator does."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.matching import Calibration
from matchmaker.search import judgements, relevance, replica, setups
from models import Event, ItemVector, Ranker, RankerActivation, db
from models.actions import Action
from models.enums import SubjectKind
from tests.encoder_folder import encoder_folder
from tests.factories import AchievementFactory, NeedFactory
from tests.functional.search.pack_files import write_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "trades")


@pytest.fixture
def run(app):
    def _run(*args, fails: bool = False) -> str:
        result = app.test_cli_runner().invoke(args=[str(each) for each in args])
        assert (result.exit_code != 0) is fails, result.output
        db.session.rollback()
        return result.output

    return _run


@pytest.fixture
def other_folder(app) -> str:
    """The embedded model once more, under another identity, as a trained encoder's folder lies in the instance."""
    folder = setups.folder("rankers/own/encoder")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(encoder_folder(), folder)
    manifest = folder / "matchmaker.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"identity": "own@1"}))
    yield "rankers/own/encoder"
    shutil.rmtree(folder, ignore_errors=True)


def add_ranker(name: str, *, encoder: str = "", identity: str = "", **changes) -> Ranker:
    """As `flask train` would keep it."""
    built_in = setups.built_in()
    values = built_in.calibration.as_dict() | changes
    ranker = Ranker(
        name=name,
        origin="PACK",
        identity=identity or built_in.model,
        encoder=encoder,
        calibration=values,
        figures={},
        trained_at=clock.now(),
    )
    db.session.add(ranker)
    db.session.commit()
    return ranker


def test_a_set_up_is_trained_and_measured_on_needs_it_had_not_seen(pack, run):
    said = run("train", pack, "--name", "trades", "--seed", "7")
    assert "kept as trades" in said
    kept = db.session.scalars(select(Ranker)).one()
    assert (kept.name, kept.source, kept.seed, kept.identity) == ("trades", "trades", 7, setups.built_in().model)
    assert kept.figures["needs"] == 24 and kept.figures["levels"] == {"1": 112, "2": 56, "3": 8, "4": 16}
    assert 0.9 < kept.figures["auc"] <= 1
    assert sum(count for _, _, count in kept.figures["reliability"]) == kept.figures["pairs"]
    assert Calibration.from_dict(kept.calibration).identity == kept.identity
    assert "trades" in run("ranker", "list") and "auc" in run("ranker", "show", "trades")


def test_a_name_is_taken_once_and_too_few_pairs_train_nothing(pack, run, tmp_path):
    run("train", pack, "--name", "trades")
    assert "已有名为" in run("train", pack, "--name", "trades", fails=True)
    assert "不可用" in run("train", pack, "--name", "../up", fails=True)
    lines = (pack / "pairs.csv").read_text().splitlines()[:9]
    few = tmp_path / "few"
    shutil.copytree(pack, few)
    (few / "pairs.csv").write_text("\n".join(lines))
    assert "至少需要 20 条" in run("train", few, "--name", "few", fails=True)
    assert "nothing is kept: 0 labelled pairs" in run("train", "--from-outcomes", "--name", "own", fails=True)
    assert db.session.query(Ranker).count() == 1


def test_an_activated_set_up_ranks_and_a_rollback_undoes_it(run, indexed):
    need = NeedFactory()
    achievement = AchievementFactory()
    indexed(need, achievement)
    before = relevance.scored(need, [achievement.id])[0]
    contrary = [-weight for weight in setups.built_in().calibration.weights]
    add_ranker("contrary", weights=contrary)
    assert "contrary is in use" in run("ranker", "activate", "contrary", "--reason", "试用")
    assert relevance.scored(need, [achievement.id])[0].score == pytest.approx(-before.score)
    assert "无需启用" in run("ranker", "activate", "contrary", fails=True)
    assert "* contrary" in run("ranker", "list")
    assert "builtin is in use again" in run("ranker", "rollback")
    assert relevance.scored(need, [achievement.id])[0].score == before.score
    assert "contrary is in use again" in run("ranker", "rollback")
    assert [each.reason for each in db.session.scalars(select(RankerActivation))] == ["试用", "", ""]
    events = db.session.scalars(select(Event).where(Event.subject_kind == SubjectKind.RANKER)).all()
    assert [each.action for each in events] == [Action.ACTIVATE, Action.ROLL_BACK, Action.ACTIVATE]


def test_without_a_history_there_is_nothing_to_roll_back(run):
    assert "没有可以退回" in run("ranker", "rollback", fails=True)
    assert "没有名为" in run("ranker", "activate", "nowhere", fails=True)
    assert "* builtin" in run("ranker", "list")


def test_a_set_up_with_an_encoder_of_its_own_gets_vectors_before_it_ranks(run, indexed, other_folder):
    achievement = AchievementFactory()
    indexed(achievement)
    add_ranker("own", encoder=other_folder, identity="own@1")
    assert "achievement: 1/1" in run("ranker", "activate", "own").lower()
    models = set(db.session.scalars(select(ItemVector.model)))
    assert models == {"own@1", setups.built_in().model}
    assert replica.current().model == "own@1"
    assert set(replica.current().corpora[relevance.kind_of(achievement)].ids()) == {achievement.id}
    assert "/1" not in run("ranker", "rollback"), "vectors of the set-up before were kept"
    run("index", "sync")
    assert set(db.session.scalars(select(ItemVector.model))) == models


def test_judgements_stand_on_vectors_of_the_model_in_use(indexed):
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    kind, now = relevance.kind_of(achievement), replica.current()
    before = judgements._versions([need, achievement], now)
    db.session.add(ItemVector(kind=kind, item_id=achievement.id, model="past@1", text_hash="", version=10**6))
    db.session.commit()
    assert judgements._versions([need, achievement], now) == before


def test_another_process_activates_and_this_one_notices(indexed):
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    before = relevance.scored(need, [achievement.id])[0].score
    add_ranker("contrary", weights=[-weight for weight in setups.built_in().calibration.weights])
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "ranker", "activate", "contrary"]
    subprocess.run(command, check=True, capture_output=True)
    db.session.rollback()
    assert relevance.scored(need, [achievement.id])[0].score == pytest.approx(-before)


def test_vectors_of_models_that_are_long_past_are_forgotten(run, indexed, other_folder):
    achievement = AchievementFactory()
    indexed(achievement)
    kind = relevance.kind_of(achievement)
    db.session.add(ItemVector(kind=kind, item_id=achievement.id, model="past@1", text_hash="", version=10**6))
    db.session.commit()
    run("index", "sync")
    assert set(db.session.scalars(select(ItemVector.model))) == {setups.built_in().model}


def test_a_folder_that_is_gone_lets_the_built_in_set_up_rank(run, indexed, other_folder, caplog):
    need, achievement = indexed(NeedFactory(), AchievementFactory())
    add_ranker("own", encoder=other_folder, identity="own@1")
    run("ranker", "activate", "own")
    shutil.rmtree(setups.folder(other_folder))
    setups.forget()
    assert setups.active().name == setups.BUILT_IN
    assert "不存在或不完整" in caplog.text
    assert relevance.ranked_for(need, 5)[0].id == achievement.id


def test_a_folder_that_holds_another_model_is_not_used(run, other_folder):
    add_ranker("own", encoder=other_folder, identity="own@2")
    assert "已不是" in run("ranker", "activate", "own", fails=True)


def test_figures_of_other_features_are_refused(run):
    add_ranker("old", feature_version=0)
    assert "旧版特征" in run("ranker", "activate", "old", fails=True)


def test_a_set_up_that_never_ranked_may_be_deleted(run):
    add_ranker("first")
    add_ranker("second")
    run("ranker", "activate", "first")
    assert "启用过" in run("ranker", "delete", "first", fails=True)
    run("ranker", "delete", "second")
    assert [each.name for each in db.session.scalars(select(Ranker))] == ["first"]


def test_two_set_ups_side_by_side(pack, run):
    contrary = [-weight for weight in setups.built_in().calibration.weights]
    add_ranker("contrary", weights=contrary)
    said = run("evaluate", pack, "--compare", "builtin", "contrary")
    assert any(line.startswith("auc ") and line.endswith("worse") for line in said.splitlines())
    rows = json.loads(run("evaluate", pack, "--compare", "builtin", "builtin", "--json"))
    assert all(row["difference"] == 0 and row["verdict"] == "undecided" for row in rows)
