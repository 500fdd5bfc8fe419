"""What waits for somebody: each group is a rule on one kind of record, the oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import registration_due_on, working_days_left
from matchmaker.messages import N_
from matchmaker.policies.collection_round import awaiting_triage
from matchmaker.policies.necessity import waits_for
from matchmaker.workflows.match import OPEN, PATIENCE, REMINDERS
from models import (
    Achievement,
    Agreement,
    CollectionRound,
    Match,
    Milestone,
    NecessityCheck,
    Need,
    Organization,
    Project,
    User,
)
from models.challenge_enums import RoundState
from models.enums import (
    AchievementState,
    AgreementState,
    MatchState,
    Membership,
    NeedState,
    OrganizationKind,
    OrganizationState,
    ProjectState,
)

LAPSES_AFTER = PATIENCE * (REMINDERS + 1)


@dataclass(frozen=True)
class Group:
    """`since` is the column that says from when it waits, or the day on which it is due in a group that is `dated`;
    `left` gives days until the limit, negative beyond it; `first` orders before the time."""

    key: str
    title: str
    empty: str
    model: type[Any]
    since: Any
    rule: Callable[[User], ColumnElement[bool]]
    left: Callable[[date], int] | None = None
    dated: bool = False
    first: Callable[[User], ColumnElement[int]] | None = None


def _own_needs(user: User) -> ColumnElement[bool]:
    return Match.need_id.in_(select(Need.id).where(Need.organization_id == user.organization_id))


def _own_achievements(user: User) -> ColumnElement[bool]:
    own = select(Achievement.id).where(Achievement.organization_id == user.organization_id)
    return Match.achievement_id.in_(own)


def _consent_missing(user: User) -> ColumnElement[bool]:
    need_side = and_(_own_needs(user), Match.need_consent_at.is_(None))
    return and_(
        Match.state.in_(OPEN), or_(need_side, and_(_own_achievements(user), Match.achievement_consent_at.is_(None)))
    )


def _agreement_missing(user: User) -> ColumnElement[bool]:
    need_side = and_(_own_needs(user), Match.need_agreed_at.is_(None), Match.achievement_agreed_at.is_not(None))
    other = and_(_own_achievements(user), Match.achievement_agreed_at.is_(None), Match.need_agreed_at.is_not(None))
    return and_(Match.state == MatchState.TALKING, or_(need_side, other))


def _without_milestones(user: User) -> ColumnElement[bool]:
    own = or_(Project.firm_id == user.organization_id, Project.provider_id == user.organization_id)
    planned = select(Milestone.id).where(Milestone.project_id == Project.id).exists()
    return and_(Project.state == ProjectState.NEGOTIATING, own, ~planned)


def _without_agreement(_: User) -> ColumnElement[bool]:
    recorded = select(Agreement.id).where(Agreement.project_id == Project.id).exists()
    return and_(Project.state == ProjectState.NEGOTIATING, ~recorded)


def _unsigned(_: User) -> ColumnElement[bool]:
    negotiating = select(Project.id).where(Project.state == ProjectState.NEGOTIATING)
    return and_(Agreement.state == AgreementState.DRAFT, Agreement.project_id.in_(negotiating))


def _silent(_: User) -> ColumnElement[bool]:
    return and_(Match.state.in_(OPEN), Match.last_activity_at <= clock.now() - PATIENCE)


def _days_to_register(signed_on: date) -> int:
    return working_days_left(registration_due_on(signed_on), clock.today())


def _days_to_lapse(last_activity: date) -> int:
    return (last_activity + LAPSES_AFTER - clock.today()).days


SILENT_MATCHES = Group(
    "silent-matches",
    N_("久无进展的对接"),
    N_("没有沉默超过 20 天的对接。"),
    Match,
    Match.last_activity_at,
    _silent,
    _days_to_lapse,
)

FOR_THE_BUREAU = (
    Group(
        "needs",
        N_("待审核的需求"),
        N_("需求都已审核。"),
        Need,
        Need.submitted_at,
        lambda _: and_(Need.state == NeedState.SUBMITTED, ~awaiting_triage()),
    ),
    Group(
        "triage",
        N_("待受理的榜单需求"),
        N_("征集到的榜单需求都已受理。"),
        Need,
        Need.submitted_at,
        lambda _: awaiting_triage(),
    ),
    Group(
        "rounds",
        N_("待发榜的征集批次"),
        N_("征集截止的批次都已发榜。"),
        CollectionRound,
        CollectionRound.closes_on,
        lambda _: CollectionRound.state == RoundState.CLOSED,
    ),
    Group(
        "achievements",
        N_("待审核的成果"),
        N_("成果都已审核。"),
        Achievement,
        Achievement.submitted_at,
        lambda _: Achievement.state == AchievementState.SUBMITTED,
    ),
    Group(
        "organizations",
        N_("待认证的单位"),
        N_("单位都已认证。"),
        Organization,
        Organization.updated_at,
        lambda _: and_(Organization.state == OrganizationState.PENDING, Organization.kind != OrganizationKind.BUREAU),
    ),
    Group(
        "registrations",
        N_("待登记的技术合同"),
        N_("已签订的合同都已登记。"),
        Agreement,
        Agreement.signed_on,
        lambda _: Agreement.state == AgreementState.SIGNED,
        _days_to_register,
    ),
    Group(
        "projects",
        N_("待签合同的项目"),
        N_("达成合作的项目都已录入合同。"),
        Project,
        Project.created_at,
        _without_agreement,
    ),
    Group(
        "drafts",
        N_("合同草稿"),
        N_("没有未完成的合同草稿。"),
        Agreement,
        Agreement.created_at,
        _unsigned,
    ),
    SILENT_MATCHES,
)

CONSENTS = Group(
    "consents",
    N_("等我方同意的对接"),
    N_("没有等我方回应的对接。"),
    Match,
    Match.created_at,
    _consent_missing,
)
CONFIRMATIONS = Group(
    "confirmations",
    N_("等我方确认的合作"),
    N_("没有等我方确认的合作。"),
    Match,
    Match.last_activity_at,
    _agreement_missing,
)
RETURNED_NEEDS = Group(
    "returned-needs",
    N_("退回修改的需求"),
    N_("没有被退回的需求。"),
    Need,
    Need.updated_at,
    lambda user: and_(Need.state == NeedState.RETURNED, Need.organization_id == user.organization_id),
)
RETURNED_ACHIEVEMENTS = Group(
    "returned-achievements",
    N_("退回修改的成果"),
    N_("没有被退回的成果。"),
    Achievement,
    Achievement.updated_at,
    lambda user: and_(
        Achievement.state == AchievementState.RETURNED, Achievement.organization_id == user.organization_id
    ),
)
PROJECTS_TO_PLAN = Group(
    "plans",
    N_("待补里程碑的项目"),
    N_("合作项目都有里程碑。"),
    Project,
    Project.created_at,
    _without_milestones,
)
MEMBERS = Group(
    "members",
    N_("待确认的成员"),
    N_("没有等待确认的成员。"),
    User,
    User.created_at,
    lambda user: and_(User.organization_id == user.organization_id, User.membership == Membership.PENDING, User.active),
)
NECESSITY_CHECKS = Group(
    "necessity",
    N_("请您论证的榜单需求"),
    N_("没有等您论证的榜单需求。"),
    NecessityCheck,
    NecessityCheck.created_at,
    waits_for,
)
REFUSED_ORGANIZATION = Group(
    "refused-organization",
    N_("认证未通过"),
    N_("单位认证没有问题。"),
    Organization,
    Organization.updated_at,
    lambda user: and_(Organization.state == OrganizationState.REFUSED, Organization.id == user.organization_id),
)
