from sqlalchemy import ColumnElement, and_, false, or_, select

from matchmaker.policies import project as project_policy
from matchmaker.policies.parties import parties
from models import Milestone, Project, User
from models.enums import MatchSide, ProjectState
from models.parties import Party
from models.project_enums import MilestoneState

UNDER_WAY = (ProjectState.RUNNING, ProjectState.ACCEPTANCE)


def can_claim(actor: User | None, milestone: Milestone) -> bool:
    """Either side says that it is done, while the project goes on."""
    project = milestone.project
    open_now = milestone.state is MilestoneState.OPEN and project.state in UNDER_WAY
    return open_now and project_policy.side_of(actor, project) is not None


def can_answer(actor: User | None, milestone: Milestone) -> bool:
    """The side that did not claim it confirms it or sends it back."""
    waits = milestone.state is MilestoneState.CLAIMED and milestone.project.state in UNDER_WAY
    return waits and Party.OTHER_SIDE in parties(actor, milestone)


def answerable(actor: User | None) -> ColumnElement[bool]:
    if actor is None or not actor.is_member:
        return false()
    under_way = select(Project.id).where(Project.state.in_(UNDER_WAY))
    firm = under_way.where(Project.firm_id == actor.organization_id)
    provider = under_way.where(Project.provider_id == actor.organization_id)
    return and_(
        Milestone.state == MilestoneState.CLAIMED,
        or_(
            and_(Milestone.claimed_side == MatchSide.ACHIEVEMENT, Milestone.project_id.in_(firm)),
            and_(Milestone.claimed_side == MatchSide.NEED, Milestone.project_id.in_(provider)),
        ),
    )
