"""The 待办 of firms and researchers."""

import pytest

from matchmaker.adapters import clock
from matchmaker.queries import todo
from models import Milestone
from models.enums import AchievementState, MatchState, Membership, NeedState, OrganizationKind, OrganizationState, Role
from tests.factories import (
    AchievementFactory,
    MatchFactory,
    NeedFactory,
    OrganizationFactory,
    ProjectFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)
from tests.functional.bureau.page import waiting


@pytest.fixture(autouse=True)
def _database(app):
    return app


def test_a_request_waits_for_the_researcher_and_not_for_the_firm_that_made_it(sign_in):
    match = MatchFactory()
    page = sign_in(match.achievement.author).get("/todo/").text
    assert "等我方同意的对接" in page
    assert f"/matches/{match.id}" in page
    assert todo.count(match.achievement.author) == 1
    assert todo.count(match.need.author) == 0
    assert "没有要办的事" in sign_in(match.need.author).get("/todo/").text


def test_a_recommended_pair_waits_for_both_sides(sign_in):
    match = MatchFactory(state=MatchState.PROPOSED, need_consent_at=None)
    assert todo.count(match.need.author) == todo.count(match.achievement.author) == 1


def test_once_one_side_agreed_the_other_is_asked(sign_in):
    match = MatchFactory(state=MatchState.TALKING, achievement_consent_at=clock.now(), need_agreed_at=clock.now())
    assert "等我方确认的合作" in sign_in(match.achievement.author).get("/todo/").text
    assert todo.count(match.need.author) == 0


def test_returned_items_come_back_to_their_organization_only(sign_in):
    need = NeedFactory(state=NeedState.RETURNED, title="退回来的需求")
    achievement = AchievementFactory(state=AchievementState.RETURNED, title="退回来的成果")
    assert waiting(sign_in(need.author).get("/todo/").text) == ["退回来的需求"]
    assert waiting(sign_in(achievement.author).get("/todo/returned-achievements").text) == ["退回来的成果"]
    assert todo.count(firm_user()) == todo.count(research_user()) == 0


def test_a_project_without_milestones_waits_for_both_parties(sign_in):
    bare = ProjectFactory()
    planned = ProjectFactory(
        milestones=[Milestone(position=1, title="样机", due_on=clock.today(), weight=100, evidence="检测报告")]
    )
    assert todo.count(bare.need.author) == todo.count(bare.achievement.author) == 1
    assert todo.count(planned.need.author) == 0


def test_an_owner_is_told_of_applicants_and_a_member_is_not(sign_in):
    owner = firm_user()
    member = UserFactory(organization=owner.organization, is_owner=False)
    UserFactory(organization=owner.organization, is_owner=False, membership=Membership.PENDING, name="新来的工程师")
    page = sign_in(owner).get("/todo/").text
    assert "新来的工程师" in page and "待确认的成员" in page
    assert todo.count(member) == 0


def test_the_owner_of_a_refused_organization_is_sent_to_its_record(sign_in):
    organization = OrganizationFactory(state=OrganizationState.REFUSED, refusal_reason="信用代码与名称不符")
    owner = firm_user(organization=organization)
    page = sign_in(owner).get("/todo/").text
    assert "认证未通过" in page and "信用代码与名称不符" in page
    assert todo.count(owner) == 1


def test_somebody_not_yet_confirmed_has_nothing_to_do_and_learns_why(sign_in):
    user = firm_user(membership=Membership.PENDING, is_owner=False)
    page = sign_in(user).get("/todo/").text
    assert "等待单位管理员确认" in page
    assert todo.count(user) == 0


def test_a_technology_manager_sees_the_pairs_that_fell_silent(sign_in):
    organization = OrganizationFactory(kind=OrganizationKind.BROKERAGE)
    manager = bureau_user(Role.TECHNOLOGY_MANAGER, organization=organization)
    assert [pile.group.key for pile in todo.items(manager)] == ["silent-matches"]


def test_the_way_to_the_list_depends_on_the_person(sign_in):
    officer, firm = bureau_user(), firm_user()
    assert 'href="/bureau/">待办' in sign_in(officer).get("/bureau/board").text
    assert 'href="/todo/">待办' in sign_in(firm).get("/todo/").text
    assert sign_in(officer).get("/todo/").location == "/bureau/"
