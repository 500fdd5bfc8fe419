from dataclasses import dataclass

from sqlalchemy import select

from matchmaker.errors import Forbidden, Invalid
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events, numbers
from matchmaker.services.notify import tell
from matchmaker.services.project_people import both_sides
from matchmaker.services.project_rules import ProjectPlan, plan_faults
from matchmaker.services.projects import apply_plan
from matchmaker.services.unit import commit, lock
from models import Organization, Project, User, db
from models.actions import Action
from models.enums import OrganizationKind, OrganizationState, ProjectOrigin, ProjectState
from models.organization import RESEARCH_KINDS


@dataclass(frozen=True)
class OfflineDeal:
    """A deal struck without the platform; the parties are named as they are registered."""

    firm_name: str
    provider_name: str
    field_id: int | None
    district_id: int | None
    plan: ProjectPlan


def deal_faults(deal: OfflineDeal) -> list[Invalid]:
    """Every rule that the deal breaks, each with its form field."""
    faults = plan_faults(deal.plan)
    if _party(deal.firm_name, (OrganizationKind.FIRM,)) is None:
        faults.append(Invalid(N_("没有这个名称的已认证企业，请从列表中选择。"), field="firm_name"))
    if _party(deal.provider_name, RESEARCH_KINDS) is None:
        faults.append(Invalid(N_("没有这个名称的已认证高校院所，请从列表中选择。"), field="provider_name"))
    return faults


def record_offline_deal(deal: OfflineDeal, *, actor: User) -> Project:
    """A project without a need or a match, ready for its agreement."""
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    firm, provider = _party(deal.firm_name, (OrganizationKind.FIRM,)), _party(deal.provider_name, RESEARCH_KINDS)
    for fault in deal_faults(deal):
        raise fault
    _expect_new(deal, firm, provider)
    thread = numbers.new_thread()
    project = Project(
        number=numbers.new_project_number(thread),
        thread=thread,
        origin=ProjectOrigin.OFFLINE,
        state=ProjectState.NEGOTIATING,
        firm=firm,
        provider=provider,
        field_id=deal.field_id,
        district_id=deal.district_id,
        officer=actor,
    )
    apply_plan(project, deal.plan)
    db.session.add(project)
    events.record(project, Action.CREATE, actor, new=project.state)
    words = {"number": project.number, "title": project.title}
    tell(both_sides(project), N_("科技局登记了合作项目 %(number)s“%(title)s”。"), project, **words)
    commit()
    return project


def _expect_new(deal: OfflineDeal, firm: Organization | None, provider: Organization | None) -> None:
    """Of two presses at once the second finds what the first has recorded."""
    assert firm is not None and provider is not None
    lock(firm)
    same = Project.firm_id == firm.id, Project.provider_id == provider.id, Project.title == deal.plan.title
    number = db.session.scalar(select(Project.number).where(*same, Project.state == ProjectState.NEGOTIATING))
    if number is not None:
        raise Invalid(N_("这两家单位的同名项目已登记为 %(number)s，请勿重复登记。"), field="title", number=number)


def _party(name: str, kinds: tuple[OrganizationKind, ...]) -> Organization | None:
    found: Organization | None = db.session.scalar(
        select(Organization).where(
            Organization.name == name,
            Organization.kind.in_(kinds),
            Organization.state == OrganizationState.VERIFIED,
        )
    )
    return found
