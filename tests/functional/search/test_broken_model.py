"""A model folder that is missing, half copied or of another dimension: all but the ranking goes on."""

import json
import shutil

import pytest
from transformers import AutoConfig, AutoModel

from matchmaker.queries import ranking
from matchmaker.search import replica
from matchmaker.services import index_upkeep
from matchmaker.settings import settings
from models import ItemVector, db
from models.enums import ItemKind, NeedState, Role
from tests.encoder_folder import encoder_folder
from tests.factories import AchievementFactory, NeedFactory, bureau_user


def missing(folder):
    """There is none."""


def half_copied(folder):
    shutil.copytree(encoder_folder(), folder)
    weights = next(folder.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:10_000])


def of_another_dimension(folder):
    """A whole model, whose vectors have 48 columns, under the tokenizer and the layout of the embedded one."""
    skip = shutil.ignore_patterns("matchmaker.json", "probes.npy", "*.safetensors")
    shutil.copytree(encoder_folder(), folder, ignore=skip)
    config = AutoConfig.from_pretrained(folder)
    config.update({"hidden_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 64})
    AutoModel.from_config(config).save_pretrained(folder)
    for path in folder.glob("*_Pooling/config.json"):
        pooling = json.loads(path.read_text("utf-8"))
        changed = {name: 48 if value == 384 else value for name, value in pooling.items()}
        path.write_text(json.dumps(changed), "utf-8")


@pytest.fixture
def folder(app, monkeypatch, tmp_path):
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "encoder"))
    replica.forget()
    return tmp_path / "encoder"


def pages(need, achievement, officer, sign_in):
    firm, lab = sign_in(need.author), sign_in(achievement.author)
    yield from (firm.get(path) for path in ("/", "/needs/", f"/needs/{need.id}", "/needs/mine", "/achievements/"))
    yield from (lab.get(path) for path in (f"/achievements/{achievement.id}", "/achievements/mine", "/needs/?q=裂纹"))
    yield from (sign_in(officer).get(path) for path in ("/bureau/", "/bureau/board", "/needs/review"))


@pytest.mark.parametrize("broken", [missing, half_copied, of_another_dimension])
def test_the_pages_go_on_and_the_ranking_comes_back(folder, broken, indexed, sign_in):
    broken(folder)
    need, achievement = NeedFactory(), AchievementFactory()
    indexed(need, achievement)
    for page in pages(need, achievement, bureau_user(Role.OFFICER, Role.ADMINISTRATOR), sign_in):
        assert page.status_code == 200
    if broken is of_another_dimension:
        return
    assert "匹配服务暂时不可用" in sign_in(need.author).get(f"/needs/{need.id}").text
    shutil.rmtree(folder, ignore_errors=True)
    folder.symlink_to(encoder_folder())
    assert ranking.achievements_for(need, need.author).available
    assert index_upkeep.sync(lambda line: None) == 2
    assert ranking.achievements_for(need, need.author).rows[0].item is achievement


@pytest.mark.parametrize("broken", [missing, half_copied])
def test_who_looks_after_the_site_is_told_what_to_do(app, folder, broken, sign_in):
    broken(folder)
    page = sign_in(bureau_user(Role.ADMINISTRATOR)).get("/bureau/").text
    assert "模型不能使用" in page and "flask encoder prepare" in page
    assert "模型不能使用" not in sign_in(bureau_user()).get("/bureau/").text
    for command in ("status", "sync", "verify"):
        result = app.test_cli_runner().invoke(args=["index", command])
        assert result.exit_code == 1 and "run: flask encoder prepare" in result.output


def damaged(data: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "cut off within a row": data[:-100],
        "cut off between rows": data[: -2 * 384],
        "of another dimension": (192).to_bytes(4, "little") + data[4:],
        "not a number": data[:4] + b"\x00\x7e" * ((len(data) - 4) // 2),
        "infinite": data[:4] + b"\x00\x7c" * ((len(data) - 4) // 2),
    }


@pytest.mark.parametrize("how", damaged(bytes(1000)))
def test_damaged_vectors_are_reported_never_served_and_made_anew(indexed, sign_in, how):
    need, achievement = NeedFactory(state=NeedState.PUBLISHED), AchievementFactory()
    indexed(need, achievement)
    for kind in ItemKind:
        row = db.session.query(ItemVector).filter_by(kind=kind).one()
        row.data = damaged(row.data)[how]
    db.session.commit()
    assert len(index_upkeep.verify()) == 2
    assert sign_in(need.author).get(f"/needs/{need.id}").status_code == 200
    assert sign_in(achievement.author).get(f"/achievements/{achievement.id}").status_code == 200
    assert ranking.reason_for(need, achievement, need.author) is None or how == "cut off between rows"
    assert index_upkeep.sync(lambda line: None) == 2
    assert index_upkeep.verify() == []
    assert ranking.achievements_for(need, need.author).rows[0].item is achievement


def test_a_need_of_one_word_is_told_so(indexed, sign_in):
    indexed(AchievementFactory())
    need = NeedFactory(title="裂纹", background="", problem="", scenario="", current_basis="", requirements=[])
    assert ranking.achievements_for(need, need.author).too_short
    assert "内容太少，无法匹配" in sign_in(need.author).get(f"/needs/{need.id}").text
