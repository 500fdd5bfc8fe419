"""反馈: what every bidder of a challenge is promised by a day (`evaluations.open_evaluation`), and told."""

from collections.abc import Mapping
from typing import Any

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden
from matchmaker.policies.bid import speaks_for
from matchmaker.search.tallies import tallies
from matchmaker.services.unit import commit
from models import Evaluation, Feedback, User

Means = Mapping[str, Any]


def send(row: Feedback, reason: str, means: Means) -> None:
    """Tell a bidder how its bid, whose state is decided, came out. A bid that was excluded hears why it was."""
    row.decision = row.bid.state
    row.reason = row.bid.excluded_reason or reason
    row.means = {} if row.bid.excluded_reason else dict(means)
    row.sent_at = clock.now()


def means_of(evaluation: Evaluation) -> dict[int, Means]:
    """What each bidder is told of the points, by the bid's id; nothing where the review was not closed."""
    if evaluation.closed_at is None:
        return {}
    criteria = evaluation.need.criteria
    return {
        bid_id: {
            "criteria": [
                {"name": row.name, "weight": row.weight, "mean": str(found.criterion_means[row.id])} for row in criteria
            ],
            "total": str(found.mean),
        }
        for bid_id, found in tallies(evaluation).items()
    }


def mark_read(row: Feedback, *, actor: User) -> None:
    """When the bidder first saw it."""
    if not speaks_for(actor, row.bid):
        raise Forbidden()
    if row.sent_at is not None and row.read_at is None:
        row.read_at = clock.now()
        commit()
