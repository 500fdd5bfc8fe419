"""变更申请: seen by whoever sees the project; asked for by one side while there is a signed plan that still runs."""

from sqlalchemy import ColumnElement, and_, or_, select

from matchmaker.policies import project as project_policy
from matchmaker.policies.parties import parties
from models import ChangeRequest, Project, User
from models.enums import MatchSide, ProjectState
from models.project_enums import ChangeState

CHANGEABLE = (ProjectState.SIGNED, ProjectState.RUNNING, ProjectState.SUSPENDED)


def can_view(actor: User | None, change: ChangeRequest) -> bool:
    return project_policy.can_view(actor, change.project)


def viewable(actor: User | None) -> ColumnElement[bool]:
    return ChangeRequest.project_id.in_(select(Project.id).where(project_policy.viewable(actor)))


def can_request(actor: User | None, project: Project) -> bool:
    return project.state in CHANGEABLE and bool(parties(actor, project) & project_policy.SIDES)


def waits_for(actor: User) -> ColumnElement[bool]:
    """Asked for by the other side of one's own projects, and not yet answered."""
    asked_firm = and_(ChangeRequest.side == MatchSide.ACHIEVEMENT, Project.firm_id == actor.organization_id)
    asked_provider = and_(ChangeRequest.side == MatchSide.NEED, Project.provider_id == actor.organization_id)
    own = ChangeRequest.project_id == Project.id
    asked = select(Project.id).where(own, Project.state.in_(CHANGEABLE), or_(asked_firm, asked_provider)).exists()
    return and_(ChangeRequest.state == ChangeState.PROPOSED, asked)
