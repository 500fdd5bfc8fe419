"""Who is asked what became of a project, and who says how it was to work together."""

from sqlalchemy import ColumnElement, false, true

from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.project import side_of
from models import FollowUp, Project, User
from models.enums import ProjectState
from models.project_enums import FollowUpState


def viewable(actor: User | None) -> ColumnElement[bool]:
    """The bureau sees all of them, an organization its own."""
    if holds(actor, Permission.BUREAU):
        return true()
    if actor is None or not actor.is_member:
        return false()
    return FollowUp.organization_id == actor.organization_id


def can_answer(actor: User | None, row: FollowUp) -> bool:
    own = actor is not None and actor.is_member and actor.organization_id == row.organization_id
    return own and row.state is FollowUpState.ASKED


def can_rate(actor: User | None, project: Project) -> bool:
    """Once it is over, also when it came to nothing after the signing; whether it was done already is asked apart."""
    over = project.state is ProjectState.COMPLETED or (
        project.state is ProjectState.TERMINATED and project.started_on is not None
    )
    return over and side_of(actor, project) is not None
