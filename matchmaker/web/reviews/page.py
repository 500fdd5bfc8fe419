from dataclasses import dataclass
from decimal import Decimal

from flask import render_template

from matchmaker.policies import evaluation as policy
from matchmaker.queries import evaluations as evaluation_queries
from matchmaker.queries import reviews as queries
from matchmaker.search.scoring import total
from matchmaker.services.review_scores import is_complete, scores_of
from matchmaker.web.guards import actor
from matchmaker.web.reviews.forms import AcceptForm
from models import Bid, ReviewAssignment
from models.challenge_enums import AssignmentState, EvaluationState


@dataclass(frozen=True)
class Task:
    """One bid as the expert has left it; `total` once all points are there."""

    bid: Bid
    complete: bool
    total: Decimal | None


def tasks(assignment: ReviewAssignment) -> list[Task]:
    return [
        Task(bid, is_complete(assignment, bid), total_of(assignment, bid)) for bid in queries.bids_to_score(assignment)
    ]


def total_of(assignment: ReviewAssignment, bid: Bid) -> Decimal | None:
    weights = {criterion.id: criterion.weight for criterion in assignment.evaluation.need.criteria}
    points = {key: score.points for key, score in scores_of(assignment, bid).items() if score.points is not None}
    return total(points, weights) if points.keys() == weights.keys() else None


def review_page(assignment: ReviewAssignment, form: AcceptForm | None = None) -> str:
    """The invitation names who bids, so that a conflict can be declared; what the bids say comes after acceptance."""
    own = policy.reads_own_scores(actor(), assignment)
    under_way = assignment.evaluation.state is EvaluationState.REVIEWING
    found = tasks(assignment) if own else []
    return render_template(
        "reviews/show.html",
        assignment=assignment,
        evaluation=assignment.evaluation,
        need=assignment.evaluation.need,
        bids=evaluation_queries.bids(assignment.evaluation) if assignment.state is AssignmentState.INVITED else [],
        tasks=found,
        can_score=policy.can_score(actor(), assignment),
        ready=under_way and bool(found) and all(task.complete for task in found),
        form=form or AcceptForm(formdata=None),
    )
