"""Who must keep away, and why."""

from datetime import UTC, date, datetime

import pytest

from matchmaker.adapters import clock
from matchmaker.policies.bid import can_read
from matchmaker.sealing.contents import Member, Relation
from matchmaker.services.recusal import ConflictKind as K
from matchmaker.services.recusal import conflicts, conflicts_of, years_before
from models import ExpertProfile, Project, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState, PartnerState
from models.enums import NeedState, OrganizationKind, ProjectOrigin, ProjectState
from tests.factories import OrganizationFactory, research_user
from tests.factories.challenges import (
    AssignmentFactory,
    BidFactory,
    ChallengeFactory,
    EvaluationFactory,
    PartnerFactory,
    expert_user,
)

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 20, 4, tzinfo=UTC))


@pytest.fixture
def need(app):
    return ChallengeFactory(state=NeedState.EVALUATING)


def _bid(need, **given):
    return BidFactory(need=need, state=BidState.SUBMITTED, **given)


def _kinds(expert, need, *bids):
    return [(each.kind, each.bid) for each in conflicts(expert, need, bids)]


def test_a_stranger_may_review(need):
    assert _kinds(expert_user(), need, _bid(need), _bid(need)) == []


def test_of_the_challenges_own_firm(need):
    assert _kinds(expert_user(organization=need.organization), need, _bid(need)) == [(K.SAME_ORGANIZATION, None)]


def test_of_the_leading_organization(need):
    bid, other = _bid(need), _bid(need)
    assert _kinds(expert_user(organization=bid.organization), need, bid, other) == [(K.SAME_ORGANIZATION, bid)]


@pytest.mark.parametrize(
    ("state", "away"),
    [
        (PartnerState.INVITED, True),
        (PartnerState.CONFIRMED, True),
        (PartnerState.LEFT, True),
        (PartnerState.DECLINED, False),
    ],
)
def test_of_a_partner_that_knows_the_bid(need, state, away):
    bid = _bid(need)
    partner = PartnerFactory(bid=bid, state=state)
    assert bool(_kinds(expert_user(organization=partner.organization), need, bid)) is away


def _project(firm, provider, **given):
    number = f"P-2026-{db.session.query(Project).count():04d}"
    row = Project(
        number=number,
        thread=number[2:],
        title="合作",
        origin=ProjectOrigin.OFFLINE,
        firm=firm,
        provider=provider,
        **given,
    )
    db.session.add(row)
    db.session.commit()
    return row


@pytest.mark.parametrize(
    ("starts_on", "state", "away"),
    [
        (date(2026, 5, 1), ProjectState.COMPLETED, True),
        (date(2023, 5, 20), ProjectState.COMPLETED, True),
        (date(2023, 5, 19), ProjectState.COMPLETED, False),
        (date(2023, 5, 19), ProjectState.TERMINATED, False),
        (date(2021, 1, 1), ProjectState.RUNNING, True),
    ],
)
def test_a_joint_project_within_three_years_or_still_running(need, starts_on, state, away):
    bid, expert = _bid(need), expert_user()
    _project(bid.organization, expert.organization, starts_on=starts_on, state=state)
    assert _kinds(expert, need, bid) == ([(K.JOINT_PROJECT, bid)] if away else [])


@pytest.mark.parametrize(("ends_on", "away"), [(date(2026, 4, 30), True), (date(2023, 5, 19), False)])
def test_a_joint_project_that_ended_within_three_years(need, ends_on, away):
    bid, expert = _bid(need), expert_user()
    given = {"starts_on": date(2020, 1, 1), "ends_on": ends_on, "state": ProjectState.COMPLETED}
    _project(bid.organization, expert.organization, **given)
    assert _kinds(expert, need, bid) == ([(K.JOINT_PROJECT, bid)] if away else [])


def test_a_joint_project_that_was_completed_later_than_planned(need):
    bid, expert = _bid(need), expert_user()
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2022, 12, 31), "completed_on": date(2024, 3, 1)}
    _project(bid.organization, expert.organization, state=ProjectState.COMPLETED, **days)
    assert _kinds(expert, need, bid) == [(K.JOINT_PROJECT, bid)]


def test_who_sat_on_a_panel_that_was_revoked(need):
    bid = _bid(need)
    revoked = EvaluationFactory(need=need, state=EvaluationState.REOPENED)
    expert = AssignmentFactory(evaluation=revoked, state=AssignmentState.HANDED_IN).expert
    asked = AssignmentFactory(evaluation=revoked, state=AssignmentState.DECLINED).expert
    assert _kinds(expert, need, bid) == [(K.EARLIER_ROUND, None)]
    assert _kinds(asked, need, bid) == []
    assert not can_read(expert, bid, clock.now())


def test_a_project_without_a_start_counts_from_when_it_was_set_up(need):
    expert, bid = expert_user(), _bid(need)
    old = _project(need.organization, expert.organization, state=ProjectState.COMPLETED)
    assert _kinds(expert, need, bid) == [(K.JOINT_PROJECT, None)]
    old.created_at = datetime(2023, 5, 19, 15, 59, tzinfo=UTC)
    db.session.commit()
    assert _kinds(expert, need, bid) == []
    old.created_at = datetime(2023, 5, 19, 16, tzinfo=UTC)
    db.session.commit()
    assert _kinds(expert, need, bid) == [(K.JOINT_PROJECT, None)]


def test_a_project_of_two_other_parties_is_none_of_the_experts(need):
    bid, expert = _bid(need), expert_user()
    _project(need.organization, bid.organization, state=ProjectState.RUNNING)
    _project(OrganizationFactory(), expert.organization, state=ProjectState.RUNNING)
    assert _kinds(expert, need, bid) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 20), date(2023, 5, 20)),
        (date(2024, 2, 29), date(2021, 2, 28)),
        (date(2027, 2, 28), date(2024, 2, 28)),
        (date(2027, 3, 1), date(2024, 3, 1)),
    ],
)
def test_three_years_before(day, expected):
    assert years_before(day, 3) == expected


@pytest.mark.parametrize(
    ("relation", "away"),
    [
        (Relation("PERSON", "孙立群"), True),
        (Relation("PERSON", "孫立群"), True),
        (Relation("PERSON", " 孙 立群 "), True),
        (Relation("PERSON", "孙立"), False),
        (Relation("ORGANIZATION", "孙立群"), False),
        (Relation("ORGANIZATION", "齐鲁检测研究院"), True),
        (Relation("ORGANIZATION", "齊魯檢測研究院"), True),
        (Relation("PERSON", "齐鲁检测研究院"), False),
        (Relation("", ""), False),
    ],
)
def test_a_relation_that_the_bid_declares(need, relation, away):
    institute = OrganizationFactory(kind=OrganizationKind.INSTITUTE, name="齐鲁检测研究院")
    expert = expert_user(name="孙立群", organization=institute)
    bid = _bid(need, says={"no_relations": False, "relations": (relation,)})
    assert _kinds(expert, need, bid) == ([(K.DECLARED_RELATION, bid)] if away else [])


def test_a_previous_employer(need):
    author = research_user(organization=OrganizationFactory(kind=OrganizationKind.UNIVERSITY, name="沂水（工业）大学"))
    bid = _bid(need, author=author)
    expert = expert_user()
    _employers(expert, "齐鲁检测研究院\n  沂水(工業)大學  ")
    assert _kinds(expert, need, bid) == [(K.PREVIOUS_EMPLOYER, bid)]
    _employers(expert, need.organization.name)
    assert _kinds(expert, need, bid) == [(K.PREVIOUS_EMPLOYER, None)]
    _employers(expert, "沂水（工业）大学附属中学")
    assert _kinds(expert, need, bid) == []


def _employers(expert, text):
    db.session.get_one(ExpertProfile, expert.id).employers = text
    db.session.commit()


def test_who_is_named_in_a_bid(need):
    expert = expert_user(name="孙立群")
    assert _kinds(expert, need, bid := _bid(need, says={"chief_name": "孫立群"})) == [(K.TEAM_MEMBER, bid)]
    assert _kinds(expert, need, bid := _bid(need, says={"team": (Member("孙立群"),)})) == [(K.TEAM_MEMBER, bid)]
    assert _kinds(expert, need, _bid(need, says={"team": (Member("孙立"), Member(""))})) == []


def test_all_reasons_are_given(need):
    bid = _bid(need)
    expert = expert_user(organization=bid.organization, name="周景明")
    _employers(expert, need.organization.name)
    found = conflicts(expert, need, [bid])
    assert [each.kind for each in found] == [K.PREVIOUS_EMPLOYER, K.SAME_ORGANIZATION, K.TEAM_MEMBER]
    assert found[1].label("zh") == f"与{bid.organization.name}是同一单位"


def test_an_expert_without_a_profile(need):
    expert = expert_user()
    db.session.delete(db.session.get_one(ExpertProfile, expert.id))
    db.session.commit()
    assert conflicts_of([expert], need, [_bid(need)]) == {expert.id: []}
