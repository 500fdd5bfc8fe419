"""What one expert writes of the bids: a draft until it is handed in, and seen by nobody else before the close."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import evaluation as policy
from matchmaker.services.evaluations import SEATED, bids_of, close_when_complete
from matchmaker.services.notify import holders_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.evaluation import REVIEW_ASSIGNMENT
from models import Bid, ReviewAssignment, Score, User
from models.actions import Action
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from models.enums import Role

TOP = 100
SHORTEST_COMMENT = 10


@dataclass(frozen=True)
class Mark:
    """Points (0 to 100) and comment on one criterion; None while there are no points yet."""

    points: int | None
    comment: str


def bids_to_score(assignment: ReviewAssignment) -> list[Bid]:
    """Those that passed the formal check, in the order of their numbers."""
    return [bid for bid in bids_of(assignment.evaluation.need) if is_to_score(bid)]


def is_to_score(bid: Bid) -> bool:
    return not bid.excluded_reason and bid.state is not BidState.SUBMITTED


def save_scores(assignment: ReviewAssignment, bid: Bid, marks: Mapping[int, Mark], *, actor: User) -> None:
    """Keep a draft for one bid. `marks` by the id of the criterion; the one saved last stands."""
    lock(assignment.evaluation)
    lock(assignment)
    if not policy.is_reviewer(actor, assignment):
        raise Forbidden()
    if not policy.can_score(actor, assignment):
        raise Refused(N_("现在不能评分：评审没有进行，或您已提交。"))
    criteria = {criterion.id for criterion in assignment.evaluation.need.criteria}
    if bid.need_id != assignment.evaluation.need_id or not is_to_score(bid) or not marks.keys() <= criteria:
        raise Refused(N_("这份揭榜申请不在评审范围内。"))
    if any(mark.points is not None and not 0 <= mark.points <= TOP for mark in marks.values()):
        raise Invalid(N_("分数应为 0 到 100 的整数。"))
    known = scores_of(assignment, bid)
    for criterion_id, mark in marks.items():
        score = known.get(criterion_id)
        if score is None:
            score = Score(bid_id=bid.id, criterion_id=criterion_id)
            assignment.scores.append(score)
        score.points, score.comment = mark.points, mark.comment.strip()
    commit()


def scores_of(assignment: ReviewAssignment, bid: Bid) -> dict[int, Score]:
    """By the id of the criterion."""
    return {score.criterion_id: score for score in assignment.scores if score.bid_id == bid.id}


def is_complete(assignment: ReviewAssignment, bid: Bid) -> bool:
    """Points on every criterion, and at least one comment that says something."""
    scores = scores_of(assignment, bid).values()
    pointed = sum(score.points is not None for score in scores)
    commented = any(len(score.comment) >= SHORTEST_COMMENT for score in scores)
    return pointed == len(assignment.evaluation.need.criteria) and commented


def hand_in(assignment: ReviewAssignment, *, actor: User, version: int | None = None) -> None:
    """Final. The last expert's ends the review."""
    lock(assignment.evaluation)
    lock(assignment)
    expect_version(assignment, version)
    if assignment.state is AssignmentState.ACCEPTED:
        _expect_ready(assignment)
    perform(REVIEW_ASSIGNMENT, assignment, Action.HAND_IN, actor)
    assignment.handed_in_at = clock.now()
    _tell_officers(assignment)
    close_when_complete(assignment.evaluation)
    commit()


def _expect_ready(assignment: ReviewAssignment) -> None:
    if assignment.evaluation.state is not EvaluationState.REVIEWING:
        raise Refused(N_("评审没有进行，不能提交评分。"))
    open_bids = [bid.number for bid in bids_to_score(assignment) if not is_complete(assignment, bid)]
    if open_bids:
        message = N_(
            "还不能提交：%(bids)s 没有评完。每份申请的每一项都要有分数，并至少写一条不少于 %(least)s 个字的评语。"
        )
        raise Refused(message, bids=open_bids, least=SHORTEST_COMMENT)


def _tell_officers(assignment: ReviewAssignment) -> None:
    evaluation = assignment.evaluation
    seated = [each for each in evaluation.assignments if each.state in SEATED]
    done = sum(each.state is AssignmentState.HANDED_IN for each in seated)
    message = N_("榜单“%(title)s”又有一位专家提交了评分，已提交 %(done)s／%(all)s。")
    words = {"title": evaluation.title, "done": done, "all": len(seated)}
    tell_and_write(holders_of(Role.OFFICER), message, evaluation, **words)  # type: ignore[arg-type]
