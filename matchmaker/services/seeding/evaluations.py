"""评榜 of the demo data: formal check, experts, scores, proposal and decision, as each story goes."""

from datetime import datetime, timedelta
from typing import Any

from matchmaker.adapters import clock
from matchmaker.services import feedback
from matchmaker.services.evaluations import ALL_HANDED_IN
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.bid import BID
from matchmaker.workflows.evaluation import EVALUATION, REVIEW_ASSIGNMENT
from matchmaker.workflows.need import NEED
from models import Bid, Evaluation, Feedback, Need, ReviewAssignment, Score, User, db
from models.actions import Action
from models.challenge_enums import AssignmentState, BidState, EvaluationState

Told = dict[str, Any]
Bids = dict[str, Bid]


def load_evaluation(context: Context, need: Need, number: int, opened: datetime, told: Told, bids: Bids) -> Evaluation:
    """`bids`: what was handed in, by the key of the lead."""
    evaluation = _opened(context, need, number, opened, bids)
    officer = context.officer(evaluation)
    for lead, check in told.get("checks", {}).items():
        _check(context, bids[lead], check, officer)
    for expert in told.get("experts", []):
        _named(context, evaluation, expert, officer)
    if "started" in told:
        advance(context, EVALUATION, evaluation, Action.START_REVIEW, context.reader.at(told["started"]), officer)
        evaluation.due_on = context.reader.day(told["due_on"])
    _scored(context, evaluation, told.get("experts", []), bids)
    if "closed" in told:
        _close(context, evaluation, told, officer)
    if "proposal" in told:
        _propose(context, evaluation, told["proposal"], bids)
    if "approved" in told:
        _approve(context, evaluation, context.reader.at(told["approved"]), bids)
    if "unsolved" in told:
        _unsolved(context, evaluation, told["unsolved"], bids)
    for lead, at in told.get("read", {}).items():
        next(row for row in evaluation.feedback if row.bid is bids[lead]).read_at = context.reader.at(at)
    return evaluation


def _opened(context: Context, need: Need, number: int, opened: datetime, bids: Bids) -> Evaluation:
    evaluation = Evaluation(need=need, number=number, state=EvaluationState.NAMING, created_at=opened)
    due_at = clock.end_of_day(opened.astimezone(clock.CITY_ZONE).date() + timedelta(days=need.feedback_days))
    evaluation.feedback = [Feedback(bid=bid, firm_id=need.organization_id, due_at=due_at) for bid in bids.values()]
    db.session.add(evaluation)
    db.session.flush()
    context.note(opened, evaluation, Action.OPEN_BIDS, None, "", EvaluationState.NAMING.name)
    return evaluation


def _check(context: Context, bid: Bid, told: Told, officer: User) -> None:
    bid.excluded_reason = told.get("fails", "")
    action = Action.EXCLUDE if bid.excluded_reason else Action.SHORTLIST
    advance(context, BID, bid, action, context.reader.at(told["at"]), officer, bid.excluded_reason)


def _named(context: Context, evaluation: Evaluation, told: Told, officer: User) -> None:
    expert, named = context.experts[told["expert"]], context.reader.at(told["named"])
    assignment = ReviewAssignment(
        evaluation=evaluation, expert=expert, state=AssignmentState.INVITED, created_at=named, reminded_at=named
    )
    db.session.add(assignment)
    db.session.flush()
    context.note(named, assignment, Action.NAME_EXPERT, officer, "", AssignmentState.INVITED.name)
    if "accepted" in told:
        assignment.confidentiality_at = context.reader.at(told["accepted"])
        accepted = assignment.confidentiality_at
        advance(context, REVIEW_ASSIGNMENT, assignment, Action.ACCEPT_REVIEW, accepted, expert)
    if "declined" in told:
        assignment.reason, at = told["reason"], context.reader.at(told["declined"])
        advance(context, REVIEW_ASSIGNMENT, assignment, Action.DECLINE_REVIEW, at, expert, assignment.reason)


def _scored(context: Context, evaluation: Evaluation, experts: list[Told], bids: Bids) -> None:
    for assignment, told in zip(evaluation.assignments, experts, strict=True):
        for lead, marks in told.get("scores", {}).items():
            assignment.scores += _scores(evaluation.need, bids[lead], marks)
        if "handed_in" in told:
            assignment.handed_in_at = at = context.reader.at(told["handed_in"])
            advance(context, REVIEW_ASSIGNMENT, assignment, Action.HAND_IN, at, assignment.expert)


def _scores(need: Need, bid: Bid, marks: list[list[Any]]) -> list[Score]:
    """One [points, comment] for each criterion, in their order; a draft may have fewer."""
    rows = zip(need.criteria, marks, strict=False)
    return [Score(bid_id=bid.id, criterion=row, points=points, comment=comment) for row, (points, comment) in rows]


def _close(context: Context, evaluation: Evaluation, told: Told, officer: User) -> None:
    evaluation.closed_at, evaluation.forced_reason = context.reader.at(told["closed"]), told.get("forced", "")
    by, why = (officer, evaluation.forced_reason) if evaluation.forced_reason else (None, ALL_HANDED_IN)
    advance(context, EVALUATION, evaluation, Action.CLOSE_REVIEW, evaluation.closed_at, by, why)


def _propose(context: Context, evaluation: Evaluation, told: Told, bids: Bids) -> None:
    firm = evaluation.need.author
    evaluation.winner, evaluation.reserve = bids[told["winner"]], bids.get(told.get("reserve", ""))
    evaluation.proposal_reason = told["reason"]
    evaluation.proposed_by, evaluation.proposed_at = firm, context.reader.at(told["at"])
    for row in evaluation.feedback:
        row.reason = row.bid.excluded_reason
    for lead, reason in told["feedback"].items():
        next(row for row in evaluation.feedback if row.bid is bids[lead]).reason = reason
    at, why = evaluation.proposed_at, evaluation.proposal_reason
    advance(context, EVALUATION, evaluation, Action.PROPOSE_WINNER, at, firm, why)


def _approve(context: Context, evaluation: Evaluation, at: datetime, bids: Bids) -> None:
    advance(context, EVALUATION, evaluation, Action.APPROVE, at, context.supervisor)
    evaluation.decided_by, evaluation.decided_at = context.supervisor, at
    chosen = {evaluation.winner: Action.WIN, evaluation.reserve: Action.PLACE_RESERVE}
    for bid in bids.values():
        if bid.state is BidState.SHORTLISTED:
            advance(context, BID, bid, chosen.get(bid, Action.LOSE), at, context.supervisor)
    _answer(evaluation, at)
    advance(context, NEED, evaluation.need, Action.PUBLICIZE, at, context.supervisor)


def _unsolved(context: Context, evaluation: Evaluation, told: Told, bids: Bids) -> None:
    at, evaluation.decision_reason = context.reader.at(told["at"]), told["reason"]
    why = evaluation.decision_reason
    advance(context, EVALUATION, evaluation, Action.DECLARE_UNSOLVED, at, context.supervisor, why)
    evaluation.decided_by, evaluation.decided_at = context.supervisor, at
    for bid in bids.values():
        if bid.state is not BidState.LOST:
            advance(context, BID, bid, Action.LOSE, at, context.supervisor)
    for row in evaluation.feedback:
        row.reason = why
    _answer(evaluation, at)
    advance(context, NEED, evaluation.need, Action.DECLARE_UNSOLVED, at, context.supervisor, why)


def _answer(evaluation: Evaluation, at: datetime) -> None:
    db.session.flush()
    means = feedback.means_of(evaluation)
    for row in evaluation.feedback:
        feedback.send(row, row.reason, means.get(row.bid_id, {}))
        row.sent_at = at
