"""The officer's 待办: what waits, the oldest first, and what is late."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from matchmaker.adapters import clock
from matchmaker.queries import todo
from models import db
from models.challenge_enums import EvaluationState
from models.enums import AchievementState, AgreementState, MatchState, NeedState, OrganizationState, Role
from tests.factories import (
    AchievementFactory,
    MatchFactory,
    NeedFactory,
    OrganizationFactory,
    ProjectFactory,
    bureau_user,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.challenges import EvaluationFactory
from tests.functional.bureau.page import figures, total, waiting


@pytest.fixture
def officer(app):
    return bureau_user()


def days_ago(days: int):
    return clock.now() - timedelta(days=days)


def test_an_empty_desk_says_so_group_by_group(sign_in, officer):
    page = sign_in(officer).get("/bureau/").text
    for sentence in (
        "需求都已审核。",
        "成果都已审核。",
        "单位都已认证。",
        "已签订的合同都已登记。",
        "没有沉默超过 20 天的对接。",
    ):
        assert sentence in page
    assert {value for _, value, _ in figures(page)} == {"0"}


def test_the_oldest_submission_is_on_top_and_five_are_shown(sign_in, officer):
    for day in range(7):
        NeedFactory(state=NeedState.SUBMITTED, submitted_at=days_ago(day), title=f"等了{day}天的需求")
    page = sign_in(officer).get("/bureau/").text
    assert waiting(page) == [f"等了{day}天的需求" for day in (6, 5, 4, 3, 2)]
    everything = sign_in(officer).get("/todo/needs").text
    assert (total(everything), len(waiting(everything))) == (7, 7)


def test_every_kind_of_work_is_counted_on_the_desk_and_in_the_header(sign_in, officer):
    NeedFactory(state=NeedState.SUBMITTED, submitted_at=days_ago(1))
    AchievementFactory(state=AchievementState.SUBMITTED, submitted_at=days_ago(1))
    OrganizationFactory(state=OrganizationState.PENDING)
    AgreementFactory(state=AgreementState.SIGNED, signed_on=clock.today())
    AgreementFactory(state=AgreementState.DRAFT)
    AgreementFactory(state=AgreementState.REGISTERED)
    ProjectFactory()
    MatchFactory(state=MatchState.TALKING, last_activity_at=days_ago(21))
    MatchFactory(state=MatchState.TALKING, last_activity_at=days_ago(19))
    MatchFactory(state=MatchState.DECLINED, last_activity_at=days_ago(40))
    page = sign_in(officer).get("/bureau/").text
    assert [value for _, value, _ in figures(page) if value != "0"] == ["1"] * 7
    assert '<span class="tally">7</span>' in page
    assert todo.count(officer) == 7


def test_a_contract_not_registered_in_time_is_called_late_in_words(sign_in, officer):
    AgreementFactory(signed_on=clock.today() - timedelta(days=35))
    AgreementFactory(signed_on=clock.today() - timedelta(days=7))
    page = sign_in(officer).get("/bureau/").text
    assert "超期 10 个工作日" in page and "签订 35 天" in page
    assert "还剩 10 个工作日" in page and "签订 7 天" in page


def test_a_silent_match_says_when_it_lapses(sign_in, officer):
    MatchFactory(last_activity_at=days_ago(25))
    page = sign_in(officer).get("/bureau/").text
    assert "沉默 25 天" in page and "35 天后失效" in page


def test_a_supervisor_sees_the_desk_and_a_firm_does_not(sign_in, officer):
    assert sign_in(bureau_user(Role.SUPERVISOR)).get("/bureau/").status_code == 200
    author = NeedFactory().author
    assert sign_in(author).get("/bureau/").status_code == 403
    assert sign_in(author).get("/todo/needs").status_code == 404


def test_the_desk_asks_the_same_number_of_queries_however_much_waits(sign_in, officer):
    client = sign_in(officer)

    def fill():
        NeedFactory(state=NeedState.SUBMITTED, submitted_at=days_ago(1))
        AchievementFactory(state=AchievementState.SUBMITTED, submitted_at=days_ago(1))
        OrganizationFactory(state=OrganizationState.PENDING)
        AgreementFactory()
        AgreementFactory(state=AgreementState.DRAFT)
        ProjectFactory()
        MatchFactory(last_activity_at=days_ago(30))

    fill()
    few = queries_of(client, "/bureau/")
    for _ in range(4):
        fill()
    assert queries_of(client, "/bureau/") == few


def queries_of(client, address: str) -> int:
    seen = []

    def note(*_):
        seen.append(1)

    db.session.expunge_all()
    event.listen(db.engine, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_proposal_waits_for_the_supervisor_and_for_nobody_else(sign_in, officer):
    EvaluationFactory(state=EvaluationState.PROPOSED, proposed_at=days_ago(1))
    supervisor = bureau_user(Role.SUPERVISOR)
    assert "待审批的中选建议" in sign_in(supervisor).get("/bureau/").text
    assert "待审批的中选建议" not in sign_in(officer).get("/bureau/").text
    assert (todo.count(supervisor), todo.count(officer)) == (1, 0)
