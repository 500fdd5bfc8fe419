"""评审任务: who sits on the panel of an evaluation. What an expert writes is in review_scores."""

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import evaluation as policy
from matchmaker.services import events
from matchmaker.services.evaluations import bids_of, close_when_complete, review_deadline
from matchmaker.services.experts import expect_available
from matchmaker.services.notify import holders_of, tell_and_write
from matchmaker.services.recusal import conflicts
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.evaluation import REVIEW_ASSIGNMENT
from models import Evaluation, ReviewAssignment, User, db
from models.actions import Action
from models.challenge_enums import AssignmentState, EvaluationState
from models.enums import Role

NAMED_IN = (EvaluationState.NAMING, EvaluationState.REVIEWING)
ALREADY_NAMED = N_("这位专家已在本次评榜的名单中。")


def name_expert(evaluation: Evaluation, expert: User, *, actor: User) -> ReviewAssignment:
    """Ask an expert. Raises Refused with every reason for which this expert must keep away."""
    lock(evaluation)
    if not policy.manages(actor, evaluation):
        raise Forbidden()
    _expect_open(evaluation)
    _expect_eligible(evaluation, expert)
    assignment = ReviewAssignment(evaluation=evaluation, expert=expert)
    db.session.add(assignment)
    events.record(assignment, Action.NAME_EXPERT, actor, new=AssignmentState.INVITED)
    message = N_("科技局请您评审榜单“%(title)s”的揭榜申请，请先确认是否需要回避，再回复接受或谢绝。")
    deadline = review_deadline(assignment)
    tell_and_write([expert], message, assignment, deadline=deadline, title=evaluation.title)
    commit(ALREADY_NAMED)
    return assignment


def accept_review(
    assignment: ReviewAssignment, *, confidential: bool, independent: bool, actor: User, version: int | None = None
) -> None:
    """With both declarations: 保密承诺 and 回避承诺. What came up since the naming is asked again."""
    _take(assignment, version)
    if not confidential:
        raise Invalid(N_("请确认保密承诺后再接受。"), field="confidential")
    if not independent:
        raise Invalid(N_("请确认回避承诺后再接受；如需回避，请谢绝评审。"), field="independent")
    _expect_open(assignment.evaluation)
    _expect_no_conflict(assignment.evaluation, assignment.expert)
    perform(REVIEW_ASSIGNMENT, assignment, Action.ACCEPT_REVIEW, actor)
    assignment.confidentiality_at = clock.now()
    _tell_officers(assignment, N_("专家%(name)s接受了榜单“%(title)s”的评审。"))
    commit()


def decline_review(assignment: ReviewAssignment, reason: str, *, actor: User, version: int | None = None) -> None:
    _take(assignment, version)
    perform(REVIEW_ASSIGNMENT, assignment, Action.DECLINE_REVIEW, actor, reason=reason)
    _leave(assignment, reason)
    _tell_officers(assignment, N_("专家%(name)s谢绝了榜单“%(title)s”的评审，请另行指派。"))
    commit()


def replace_expert(assignment: ReviewAssignment, reason: str, *, actor: User, version: int | None = None) -> None:
    """Take an expert off the panel who has not handed in; the officer then names another."""
    _take(assignment, version)
    _expect_open(assignment.evaluation)
    perform(REVIEW_ASSIGNMENT, assignment, Action.REPLACE_EXPERT, actor, reason=reason)
    _leave(assignment, reason)
    message = N_("您不再参加榜单“%(title)s”的评审：%(reason)s")
    words = {"title": assignment.evaluation.title, "reason": assignment.reason}
    tell_and_write([assignment.expert], message, assignment, **words)  # type: ignore[arg-type]
    commit()


def _take(assignment: ReviewAssignment, version: int | None) -> None:
    """The evaluation first: who hands in last closes it."""
    lock(assignment.evaluation)
    lock(assignment)
    expect_version(assignment, version)


def _leave(assignment: ReviewAssignment, reason: str) -> None:
    """Points that were not handed in go with the expert; those who stay may have been waited for no longer."""
    assignment.reason = reason.strip()
    assignment.scores.clear()
    close_when_complete(assignment.evaluation)


def _expect_open(evaluation: Evaluation) -> None:
    if evaluation.state not in NAMED_IN:
        raise Refused(N_("这次评榜的评审已经结束，专家名单不能再改。"))


def _expect_eligible(evaluation: Evaluation, expert: User) -> None:
    expect_available(expert)
    if any(each.expert_id == expert.id for each in evaluation.assignments):
        raise Refused(ALREADY_NAMED)
    _expect_no_conflict(evaluation, expert)


def _expect_no_conflict(evaluation: Evaluation, expert: User) -> None:
    if found := conflicts(expert, evaluation.need, bids_of(evaluation.need)):
        raise Refused(N_("%(name)s须回避：%(reasons)s。"), name=expert.name, reasons=found)


def _tell_officers(assignment: ReviewAssignment, message: str) -> None:
    evaluation = assignment.evaluation
    name, title = assignment.expert.name, evaluation.title
    tell_and_write(holders_of(Role.OFFICER), message, evaluation, name=name, title=title)
