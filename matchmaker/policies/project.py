from sqlalchemy import ColumnElement, false, or_, true

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import Project, User
from models.enums import MatchSide, ProjectState
from models.parties import Party

SIDES = frozenset({Party.NEED_SIDE, Party.ACHIEVEMENT_SIDE})
PLANNERS = SIDES | {Party.OFFICER}
SIGNED_ON = (
    ProjectState.SIGNED,
    ProjectState.RUNNING,
    ProjectState.SUSPENDED,
    ProjectState.ACCEPTANCE,
    ProjectState.COMPLETED,
)


def can_view(actor: User | None, project: Project) -> bool:
    return holds(actor, Permission.BUREAU) or bool(parties(actor, project) & SIDES)


def viewable(actor: User | None) -> ColumnElement[bool]:
    if holds(actor, Permission.BUREAU):
        return true()
    if actor is None or not actor.is_member:
        return false()
    return or_(Project.firm_id == actor.organization_id, Project.provider_id == actor.organization_id)


def side_of(actor: User | None, project: Project) -> MatchSide | None:
    """The side the actor speaks for: the firm is NEED, the provider ACHIEVEMENT; None for staff."""
    own = parties(actor, project)
    if Party.NEED_SIDE in own:
        return MatchSide.NEED
    return MatchSide.ACHIEVEMENT if Party.ACHIEVEMENT_SIDE in own else None


def can_plan(actor: User | None, project: Project) -> bool:
    """Set leaders, dates, money and milestones; the state is checked apart, so that it can be said why not."""
    return bool(parties(actor, project) & PLANNERS)


def can_edit(actor: User | None, project: Project) -> bool:
    return project.state is ProjectState.NEGOTIATING and can_plan(actor, project)


def can_keep_records(actor: User | None, project: Project) -> bool:
    """Add files and meeting notes: the parties and the officer, until a project has come to nothing."""
    return project.state is not ProjectState.TERMINATED and bool(parties(actor, project) & PLANNERS)


def can_add_output(actor: User | None, project: Project) -> bool:
    """Either side from the signing on, also after the completion: sales come late."""
    return project.state in SIGNED_ON and side_of(actor, project) is not None
