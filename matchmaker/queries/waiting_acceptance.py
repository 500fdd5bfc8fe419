"""验收: what waits for the bureau, for the parties, and for the experts who were named."""

from sqlalchemy import ColumnElement, and_, or_, select

from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import Acceptance, AcceptanceOpinion, Project, User
from models.project_enums import AcceptanceState as S

_REVIEWING = select(Acceptance.id).where(Acceptance.state == S.REVIEWING)


def _named(*rules: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(AcceptanceOpinion.id).where(AcceptanceOpinion.acceptance_id == Acceptance.id, *rules).exists()


def _without_expert(_: User) -> ColumnElement[bool]:
    return and_(Acceptance.state == S.REVIEWING, ~_named())


def _complete(_: User) -> ColumnElement[bool]:
    return and_(Acceptance.state == S.REVIEWING, _named(), ~_named(AcceptanceOpinion.given_at.is_(None)))


def _returned(user: User) -> ColumnElement[bool]:
    own = or_(Project.firm_id == user.organization_id, Project.provider_id == user.organization_id)
    return and_(Acceptance.state == S.RETURNED, Acceptance.project_id.in_(select(Project.id).where(own)))


def _asked(user: User) -> ColumnElement[bool]:
    awaited = and_(AcceptanceOpinion.expert_id == user.id, AcceptanceOpinion.given_at.is_(None))
    return and_(awaited, AcceptanceOpinion.acceptance_id.in_(_REVIEWING))


FOR_THE_BUREAU = (
    Group(
        "acceptances-to-check",
        N_("待审核的验收资料"),
        N_("验收资料都已审核。"),
        Acceptance,
        Acceptance.applied_at,
        lambda _: Acceptance.state == S.APPLIED,
    ),
    Group(
        "acceptances-to-staff",
        N_("待指派专家的验收"),
        N_("验收都已指派专家。"),
        Acceptance,
        Acceptance.checked_at,
        _without_expert,
    ),
    Group(
        "acceptances-to-conclude",
        N_("待出结论的验收"),
        N_("没有等待结论的验收。"),
        Acceptance,
        Acceptance.checked_at,
        _complete,
    ),
)
FOR_PARTIES = (
    Group(
        "returned-acceptances",
        N_("退回补正的验收申请"),
        N_("没有被退回的验收申请。"),
        Acceptance,
        Acceptance.checked_at,
        _returned,
    ),
)
FOR_EXPERTS = (
    Group(
        "acceptance-opinions",
        N_("待提交的验收意见"),
        N_("没有等您提交的验收意见。"),
        AcceptanceOpinion,
        AcceptanceOpinion.created_at,
        _asked,
    ),
)
