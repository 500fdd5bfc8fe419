"""The stored vectors, the copies that processes keep of them, and the commands that look after both."""

import subprocess
import sys

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.search import encoding, replica
from matchmaker.services import index, index_batch, index_upkeep
from matchmaker.settings import settings
from models import Achievement, ItemVector, db
from models.enums import AchievementState, ItemKind
from tests.factories import AchievementFactory, NeedFactory


def searchable(kind: ItemKind = ItemKind.ACHIEVEMENT) -> set[int]:
    return set(replica.current().corpora[kind].ids())


def stored(item) -> ItemVector:
    kind = ItemKind.ACHIEVEMENT if isinstance(item, Achievement) else ItemKind.NEED
    return db.session.scalars(select(ItemVector).where(ItemVector.kind == kind, ItemVector.item_id == item.id)).one()


def test_a_published_item_is_found_and_a_dropped_one_is_not(indexed):
    achievement = AchievementFactory()
    indexed(achievement)
    assert searchable() == {achievement.id}
    index.drop(ItemKind.ACHIEVEMENT, achievement.id)
    db.session.commit()
    assert searchable() == set()


def test_what_is_not_committed_is_not_searchable(app):
    achievement = AchievementFactory()
    index.put_achievement(achievement)
    assert searchable() == set()
    db.session.rollback()
    assert searchable() == set()


def test_a_changed_text_takes_the_place_of_the_old_one(indexed):
    achievement = AchievementFactory()
    indexed(achievement)
    before = stored(achievement).text_hash
    searchable()
    achievement.title = "水稻插秧机自动对行"
    indexed(achievement)
    row = stored(achievement)
    assert row.text_hash != before
    assert searchable() == {achievement.id}


def test_another_process_finds_what_this_one_published(indexed):
    achievement = AchievementFactory()
    indexed(achievement)
    code = (
        "from matchmaker import create_app\n"
        "from matchmaker.search import replica\n"
        "from models.enums import ItemKind\n"
        "with create_app().app_context():\n"
        "    print(sorted(replica.current().corpora[ItemKind.ACHIEVEMENT].ids()))\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == str([achievement.id])


def test_sync_encodes_what_another_model_had_encoded_and_drops_what_is_no_longer_open(indexed):
    fresh, stale, gone = AchievementFactory(), AchievementFactory(), AchievementFactory()
    indexed(fresh, stale, gone)
    stored(stale).model = "another model"
    gone.state = AchievementState.WITHDRAWN
    db.session.commit()
    assert searchable() == {fresh.id, gone.id}
    assert "published but not in the index" in " ".join(index_upkeep.verify())
    complaints = index_upkeep.verify()
    assert len(complaints) == 2
    assert index_upkeep.sync(lambda line: None) == 1
    assert index_upkeep.verify() == []
    assert searchable() == {fresh.id, stale.id}


def _change_text_elsewhere(achievement_id: int) -> None:
    """As another process would; on SQLite it cannot while somebody holds the write lock."""
    with Session(db.engine) as other:
        other.get_one(Achievement, achievement_id).title = "水稻插秧机自动对行"
        other.commit()


def test_sync_encodes_what_was_changed_behind_its_back(indexed):
    achievement = AchievementFactory()
    indexed(achievement)
    achievement.title = "水稻插秧机自动对行"
    db.session.commit()
    assert [line.waiting for line in index_upkeep.status() if line.kind is ItemKind.ACHIEVEMENT] == [1]
    assert index_upkeep.sync(lambda line: None) == 1
    assert index_upkeep.verify() == []
    assert index_upkeep.sync(lambda line: None) == 0


def test_vectors_of_an_old_text_are_not_put_over_a_newer_one(app, monkeypatch):
    changed, kept = AchievementFactory().id, AchievementFactory().id
    db.session.rollback()
    encode = index_batch.encode_documents

    def slowly(*given):
        _change_text_elsewhere(changed)
        return encode(*given)

    monkeypatch.setattr(index_batch, "encode_documents", slowly)
    assert index_upkeep.sync(lambda line: None) == 1
    assert searchable() == {kept}
    monkeypatch.undo()
    assert index_upkeep.sync(lambda line: None) == 1
    assert index_upkeep.verify() == []


def test_without_a_model_items_are_published_and_encoded_later(app, monkeypatch, tmp_path):
    folder = settings["ENCODER"]
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "nowhere"))
    need = NeedFactory()
    index.put_need(need)
    db.session.commit()
    row = stored(need)
    assert row.searchable
    assert row.data is None
    monkeypatch.setitem(settings, "ENCODER", folder)
    assert index_upkeep.sync(lambda line: None) == 1
    assert searchable(ItemKind.NEED) == {need.id}
    assert stored(need).model == encoding.encoder().identity


@pytest.mark.parametrize("command", [["status"], ["sync"], ["rebuild"], ["verify"]])
def test_the_commands_answer(app, indexed, command):
    indexed(AchievementFactory(), NeedFactory())
    result = app.test_cli_runner().invoke(args=["index", *command])
    assert result.exit_code == 0, result.output


def test_verify_fails_when_the_index_lacks_an_item(app):
    NeedFactory()
    result = app.test_cli_runner().invoke(args=["index", "verify"])
    assert result.exit_code == 1
    assert "published but not in the index" in result.output
