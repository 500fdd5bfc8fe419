"""Who follows an evaluation, and who sees its points. Nobody sees points before the review is closed."""

from sqlalchemy import ColumnElement, false, select, true

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import Evaluation, Need, ReviewAssignment, User
from models.challenge_enums import AssignmentState, EvaluationState
from models.parties import Party

BEFORE_CLOSE = (EvaluationState.NAMING, EvaluationState.REVIEWING)


def can_view(actor: User | None, evaluation: Evaluation) -> bool:
    """The bureau, and the firm whose challenge it is."""
    return holds(actor, Permission.BUREAU) or Party.AUTHOR in parties(actor, evaluation)


def viewable(actor: User | None) -> ColumnElement[bool]:
    if holds(actor, Permission.BUREAU):
        return true()
    if actor is None or not actor.is_member:
        return false()
    return Evaluation.need_id.in_(select(Need.id).where(Need.organization_id == actor.organization_id))


def manages(actor: User | None, evaluation: Evaluation) -> bool:
    """Names experts, checks bids, starts and closes the review."""
    return Party.OFFICER in parties(actor, evaluation)


def sees_experts(actor: User | None, evaluation: Evaluation) -> bool:
    """By name; the firm is told numbers only."""
    return holds(actor, Permission.BUREAU) and can_view(actor, evaluation)


def sees_results(actor: User | None, evaluation: Evaluation) -> bool:
    """Points and comments: officers, supervisors and the firm, once the review is closed."""
    closed = evaluation.closed_at is not None and evaluation.state not in BEFORE_CLOSE
    return closed and bool(parties(actor, evaluation) & {Party.OFFICER, Party.SUPERVISOR, Party.AUTHOR})


def is_reviewer(actor: User | None, assignment: ReviewAssignment) -> bool:
    return Party.EXPERT in parties(actor, assignment) and holds(actor, Permission.REVIEW)


def own_assignments(actor: User | None) -> ColumnElement[bool]:
    """An expert's own; one that was replaced is no task any more, but stays in the list."""
    if actor is None or not holds(actor, Permission.REVIEW):
        return false()
    return ReviewAssignment.expert_id == actor.id


def can_score(actor: User | None, assignment: ReviewAssignment) -> bool:
    reviewing = assignment.evaluation.state is EvaluationState.REVIEWING
    return reviewing and assignment.state is AssignmentState.ACCEPTED and is_reviewer(actor, assignment)


def reads_own_scores(actor: User | None, assignment: ReviewAssignment) -> bool:
    kept = assignment.state in (AssignmentState.ACCEPTED, AssignmentState.HANDED_IN)
    return kept and is_reviewer(actor, assignment)
