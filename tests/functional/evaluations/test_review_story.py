"""From the first score to the results, as three experts, the officer and the firm go through it."""

import pytest

from matchmaker.adapters import clock
from matchmaker.services.ticking import tick
from models import Evaluation, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from tests.factories.challenges import BidFactory, expert_user
from tests.functional.evaluations.panel import (
    COMMENT,
    accept,
    all_handed_in,
    check_all,
    closed,
    due,
    form_of,
    name_expert,
    score,
    task_of,
    under_review,
)


def test_the_whole_review(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    points = [(90, 80, 70, 60), (92, 84, 75, 60), (88, 80, 72, 64)]
    for expert, own in zip(panel, points, strict=True):
        client, assignment = sign_in(expert), task_of(evaluation, expert)
        score(client, assignment, bids[0], need, *own)
        score(client, assignment, bids[1], need, 60, 60, 60, 60)
        assert evaluation.state is EvaluationState.REVIEWING
        page = client.post(f"/reviews/{assignment.id}/hand-in", follow_redirects=True).text
        assert "评分已提交" in page
    assert evaluation.state is EvaluationState.SCORED
    assert evaluation.closed_at
    results = sign_in(officer).get(f"/evaluations/{evaluation.id}/results").text
    assert "81.00" in results
    assert "60.00" in results
    assert "专家3" in results
    assert COMMENT in results
    for expert in panel:
        assert expert.name not in results
    assert sign_in(need.author).get(f"/evaluations/{evaluation.id}/results").status_code == 200


def test_two_who_handed_in_are_not_enough_when_the_third_leaves(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    for expert in panel[:2]:
        all_handed_in(sign_in(expert), task_of(evaluation, expert), bids, need)
    sign_in(panel[2]).post(f"/reviews/{task_of(evaluation, panel[2]).id}/decline", data={"reason": "生病"})
    assert evaluation.state is EvaluationState.REVIEWING


def test_the_last_who_leaves_ends_a_review_that_enough_have_handed_in_for(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in, experts=4)
    for expert in panel[:3]:
        all_handed_in(sign_in(expert), task_of(evaluation, expert), bids, need)
    assert evaluation.state is EvaluationState.REVIEWING
    sign_in(panel[3]).post(f"/reviews/{task_of(evaluation, panel[3]).id}/decline", data={"reason": "生病"})
    assert evaluation.state is EvaluationState.SCORED


def test_an_officer_closes_early_with_a_reason(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    desk, path = sign_in(officer), f"/evaluations/{evaluation.id}/close"
    assert desk.post(path, data={"reason": "等不及"}).status_code == 409
    all_handed_in(sign_in(panel[0]), task_of(evaluation, panel[0]), bids, need, 80)
    score(sign_in(panel[1]), task_of(evaluation, panel[1]), bids[0], need, 10, 10, 10, 10)
    assert desk.post(path, data={"reason": ""}).status_code == 400
    page = desk.post(path, data={"reason": "反馈期将至，两位专家无法联系"}, follow_redirects=True).text
    assert "反馈期将至，两位专家无法联系" in page
    assert "80.00" in page
    assert "10.00" not in page
    late = sign_in(panel[1])
    assert score(late, task_of(evaluation, panel[1]), bids[1], need, 1, 1, 1, 1).status_code == 409
    assert late.post(f"/reviews/{task_of(evaluation, panel[1]).id}/hand-in").status_code == 409


def test_hand_in_wants_all_points_and_a_word(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in, bids=1)
    client, assignment = sign_in(panel[0]), task_of(evaluation, panel[0])
    path = f"/reviews/{assignment.id}/hand-in"
    assert client.post(path).status_code == 409
    score(client, assignment, bids[0], need, 80, 80, 80, "")
    assert client.post(path).status_code == 409
    score(client, assignment, bids[0], need, 80, 80, 80, 80, comment="不错")
    assert bids[0].number in client.post(path).text
    score(client, assignment, bids[0], need, 80, 80, 80, "８０", comment="一二三四五六七八九十")
    assert client.post(path).status_code == 302
    again = client.post(path)
    assert again.status_code == 409
    assert assignment.state is AssignmentState.HANDED_IN
    assert score(client, assignment, bids[0], need, 1, 1, 1, 1).status_code == 409


@pytest.mark.parametrize("wrong", ["101", "-1", "八十", "80.5", "9" * 30])
def test_points_that_are_none_come_back_with_a_word(need, officer, later, sign_in, wrong):
    bids, evaluation, panel = under_review(need, officer, later, sign_in, bids=1)
    answer = score(sign_in(panel[0]), task_of(evaluation, panel[0]), bids[0], need, 80, 80, 80, wrong)
    assert answer.status_code == 400
    assert "整数" in answer.text or "数字过大" in answer.text
    assert wrong in answer.text
    assert COMMENT in answer.text
    assert not task_of(evaluation, panel[0]).scores


def test_saving_goes_on_to_the_next_bid_that_is_not_done(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in, bids=3)
    client, own = sign_in(panel[0]), task_of(evaluation, panel[0])
    where = f"/reviews/{own.id}/bids/"
    given = {**form_of(need, 80, 80, 80, 80), "action": "next"}
    assert client.post(f"{where}{bids[1].id}", data=given).location.endswith(f"{where}{bids[2].id}")
    assert client.post(f"{where}{bids[2].id}", data=given).location.endswith(f"{where}{bids[0].id}")
    assert client.post(f"{where}{bids[0].id}", data=given).location.endswith(f"/reviews/{own.id}")
    page = client.get(f"{where}{bids[0].id}").text
    assert "80.00" in page
    assert "全部评完，可以提交" in client.get(f"/reviews/{own.id}").text


def test_excluded_bids_are_not_scored_and_stand_last(need, officer, later, sign_in):
    (out, kept), evaluation = closed(need, 2, later)
    desk = sign_in(officer)
    desk.post(f"/evaluations/{evaluation.id}/bids/{out.id}/check", data={"passed": "no", "reason": "主体不符"})
    check_all(desk, evaluation, [kept])
    panel = [expert_user() for _ in range(3)]
    for expert in panel:
        name_expert(desk, evaluation, expert)
    desk.post(f"/evaluations/{evaluation.id}/start", data={"due_on": due()})
    for expert in panel:
        client, assignment = sign_in(expert), task_of(evaluation, expert)
        accept(client, assignment)
        assert client.get(f"/reviews/{assignment.id}/bids/{out.id}").status_code == 404
        all_handed_in(client, assignment, [kept], need)
    page = desk.get(f"/evaluations/{evaluation.id}/results").text
    assert page.index(kept.organization.name) < page.index(out.organization.name)
    assert "主体不符" in page


def test_disagreement_and_missed_musts_are_marked(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in, bids=1)
    for expert, points in zip(panel, (90, 80, 60), strict=True):
        all_handed_in(sign_in(expert), task_of(evaluation, expert), bids, need, points)
    page = sign_in(officer).get(f"/evaluations/{evaluation.id}/results").text
    assert '<span class="badge badge-accent">分歧较大</span>' in page
    assert "必须指标未达到" not in page


def test_a_bid_that_misses_a_must_is_marked(need, officer, later, sign_in):
    bid = BidFactory(need=need, state=BidState.SUBMITTED, says={"responses": ()})
    later(days=15)
    tick()
    evaluation = db.session.query(Evaluation).one()
    bid.state, evaluation.state, evaluation.closed_at = BidState.SHORTLISTED, EvaluationState.SCORED, clock.now()
    db.session.commit()
    page = sign_in(officer).get(f"/evaluations/{evaluation.id}/results").text
    assert "必须指标未达到" in page
    assert "可检裂纹深度、漏检率" in page
