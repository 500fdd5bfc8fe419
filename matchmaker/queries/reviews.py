"""What one expert sees: own tasks and own scores, nothing of the other experts."""

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.policies import evaluation as policy
from matchmaker.queries import evaluations
from matchmaker.queries.paging import Page, paginate
from models import Bid, Evaluation, Need, ReviewAssignment, User, db
from models.challenge_enums import AssignmentState, BidState

OPEN_FIRST = case(
    (ReviewAssignment.state == AssignmentState.INVITED, 0),
    (ReviewAssignment.state == AssignmentState.ACCEPTED, 1),
    else_=2,
)
SHOWN = (
    joinedload(ReviewAssignment.evaluation).joinedload(Evaluation.need).joinedload(Need.organization),
    joinedload(ReviewAssignment.evaluation).joinedload(Evaluation.need).selectinload(Need.criteria),
    selectinload(ReviewAssignment.scores),
)


def mine(actor: User | None, page: int) -> Page[ReviewAssignment]:
    """Invitations, then open tasks, then the rest, the latest first."""
    query = select(ReviewAssignment).where(policy.own_assignments(actor)).options(*SHOWN)
    return paginate(query.order_by(OPEN_FIRST, ReviewAssignment.created_at.desc(), ReviewAssignment.id.desc()), page)


def get(assignment_id: int, actor: User | None) -> ReviewAssignment | None:
    """None for anybody but the expert who was asked."""
    query = select(ReviewAssignment).where(ReviewAssignment.id == assignment_id, policy.own_assignments(actor))
    return db.session.scalar(query.options(*SHOWN))


def bids_to_score(assignment: ReviewAssignment) -> list[Bid]:
    """Those that passed the formal check, in the order of their numbers."""
    found = evaluations.bids(assignment.evaluation)
    return [bid for bid in found if not bid.excluded_reason and bid.state is not BidState.SUBMITTED]
