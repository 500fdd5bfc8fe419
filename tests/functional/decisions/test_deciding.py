"""The firm proposes, the supervisor decides, every bidder hears why."""

import pytest

from matchmaker.adapters import clock
from matchmaker.checks.working_days import working_days
from matchmaker.errors import Conflict, Forbidden, Invalid, Refused
from matchmaker.sealing.contents import Response
from matchmaker.services import decisions
from models import Bid, Evaluation, Event, Notification, Publicity, db
from models.actions import Action
from models.challenge_enums import BidState, EvaluationState
from models.enums import NeedState, Role
from tests.factories import bureau_user, firm_user
from tests.factories.challenges import BidFactory, promised, score, scored_evaluation

WHY = "路线最成熟，已有两条产线的样机验证，评审得分最高。"
AGAINST = WHY + "排名第一的申请交付期比榜单要求晚半年，我公司产线改造窗口在明年三月，不能等待，经三次技术交流后决定。"
TOLD = "团队基础扎实，但高温在线检测环节缺少验证数据，建议补充试验。"


def bids_of(evaluation: Evaluation) -> list[Bid]:
    return [row.bid for row in evaluation.feedback]


def propose(
    evaluation: Evaluation, winner: int = 0, reserve: int | None = None, reason: str = WHY, **given
) -> Evaluation:
    bids = bids_of(evaluation)
    told = given.pop("told", {bid.id: TOLD for bid in bids})
    chosen = bids[reserve] if reserve is not None else None
    given.setdefault("actor", evaluation.need.author)
    return decisions.propose_winner(evaluation, bids[winner], chosen, reason, told, **given)


def test_the_firm_proposes_and_the_supervisor_approves(app):
    evaluation, supervisor = scored_evaluation(90, 80, 60), bureau_user(Role.SUPERVISOR)
    propose(evaluation, 0, 1)
    assert evaluation.state is EvaluationState.PROPOSED
    assert not any(row.sent_at for row in evaluation.feedback)

    notice = decisions.approve(evaluation, actor=supervisor)
    assert [bid.state for bid in bids_of(evaluation)] == [BidState.WON, BidState.RESERVE, BidState.LOST]
    assert evaluation.need.state is NeedState.PUBLICIZED
    assert (evaluation.decided_by, evaluation.state) == (supervisor, EvaluationState.APPROVED)
    assert working_days(clock.today(), notice.ends_on) == 5
    assert (notice.starts_on - clock.today()).days == 1


def test_every_bidder_is_told_decision_means_and_reason_at_once(app):
    evaluation = propose(scored_evaluation(90, 60))
    decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR))
    won, lost = evaluation.feedback
    assert (won.decision, lost.decision) == (BidState.WON, BidState.LOST)
    assert lost.means["total"] == "60.00"
    assert lost.means["criteria"][0] == {"name": "指标响应", "weight": 40, "mean": "60.00"}
    assert lost.reason == TOLD
    assert won.sent_at and lost.sent_at
    told = db.session.query(Notification).filter_by(user_id=lost.bid.author_id).one()
    assert "未中选" in told.message


def test_who_failed_the_formal_check_hears_that_reason_and_no_points(app):
    evaluation = scored_evaluation(90)
    out = BidFactory(need=evaluation.need, state=BidState.LOST, excluded_reason="未附单位营业执照，承诺书没有盖章。")
    row = promised(evaluation, out)
    propose(evaluation, told={bids_of(evaluation)[0].id: TOLD})
    decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR))
    assert (row.reason, row.means, row.decision) == (out.excluded_reason, {}, BidState.LOST)


def test_another_than_the_first_takes_a_longer_reason(app):
    evaluation = scored_evaluation(90, 60)
    with pytest.raises(Invalid, match="排名第一") as error:
        propose(evaluation, 1)
    assert error.value.field == "reason"
    db.session.rollback()
    assert propose(evaluation, 1, reason=AGAINST).winner is bids_of(evaluation)[1]


def test_one_that_misses_a_must_takes_a_longer_reason_too(app):
    evaluation = scored_evaluation(60)
    need = evaluation.need
    poor = BidFactory(
        need=need,
        state=BidState.SHORTLISTED,
        says={"responses": tuple(Response(row.id, "9 mm", "无") for row in need.requirements)},
    )
    promised(evaluation, poor)
    for assignment in evaluation.assignments:
        score(assignment, poor, 95, 95, 95, 95)
    with pytest.raises(Invalid, match="必须"):
        propose(evaluation, 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": "很好"}, "reason"),
        ({"reserve": 0}, "reserve"),
        ({"reason": "好" * 2001}, "reason"),
        ({"told": {}}, None),
    ],
)
def test_what_a_proposal_must_say(app, given, field):
    evaluation = scored_evaluation(90, 60)
    with pytest.raises(Invalid) as error:
        propose(evaluation, **given)
    assert error.value.field == (field or f"reason_{bids_of(evaluation)[0].id}")
    db.session.rollback()
    assert evaluation.state is EvaluationState.SCORED


def test_only_the_firm_proposes_and_only_supervisors_decide(app):
    evaluation = scored_evaluation(90)
    for stranger in (firm_user(), bureau_user(Role.OFFICER), bureau_user(Role.SUPERVISOR)):
        with pytest.raises(Forbidden):
            propose(evaluation, actor=stranger)
    propose(evaluation)
    for stranger in (evaluation.need.author, bureau_user(Role.OFFICER)):
        with pytest.raises(Forbidden):
            decisions.approve(evaluation, actor=stranger)
        with pytest.raises(Forbidden):
            decisions.declare_unsolved(evaluation, "没有合适的", actor=stranger)


def test_a_proposal_is_sent_back_with_a_reason_and_made_again(app):
    evaluation, supervisor = propose(scored_evaluation(90, 60)), bureau_user(Role.SUPERVISOR)
    with pytest.raises(Invalid):
        decisions.send_back(evaluation, " ", actor=supervisor)
    decisions.send_back(evaluation, "请说明预算与榜单金额的差额。", actor=supervisor)
    assert (evaluation.state, evaluation.decision_reason) == (EvaluationState.SCORED, "请说明预算与榜单金额的差额。")
    propose(evaluation)
    decisions.approve(evaluation, actor=supervisor)
    assert evaluation.decision_reason == ""


def test_two_supervisors_make_one_decision(app):
    evaluation = propose(scored_evaluation(90, 60))
    seen = evaluation.version
    decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR), version=seen)
    with pytest.raises(Conflict):
        decisions.send_back(evaluation, "不同意", actor=bureau_user(Role.SUPERVISOR), version=seen)
    db.session.rollback()
    with pytest.raises(Refused):
        decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR))
    assert db.session.query(Publicity).count() == 1
    approvals = db.session.query(Event).filter_by(action=Action.APPROVE, subject_id=evaluation.id)
    assert approvals.count() == 1


def test_nothing_is_said_of_a_proposal_before_the_review_is_closed(sign_in):
    """What is wrong with a proposal would tell the firm how those who have handed in scored."""
    evaluation = scored_evaluation(90, 60)
    evaluation.state, evaluation.closed_at = EvaluationState.REVIEWING, None
    db.session.commit()
    firm, bids = sign_in(evaluation.need.author), [row.bid for row in evaluation.feedback]
    answers = set()
    for bid in bids:
        told = {f"reason_{each.id}": TOLD for each in bids}
        form = {"winner": bid.id, "reserve": 0, "reason": WHY[:25], "version": evaluation.version, **told}
        answer = firm.post(f"/evaluations/{evaluation.id}/decision", data=form)
        answers.add((answer.status_code, "排名" in answer.text))
    assert answers == {(409, False)}
