"""What the experts who handed in gave each bid of an evaluation: the base of results, proposal and feedback."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matchmaker.search.scoring import Points, Tally, tally
from models import Evaluation, ReviewAssignment, db
from models.challenge_enums import AssignmentState


def tallies(evaluation: Evaluation) -> dict[int, Tally]:
    """By the id of the bid; bids that nobody scored are left out. Whether the reader may see it is asked before."""
    return tallies_of(handed_in(evaluation), evaluation)


def handed_in(evaluation: Evaluation) -> list[ReviewAssignment]:
    """With their scores, in a fixed order: who is 专家1 on one page is so on every page."""
    query = select(ReviewAssignment).where(
        ReviewAssignment.evaluation_id == evaluation.id, ReviewAssignment.state == AssignmentState.HANDED_IN
    )
    query = query.options(selectinload(ReviewAssignment.scores)).order_by(ReviewAssignment.id)
    return list(db.session.scalars(query))


def tallies_of(given: Sequence[ReviewAssignment], evaluation: Evaluation) -> dict[int, Tally]:
    weights = {criterion.id: criterion.weight for criterion in evaluation.need.criteria}
    bids = {score.bid_id for assignment in given for score in assignment.scores}
    found = {bid_id: tally(_points(given, bid_id, len(weights)), weights) for bid_id in bids}
    return {bid_id: each for bid_id, each in found.items() if each is not None}


def _points(given: Sequence[ReviewAssignment], bid_id: int, criteria: int) -> Points:
    rows = {
        expert: {
            score.criterion_id: score.points
            for score in assignment.scores
            if score.bid_id == bid_id and score.points is not None
        }
        for expert, assignment in enumerate(given, 1)
    }
    return {expert: points for expert, points in rows.items() if len(points) == criteria}
