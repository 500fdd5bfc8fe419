"""The event log is a chain: what somebody does to it behind the platform's back is found and named."""

import json
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import text

from matchmaker.services import audit, events
from matchmaker.services.event_chain import hash_of
from matchmaker.services.unit import commit
from models import Event, EventHead, Need, User, db
from models.actions import Action
from tests.factories import NeedFactory, firm_user


@pytest.fixture
def log(app: Flask) -> list[int]:
    """Five lines about one need, each of a use case of its own; their ids."""
    need, person = NeedFactory(), firm_user()
    return [_write(need, person, step) for step in range(5)]


def _write(need: Need, person: User, step: int) -> int:
    line = events.record(need, Action.EDIT, person, reason=f"第{step}次", data={"step": step, "share": 0.1 * step})
    commit()
    return line.id


def _found() -> list[str]:
    db.session.expire_all()
    return [finding.message % finding.params for finding in audit.verify()]


def _do(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)
    db.session.commit()


def test_a_log_that_nobody_touched_is_whole(log: list[int]):
    assert _found() == []
    lines = db.session.query(Event).order_by(Event.position).all()
    assert [line.position for line in lines] == [1, 2, 3, 4, 5]
    assert all(line.previous_hash == before.hash for before, line in pairwise(lines))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reason", "另有原因"),
        ("new_state", "PUBLISHED"),
        ("actor_name", "别人"),
        ("at", "2020-01-01 00:00:00.000000"),
        ("data", json.dumps({"step": 9})),
        ("subject_id", 4711),
        ("action", "PUBLISH"),
    ],
)
def test_a_changed_line_is_named(log: list[int], column: str, value: object):
    _do(f"UPDATE event SET {column} = :value WHERE id = :id", value=value, id=log[2])
    (found,) = _found()
    assert f"第 3 条（记录 {log[2]}" in found and "改动" in found


def test_a_changed_line_with_a_new_hash_breaks_the_link_of_the_next(log: list[int]):
    line = db.session.get_one(Event, log[2])
    line.reason = "另有原因"
    line.hash = hash_of(line)
    db.session.commit()
    (found,) = _found()
    assert f"第 4 条（记录 {log[3]}" in found and "衔接不上" in found


def test_removed_lines_are_named(log: list[int]):
    _do("DELETE FROM event WHERE id IN (:a, :b)", a=log[1], b=log[2])
    assert "第 2 至 3 条已被删除。" in _found()


def test_a_log_cut_short_is_found(log: list[int]):
    _do("DELETE FROM event WHERE id = :id", id=log[-1])
    assert _found() == ["日志应有 5 条，实有 4 条：末尾的记录已被删除。"]


def test_a_log_cut_short_together_with_its_end_is_found(log: list[int]):
    before = db.session.get_one(Event, log[-2])
    _do("DELETE FROM event WHERE id = :id", id=log[-1])
    _do("UPDATE event_head SET position = 4, hash = :hash", hash=before.hash)
    assert _found() == ["日志末尾没有有效的封印：封印被改动过，或者更换过封存密钥。"]


def _insert_like(line_id: int, **given: object) -> None:
    """A line past the platform, with what another line says unless told otherwise."""
    names = [column.name for column in Event.__table__.columns if column.name != "id"]
    shown = ", ".join(f":{name}" if name in given else name for name in names)
    _do(f"INSERT INTO event ({', '.join(names)}) SELECT {shown} FROM event WHERE id = :id", id=line_id, **given)


def test_an_inserted_line_is_named(log: list[int]):
    _insert_like(log[0], position=None)
    (found,) = _found()
    assert "不是由平台写入的" in found


def test_a_line_put_at_the_end_with_a_right_hash_is_found(log: list[int]):
    last = db.session.get_one(Event, log[-1])
    db.session.expunge(last)
    last.position, last.previous_hash = 6, last.hash
    _insert_like(log[-1], position=6, previous_hash=last.previous_hash, hash=hash_of(last))
    assert _found() == ["日志应有 5 条，实有 6 条：末尾的记录不是由平台写入的。"]


def test_an_end_taken_away_is_found(log: list[int]):
    _do("DELETE FROM event_head")
    assert _found() == ["日志末尾没有有效的封印：封印被改动过，或者更换过封存密钥。"]


def test_what_was_rolled_back_leaves_no_trace_in_the_chain(log: list[int]):
    events.record(db.session.query(Need).first(), Action.EDIT, None, reason="没有发生")
    db.session.rollback()
    _write(db.session.query(Need).first(), db.session.query(User).first(), 6)
    assert _found() == []
    assert db.session.query(EventHead).one().position == 6


def test_the_command_names_what_it_finds_and_exits_with_1(app: Flask, log: list[int]):
    run = app.test_cli_runner().invoke
    whole = run(args=["audit", "verify"])
    assert (whole.exit_code, whole.output) == (0, "5 lines, unchanged\n")
    _do("DELETE FROM event WHERE id = :id", id=log[1])
    broken = run(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert "第 2 至 2 条已被删除。" in broken.output


def test_an_emptied_log_is_found(log: list[int]):
    _do("DELETE FROM event")
    _do("DELETE FROM event_head")
    assert _found() == ["日志末尾没有有效的封印：封印被改动过，或者更换过封存密钥。"]
