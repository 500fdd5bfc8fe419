"""评榜 from the opening of the bids to the close of the review."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.bid import handed_in
from matchmaker.services import events
from matchmaker.services.bid_steps import consortium
from matchmaker.services.notify import Deadline, holders_of, members_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.bid import BID
from matchmaker.workflows.evaluation import EVALUATION
from models import Bid, Evaluation, Feedback, Need, ReviewAssignment, User, db
from models.actions import Action
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from models.enums import Role

MIN_EXPERTS = 3
SCORING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
SEATED = (*SCORING, AssignmentState.HANDED_IN)
ALL_HANDED_IN = N_("全部专家已提交")


def open_evaluation(need: Need, number: int = 1) -> Evaluation:
    """Open the bids of a challenge and promise each bidder an answer; without a commit.

    A reopened evaluation is the next `number`; its promise counts from today.
    """
    evaluation = Evaluation(need=need, number=number)
    db.session.add(evaluation)
    bids, due_at = bids_of(need), _promised(need, number)
    evaluation.feedback = [Feedback(bid=bid, firm_id=need.organization_id, due_at=due_at) for bid in bids]
    data = {"number": number, "bids": len(bids)}
    events.record(evaluation, Action.OPEN_BIDS, None, new=EvaluationState.NAMING, data=data)
    words: dict[str, Any] = {"title": need.title, "count": len(bids)}
    message = N_("榜单“%(title)s”的揭榜申请已开封，共 %(count)s 份，请进行形式审查并组建专家组。")
    if not bids:
        message = N_("榜单“%(title)s”截止时没有揭榜申请，请科室负责人决定是否流标。")
    tell_and_write([*holders_of(Role.OFFICER), *holders_of(Role.SUPERVISOR)], message, evaluation, **words)
    return evaluation


def bids_of(need: Need) -> list[Bid]:
    """What was handed in, in the order of the numbers."""
    return list(db.session.scalars(select(Bid).where(handed_in(need)).order_by(Bid.id)))


def check_bid(
    evaluation: Evaluation, bid: Bid, passed: bool, reason: str = "", *, actor: User, version: int | None = None
) -> None:
    """形式审查. A bid that fails is out, and its people are told why at once."""
    lock(evaluation)
    lock(bid)
    expect_version(bid, version)
    if evaluation.state is not EvaluationState.NAMING:
        raise Refused(N_("评审已经启动，不能再做形式审查。"))
    perform(BID, bid, Action.SHORTLIST if passed else Action.EXCLUDE, actor, reason=reason)
    words: dict[str, Any] = {"number": bid.number, "title": bid.need.title}
    people = consortium(bid)
    if passed:
        tell_and_write(people, N_("揭榜申请 %(number)s“%(title)s”已通过形式审查，进入专家评审。"), bid, **words)
    else:
        bid.excluded_reason = reason.strip()
        message = N_("揭榜申请 %(number)s“%(title)s”未通过形式审查：%(reason)s")
        tell_and_write(people, message, bid, reason=bid.excluded_reason, **words)
    commit()


def start_review(evaluation: Evaluation, due_on: date | None, *, actor: User, version: int | None = None) -> None:
    """Raises Refused for what is not ready, Invalid for a day that is not after today."""
    lock(evaluation)
    expect_version(evaluation, version)
    if fault := start_fault(evaluation, bids_of(evaluation.need)):
        raise fault
    if due_on is None or due_on <= clock.today():
        raise Invalid(N_("评审截止日期应在明天或以后。"), field="due_on")
    perform(EVALUATION, evaluation, Action.START_REVIEW, actor, data={"due_on": due_on.isoformat()})
    evaluation.due_on = due_on
    for assignment in evaluation.assignments:
        if assignment.state in SCORING:
            assignment.reminded_at = clock.now()
            _announce_start(assignment)
    commit()


def start_fault(evaluation: Evaluation, bids: list[Bid]) -> Refused | None:
    """What still stands in the way of the experts' scoring."""
    unchecked = [bid.number for bid in bids if bid.state is BidState.SUBMITTED]
    seated = sum(state in SEATED for state in _panel(evaluation))
    if unchecked:
        return Refused(N_("还有揭榜申请没有做形式审查：%(numbers)s。"), numbers=unchecked)
    if not any(bid.state is BidState.SHORTLISTED for bid in bids):
        return Refused(N_("没有通过形式审查的揭榜申请，不能启动评审。"))
    if seated < MIN_EXPERTS:
        return Refused(
            N_("评审专家不少于 %(least)s 人，现有 %(seated)s 人，请再指派。"), least=MIN_EXPERTS, seated=seated
        )
    return None


def force_close(evaluation: Evaluation, reason: str, *, actor: User, version: int | None = None) -> None:
    """End a review that some experts have not handed in for; only what was handed in counts."""
    lock(evaluation)
    expect_version(evaluation, version)
    if AssignmentState.HANDED_IN not in _panel(evaluation):
        raise Refused(N_("还没有专家提交评分，不能结束评审。"))
    perform(EVALUATION, evaluation, Action.CLOSE_REVIEW, actor, reason=reason)
    evaluation.forced_reason = reason.strip()
    for assignment in evaluation.assignments:
        if assignment.state in SCORING:
            message = N_("榜单“%(title)s”的评审已由科技局结束，不用再评分。")
            tell_and_write([assignment.expert], message, assignment, title=evaluation.title)
    _finish(evaluation)
    commit()


def close_when_complete(evaluation: Evaluation) -> None:
    """The last expert's hand-in ends the review, if enough of them have handed in; without a commit."""
    states = _panel(evaluation)
    if evaluation.state is not EvaluationState.REVIEWING or any(state in SCORING for state in states):
        return
    if states.count(AssignmentState.HANDED_IN) < MIN_EXPERTS:
        return
    perform(EVALUATION, evaluation, Action.CLOSE_REVIEW, None, reason=ALL_HANDED_IN, by_system=True)
    _finish(evaluation)


def _panel(evaluation: Evaluation) -> Sequence[AssignmentState]:
    """As it is stored now: rows read before the lock do not show what somebody did at the same moment."""
    query = select(ReviewAssignment.state).where(ReviewAssignment.evaluation_id == evaluation.id)
    return db.session.scalars(query).all()


def review_deadline(assignment: ReviewAssignment) -> Deadline | None:
    """For the expert's calendar, once the day is set."""
    due_on = assignment.evaluation.due_on
    if due_on is None:
        return None
    name, path = N_("评审截止：%(title)s"), f"/reviews/{assignment.id}"
    return Deadline(f"review-{assignment.id}", name, clock.end_of_day(due_on), path)


def _announce_start(assignment: ReviewAssignment) -> None:
    message = N_("榜单“%(title)s”的评审已启动，请在 %(day)s 前完成评分。")
    if assignment.state is AssignmentState.INVITED:
        message = N_("榜单“%(title)s”的评审已启动，请先回复是否接受评审，评分截止 %(day)s。")
    title, day = assignment.evaluation.title, str(assignment.evaluation.due_on)
    deadline = review_deadline(assignment)
    tell_and_write([assignment.expert], message, assignment, deadline=deadline, title=title, day=day)


def _finish(evaluation: Evaluation) -> None:
    evaluation.closed_at = clock.now()
    need = evaluation.need
    message = N_("榜单“%(title)s”的专家评审已结束，请查看评审结果。")
    bureau = [*holders_of(Role.OFFICER), *holders_of(Role.SUPERVISOR)]
    tell_and_write(bureau, message, evaluation, title=need.title)
    message = N_("榜单“%(title)s”的专家评审已结束，请查看评审结果并提出中选建议。")
    tell_and_write(members_of(need.organization), message, evaluation, title=need.title)


def _promised(need: Need, number: int) -> datetime:
    """The end of the day on which the promise runs out."""
    since = need.bid_deadline.astimezone(clock.CITY_ZONE).date() if need.bid_deadline and number == 1 else clock.today()
    return clock.end_of_day(since + timedelta(days=need.feedback_days))
