"""From the opening of the bids to the start of the review."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.services import review_assignments
from matchmaker.services.ticking import tick
from models import Bid, Evaluation, Feedback, Notification, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from models.enums import NeedState, Role
from tests.factories import bureau_user
from tests.factories.challenges import BidFactory, expert_user
from tests.functional.evaluations.panel import accept, check_all, closed, due, name_expert, score, task_of, under_review


def test_the_tick_opens_the_bids_and_promises_answers(need, officer, later):
    bids, evaluation = closed(need, 2, later)
    assert need.state is NeedState.EVALUATING
    assert evaluation.state is EvaluationState.NAMING
    promised = {row.due_at for row in db.session.query(Feedback)}
    due = need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=need.feedback_days)
    assert promised == {clock.end_of_day(due)}
    assert {row.bid_id for row in evaluation.feedback} == {bid.id for bid in bids}
    said = db.session.query(Notification).filter_by(user_id=officer.id).one()
    assert said.params["count"] == 2
    tick()
    assert db.session.query(Evaluation).count() == 1


def test_without_a_bid_there_is_an_evaluation_too(need, officer, later, sign_in):
    _, evaluation = closed(need, 0, later)
    page = sign_in(officer).get(f"/evaluations/{evaluation.id}").text
    assert "没有揭榜申请" in page
    assert "流标" in page


def test_drafts_and_withdrawn_bids_are_not_opened(need, later):
    BidFactory(need=need)
    BidFactory(need=need, state=BidState.WITHDRAWN)
    _, evaluation = closed(need, 1, later)
    assert len(evaluation.feedback) == 1


def test_formal_check(need, officer, later, sign_in):
    (kept, out), evaluation = closed(need, 2, later)
    desk = sign_in(officer)
    path = f"/evaluations/{evaluation.id}/bids/{out.id}/check"
    assert desk.post(path, data={"passed": "no", "reason": " "}).status_code == 400
    assert out.state is BidState.SUBMITTED
    desk.post(path, data={"passed": "no", "reason": "缺牵头单位盖章页"})
    assert (out.state, out.excluded_reason) == (BidState.LOST, "缺牵头单位盖章页")
    said = db.session.query(Notification).filter_by(user_id=out.author_id).all()
    assert any(row.params.get("reason") == "缺牵头单位盖章页" for row in said)
    assert desk.post(path, data={"passed": "yes"}).status_code == 409
    check_all(desk, evaluation, [kept])
    assert "缺牵头单位盖章页" in desk.get(f"/evaluations/{evaluation.id}").text


def test_what_a_start_needs(need, officer, later, sign_in):
    bids, evaluation = closed(need, 2, later)
    desk, path = sign_in(officer), f"/evaluations/{evaluation.id}/start"
    assert "没有做形式审查" in desk.post(path, data={"due_on": due()}).text
    check_all(desk, evaluation, bids)
    assert "不少于 3 人" in desk.post(path, data={"due_on": due()}).text
    for _ in range(3):
        name_expert(desk, evaluation, expert_user())
    assert "可以启动评审" in desk.get(f"/evaluations/{evaluation.id}").text
    assert "应在明天或以后" in desk.post(path, data={"due_on": due(0)}).text
    assert "请填写评审截止日期" in desk.post(path, data={}).text
    assert desk.post(path, data={"due_on": due(1)}).status_code == 302
    assert evaluation.state is EvaluationState.REVIEWING
    check = f"/evaluations/{evaluation.id}/bids/{bids[0].id}/check"
    assert desk.post(check, data={"passed": "no", "reason": "晚了"}).status_code == 409


def test_naming_says_why_an_expert_must_keep_away(need, officer, later, sign_in):
    bids, evaluation = closed(need, 1, later)
    relative = expert_user(organization=bids[0].organization, name="周景明")
    free = expert_user()
    desk = sign_in(officer)
    page = desk.get(f"/evaluations/{evaluation.id}").text
    assert "须回避" in page
    assert f"与{bids[0].organization.name}是同一单位" in page
    assert page.count('name="expert_id"') == 1
    assert f'name="expert_id" value="{free.id}"' in page
    answer = desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": relative.id})
    assert answer.status_code == 409
    assert "须回避" in answer.text
    assert "揭榜团队" in answer.text
    assert not evaluation.assignments
    assert name_expert(desk, evaluation, free).status_code == 200
    assert desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": free.id}).status_code == 409
    assert desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": officer.id}).status_code == 404


def test_both_declarations_are_needed(need, officer, later, sign_in):
    _, evaluation = closed(need, 1, later)
    expert = expert_user()
    name_expert(sign_in(officer), evaluation, expert)
    assignment = task_of(evaluation, expert)
    client, path = sign_in(expert), f"/reviews/{assignment.id}/accept"
    assert "保密承诺后再接受" in client.post(path, data={"independent": "y"}).text
    assert "回避承诺后再接受" in client.post(path, data={"confidential": "y"}).text
    assert assignment.state is AssignmentState.INVITED
    assert "揭榜申请" in accept(client, assignment).text
    assert assignment.state is AssignmentState.ACCEPTED
    assert assignment.confidentiality_at


def test_somebody_elses_change_in_between_is_noticed(need, officer, later, sign_in):
    bids, evaluation = closed(need, 1, later)
    data = {"passed": "yes", "version": str(bids[0].version - 1)}
    path = f"/evaluations/{evaluation.id}/bids/{bids[0].id}/check"
    assert sign_in(officer).post(path, data=data).status_code == 409
    assert db.session.get(Bid, bids[0].id).state is BidState.SUBMITTED


def test_decline_and_replacement(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    first = task_of(evaluation, panel[0])
    score(sign_in(panel[0]), first, bids[0], need, 90, 90, 90, 90)
    path = f"/reviews/{first.id}/decline"
    assert sign_in(panel[0]).post(path, data={"reason": ""}).status_code == 400
    sign_in(panel[0]).post(path, data={"reason": "与其中一家单位有亲属关系"})
    assert (first.state, first.scores) == (AssignmentState.DECLINED, [])
    assert sign_in(panel[0]).get(f"/reviews/{first.id}/bids/{bids[0].id}").status_code == 404
    desk = sign_in(officer)
    page = desk.get(f"/evaluations/{evaluation.id}").text
    assert "请补充指派专家" in page
    assert "与其中一家单位有亲属关系" in page
    second = task_of(evaluation, panel[1])
    desk.post(f"/evaluations/{evaluation.id}/experts/{second.id}/replace", data={"reason": "长期出差"})
    assert second.state is AssignmentState.REMOVED
    fresh = expert_user()
    assert "已邀请" in name_expert(desk, evaluation, fresh).text
    assert task_of(evaluation, fresh).state is AssignmentState.INVITED


def test_who_organizes_the_review_does_not_sit_on_its_panel(need, officer, later):
    _, evaluation = closed(need, 1, later)
    both = bureau_user(Role.OFFICER, Role.EXPERT, name="两职在身")
    with pytest.raises(Refused, match="科技局人员"):
        review_assignments.name_expert(evaluation, both, actor=officer)
    db.session.rollback()
    assert evaluation.assignments == []
