"""Evaluations as the bureau and the firm follow them, and their results once they are closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.policies import bid as bid_policy
from matchmaker.policies import evaluation as policy
from matchmaker.queries.paging import Page, paginate
from matchmaker.sealing import vault
from matchmaker.search.promises import missed_musts
from matchmaker.search.scoring import Tally, ranks
from matchmaker.search.tallies import handed_in, tallies_of
from models import Bid, BidPartner, Criterion, Evaluation, Need, Receipt, ReviewAssignment, Score, User, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState

SEATED = (AssignmentState.INVITED, AssignmentState.ACCEPTED, AssignmentState.HANDED_IN)
SHOWN = (
    joinedload(Evaluation.need).joinedload(Need.organization),
    joinedload(Evaluation.need).selectinload(Need.criteria),
    selectinload(Evaluation.assignments).joinedload(ReviewAssignment.expert).joinedload(User.organization),
)
# With what the receipts keep, so that the bids can be opened all at once.
OPENED = (
    joinedload(Bid.organization),
    selectinload(Bid.partners).joinedload(BidPartner.organization),
    selectinload(Bid.receipts).undefer(Receipt.content),
)


@dataclass(frozen=True)
class EvaluationFilter:
    state: EvaluationState | None = None


@dataclass(frozen=True)
class Progress:
    """How far one expert has come: bids with points on every criterion, of all bids to be scored. No points."""

    assignment: ReviewAssignment
    scored: int
    bids: int


@dataclass(frozen=True)
class Comment:
    """`expert` counts from 1 and is the same expert on every bid of the evaluation; the name is not told."""

    expert: int
    criterion: Criterion
    text: str


@dataclass(frozen=True)
class BidResult:
    """`rank` and `tally` are None for a bid that failed the formal check, `excluded` says why; `missed` are indicators
    marked 必须."""

    bid: Bid
    rank: int | None
    tally: Tally | None
    comments: list[Comment]
    missed: list[str]
    excluded: str


@dataclass(frozen=True)
class Results:
    """Best first; bids that failed the formal check at the end. `experts` is how many handed in."""

    rows: list[BidResult]
    criteria: list[Criterion]
    experts: int


def get(evaluation_id: int, actor: User | None) -> Evaluation | None:
    query = select(Evaluation).where(Evaluation.id == evaluation_id, policy.viewable(actor))
    return db.session.scalar(query.options(*SHOWN))


def latest_of(need: Need) -> Evaluation | None:
    query = select(Evaluation).where(Evaluation.need_id == need.id).order_by(Evaluation.number.desc()).limit(1)
    return db.session.scalar(query)


def listing(actor: User | None, chosen: EvaluationFilter, page: int) -> Page[Evaluation]:
    return paginate(listing_rows(actor, chosen), page)


def listing_rows(actor: User | None, chosen: EvaluationFilter) -> Select[tuple[Evaluation]]:
    """Those that were opened last on top."""
    query = select(Evaluation).where(policy.viewable(actor)).options(*SHOWN)
    if chosen.state:
        query = query.where(Evaluation.state == chosen.state)
    return query.order_by(Evaluation.created_at.desc(), Evaluation.id.desc())


def bids(evaluation: Evaluation) -> list[Bid]:
    """What was handed in, with partners and receipts, in the order of the numbers."""
    query = select(Bid).where(bid_policy.handed_in(evaluation.need)).order_by(Bid.id)
    return list(db.session.scalars(query.options(*OPENED)))


def progress(evaluation: Evaluation) -> list[Progress]:
    """Everybody who sits on the panel, in the order of their naming."""
    bids_to_score = _to_score(evaluation)
    done = _bids_done(evaluation)
    seated = [each for each in evaluation.assignments if each.state in SEATED]
    return [Progress(each, done.get(each.id, 0), bids_to_score) for each in seated]


def results(evaluation: Evaluation) -> Results:
    """What the experts who handed in gave; whether the reader may see it is asked of the policy before."""
    given, criteria = handed_in(evaluation), list(evaluation.need.criteria)
    found, rows = tallies_of(given, evaluation), bids(evaluation)
    places = ranks([found[bid.id].mean if bid.id in found else None for bid in rows])
    excluded = _excluded(evaluation)
    made = [
        BidResult(
            bid, place, found.get(bid.id), _comments(given, bid, criteria), _missed(bid), excluded.get(bid.id, "")
        )
        for bid, place in zip(rows, places, strict=True)
    ]
    return Results(sorted(made, key=_order), criteria, len(given))


def _excluded(evaluation: Evaluation) -> dict[int, str]:
    """Why a bid failed the formal check, by its id. Of a revoked round only what the bidder was told is left."""
    if evaluation.state is not EvaluationState.REOPENED:
        return {row.bid_id: row.bid.excluded_reason for row in evaluation.feedback}
    return {row.bid_id: row.reason for row in evaluation.feedback if row.sent_at is not None and not row.means}


def _order(row: BidResult) -> tuple[float, int]:
    return (row.rank or float("inf"), row.bid.id)


def _comments(given: Sequence[ReviewAssignment], bid: Bid, criteria: Sequence[Criterion]) -> list[Comment]:
    texts = {
        (number, score.criterion_id): score.comment
        for number, assignment in enumerate(given, 1)
        for score in assignment.scores
        if score.bid_id == bid.id and score.comment
    }
    numbers = range(1, len(given) + 1)
    wanted = [(number, criterion) for number in numbers for criterion in criteria]
    return [
        Comment(number, criterion, texts[number, criterion.id])
        for number, criterion in wanted
        if (number, criterion.id) in texts
    ]


def _missed(bid: Bid) -> list[str]:
    """Indicators marked 必须 that the bid does not meet."""
    return [row.indicator for row in missed_musts(bid.need, vault.unseal(bid).content)]


def _to_score(evaluation: Evaluation) -> int:
    """Bids that passed the formal check, whatever became of them later."""
    counted = select(func.count(Bid.id)).where(
        bid_policy.handed_in(evaluation.need), Bid.excluded_reason == "", Bid.state != BidState.SUBMITTED
    )
    return db.session.scalar(counted) or 0


def _bids_done(evaluation: Evaluation) -> dict[int, int]:
    """Bids on which an expert has given points for every criterion, by assignment."""
    complete = (
        select(Score.assignment_id, Score.bid_id)
        .join(ReviewAssignment)
        .where(ReviewAssignment.evaluation_id == evaluation.id, Score.points.is_not(None))
        .group_by(Score.assignment_id, Score.bid_id)
        .having(func.count() == len(evaluation.need.criteria))
        .subquery()
    )
    query = select(complete.c.assignment_id, func.count()).group_by(complete.c.assignment_id)
    return dict(map(tuple, db.session.execute(query)))
