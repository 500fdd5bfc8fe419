from sqlalchemy import ColumnElement, false, or_, true

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import Project, User
from models.enums import ProjectState
from models.parties import Party

SIDES = frozenset({Party.NEED_SIDE, Party.ACHIEVEMENT_SIDE})
PLANNERS = SIDES | {Party.OFFICER}


def can_view(actor: User | None, project: Project) -> bool:
    return holds(actor, Permission.BUREAU) or bool(parties(actor, project) & SIDES)


def viewable(actor: User | None) -> ColumnElement[bool]:
    if holds(actor, Permission.BUREAU):
        return true()
    if actor is None or not actor.is_member:
        return false()
    return or_(Project.firm_id == actor.organization_id, Project.provider_id == actor.organization_id)


def can_plan(actor: User | None, project: Project) -> bool:
    """Set leaders, dates, money and milestones; the state is checked apart, so that it can be said why not."""
    return bool(parties(actor, project) & PLANNERS)


def can_edit(actor: User | None, project: Project) -> bool:
    return project.state is ProjectState.NEGOTIATING and can_plan(actor, project)
