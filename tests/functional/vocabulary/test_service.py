"""What the administrator may put into the table, and what every process makes of it."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from matchmaker.errors import Conflict, Forbidden, Invalid
from matchmaker.queries import vocabulary as vocabulary_query
from matchmaker.search import replica
from matchmaker.search import vocabulary as stored
from matchmaker.services import vocabulary
from models import Event, Term, TermGroup, db
from models.actions import Action
from models.enums import Role, SubjectKind
from tests.factories import bureau_user


@pytest.fixture
def keeper(app):
    return bureau_user(Role.ADMINISTRATOR)


def texts(group: TermGroup) -> list[str]:
    return [term.text for term in group.terms]


def log() -> list[tuple[Action, str]]:
    lines = db.session.scalars(select(Event).where(Event.subject_kind == SubjectKind.TERM_GROUP).order_by(Event.id))
    return [(line.action, line.subject_label) for line in lines]


def test_a_group_is_added_edited_and_deleted_and_the_log_says_so(keeper):
    group = vocabulary.add_group("无人机、UAV\n ＵＡＶ\x00；植保机", "机械", actor=keeper)
    assert texts(group) == ["无人机", "UAV", "植保机"]
    vocabulary.edit_group(group, "UAV、无人机、无人飞行器", "", actor=keeper, version=group.version)
    assert texts(group) == ["UAV", "无人机", "无人飞行器"]
    assert stored.load(db.session()).word("无人机") == "uav"
    vocabulary.delete_group(group, actor=keeper, version=group.version)
    assert db.session.scalars(select(Term)).all() == []
    assert log() == [(Action.CREATE, "无人机"), (Action.EDIT, "UAV"), (Action.DELETE, "UAV")]


@pytest.mark.parametrize(
    "terms, says",
    [
        ("", "至少填写一个"),
        (" 、\n；\x00 ", "至少填写一个"),
        ("2024、无人机", "没有文字"),
        ("——", "没有文字"),
        ("长" * 41, "太长"),
        ("\ufdfa" * 10, "太长"),
        ("、".join(f"术语{chr(0x4E00 + n)}" for n in range(21)), "最多"),
    ],
)
def test_what_cannot_be_a_group_is_refused_beside_the_field(keeper, terms, says):
    with pytest.raises(Invalid) as refusal:
        vocabulary.add_group(terms, "", actor=keeper)
    assert says in refusal.value.message and refusal.value.field == "terms"


def test_a_term_of_another_group_is_refused_and_that_group_named(keeper):
    vocabulary.add_group("无人机、UAV", "", actor=keeper)
    other = vocabulary.add_group("电机、马达", "", actor=keeper)
    with pytest.raises(Invalid) as refusal:
        vocabulary.edit_group(other, "电机、ｕａｖ", "", actor=keeper)
    assert refusal.value.params == {"term": "uav", "group": "无人机、UAV"}
    assert texts(other) == ["电机", "马达"]


def test_a_form_opened_on_an_older_version_is_refused(keeper):
    group = vocabulary.add_group("无人机", "", actor=keeper)
    opened = group.version
    vocabulary.edit_group(group, "无人机、UAV", "", actor=keeper, version=opened)
    with pytest.raises(Conflict):
        vocabulary.edit_group(group, "无人机", "", actor=keeper, version=opened)
    with pytest.raises(Conflict):
        vocabulary.delete_group(group, actor=keeper, version=opened)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SUPERVISOR])
def test_only_the_administrator_keeps_the_table(app, role):
    with pytest.raises(Forbidden):
        vocabulary.add_group("无人机", "", actor=bureau_user(role))


def test_a_change_is_seen_by_the_next_ranking_of_every_process(keeper):
    assert replica.current().lexicon.vocabulary.word("uav") == "uav"
    group = vocabulary.add_group("无人机、UAV", "", actor=keeper)
    assert replica.current().lexicon.vocabulary.word("uav") == "无人机"
    code = (
        "from matchmaker import create_app\n"
        "from matchmaker.search import replica\n"
        "with create_app().app_context():\n"
        "    print(replica.current().lexicon.vocabulary.word('uav'))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split()[-1] == "无人机"
    vocabulary.delete_group(group, actor=keeper)
    assert replica.current().lexicon.vocabulary.word("uav") == "uav"


def test_two_texts_meet_by_the_table(keeper):
    vocabulary.add_group("无人机、UAV", "", actor=keeper)
    met = vocabulary_query.meeting("用UAV巡检", "无人机喷洒")
    assert [str(term) for term in met.terms] == ["UAV ≈ 无人机"]
    assert met.own == [("用", False), ("UAV", True), ("巡检", False)]
    assert vocabulary_query.meeting("", "\x00").terms == []
