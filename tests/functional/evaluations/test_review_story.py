"""From the deadline to the results, as the officer, three experts and the firm go through it."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.services.ticking import tick
from models import Bid, Evaluation, Feedback, Notification, ReviewAssignment, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from models.enums import NeedState
from tests.factories import bureau_user
from tests.factories.challenges import BidFactory, ChallengeFactory, expert_user

COMMENT = "路线清楚，指标有第三方检测依据。"


@pytest.fixture
def need(app):
    return ChallengeFactory()


@pytest.fixture
def officer(app):
    return bureau_user()


@pytest.fixture
def later(monkeypatch):
    """later(days=…): the clock goes on."""
    real, ahead = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + ahead[0])

    def _later(**given):
        ahead[0] += timedelta(**given)

    return _later


def _closed(need, bids, later):
    """The challenge after its deadline."""
    made = [BidFactory(need=need, state=BidState.SUBMITTED) for _ in range(bids)]
    later(days=15)
    tick()
    return made, db.session.query(Evaluation).filter_by(need_id=need.id).one()


def _points(need, *values, comment=COMMENT):
    form = {f"points_{row.id}": str(value) for row, value in zip(need.criteria, values, strict=True)}
    return {**form, f"comment_{need.criteria[0].id}": comment}


def _check_all(client, evaluation, bids):
    for bid in bids:
        assert (
            client.post(f"/evaluations/{evaluation.id}/bids/{bid.id}/check", data={"passed": "yes"}).status_code == 302
        )


def _name(client, evaluation, expert):
    return client.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": expert.id}, follow_redirects=True)


def _due(days=10):
    return (clock.today() + timedelta(days=days)).isoformat()


def _accept(client, assignment):
    return client.post(
        f"/reviews/{assignment.id}/accept", data={"confidential": "y", "independent": "y"}, follow_redirects=True
    )


def _of(evaluation, expert):
    return db.session.query(ReviewAssignment).filter_by(evaluation_id=evaluation.id, expert_id=expert.id).one()


def _under_review(need, officer, later, sign_in, bids=2, experts=3):
    made, evaluation = _closed(need, bids, later)
    desk = sign_in(officer)
    _check_all(desk, evaluation, made)
    panel = [expert_user() for _ in range(experts)]
    for expert in panel:
        _name(desk, evaluation, expert)
    desk.post(f"/evaluations/{evaluation.id}/start", data={"due_on": _due()})
    for expert in panel:
        _accept(sign_in(expert), _of(evaluation, expert))
    return made, evaluation, panel


def _score(client, assignment, bid, need, *values, **given):
    return client.post(f"/reviews/{assignment.id}/bids/{bid.id}", data=_points(need, *values, **given))


def test_the_tick_opens_the_bids_and_promises_answers(need, officer, later):
    bids, evaluation = _closed(need, 2, later)
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
    _, evaluation = _closed(need, 0, later)
    page = sign_in(officer).get(f"/evaluations/{evaluation.id}").text
    assert "没有揭榜申请" in page
    assert "流标" in page


def test_drafts_and_withdrawn_bids_are_not_opened(need, later):
    BidFactory(need=need)
    BidFactory(need=need, state=BidState.WITHDRAWN)
    _, evaluation = _closed(need, 1, later)
    assert len(evaluation.feedback) == 1


def test_the_whole_review(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    points = [(90, 80, 70, 60), (92, 84, 75, 60), (88, 80, 72, 64)]
    for expert, own in zip(panel, points, strict=True):
        client, assignment = sign_in(expert), _of(evaluation, expert)
        _score(client, assignment, bids[0], need, *own)
        _score(client, assignment, bids[1], need, 60, 60, 60, 60)
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


def test_nobody_sees_points_before_the_close(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    for expert in panel[:2]:
        client, assignment = sign_in(expert), _of(evaluation, expert)
        for bid in bids:
            _score(client, assignment, bid, need, 37, 37, 37, 37, comment="绝无仅有的一句评语在此")
        client.post(f"/reviews/{assignment.id}/hand-in")
    supervisor = bureau_user()
    others = {
        "officer": sign_in(officer),
        "supervisor": sign_in(supervisor),
        "firm": sign_in(need.author),
        "bidder": sign_in(bids[0].author),
        "third expert": sign_in(panel[2]),
    }
    own = _of(evaluation, panel[2])
    paths = [
        f"/evaluations/{evaluation.id}",
        f"/evaluations/{evaluation.id}/results",
        "/evaluations/",
        f"/needs/{need.id}",
        "/account/notifications",
        f"/reviews/{own.id}",
        f"/reviews/{own.id}/bids/{bids[0].id}",
        f"/reviews/{_of(evaluation, panel[0]).id}",
        f"/reviews/{_of(evaluation, panel[0]).id}/bids/{bids[0].id}",
    ]
    for name, client in others.items():
        for path in paths:
            page = client.get(path).text
            assert "37.00" not in page, (name, path)
            assert "绝无仅有" not in page, (name, path)
    progress = others["officer"].get(f"/evaluations/{evaluation.id}").text
    assert "已评 2／2 份" in progress
    assert "2／3 位已提交" in progress


def test_experts_and_the_firm_do_not_learn_who_the_experts_are(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    first = sign_in(panel[0])
    for path in (
        "/reviews/",
        f"/reviews/{_of(evaluation, panel[0]).id}",
        f"/reviews/{_of(evaluation, panel[0]).id}/bids/{bids[0].id}",
    ):
        page = first.get(path).text
        assert panel[1].name not in page
        assert panel[2].name not in page
    page = sign_in(need.author).get(f"/evaluations/{evaluation.id}").text
    assert "3 位" in page
    for expert in panel:
        assert expert.name not in page
    assert first.get(f"/evaluations/{evaluation.id}").status_code == 404


def test_another_experts_task_is_not_there(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    stranger, key = sign_in(expert_user()), _of(evaluation, panel[0]).id
    assert stranger.get(f"/reviews/{key}").status_code == 404
    assert stranger.get(f"/reviews/{key}/bids/{bids[0].id}").status_code == 404
    for step in ("accept", "decline", "hand-in"):
        assert stranger.post(f"/reviews/{key}/{step}").status_code == 404
    assert _score(stranger, _of(evaluation, panel[0]), bids[0], need, 1, 1, 1, 1).status_code == 404


def test_a_bid_of_another_challenge_cannot_be_scored(need, officer, later, sign_in):
    _, evaluation, panel = _under_review(need, officer, later, sign_in)
    foreign = BidFactory(state=BidState.SHORTLISTED, need=ChallengeFactory(state=NeedState.EVALUATING))
    own = _of(evaluation, panel[0])
    assert _score(sign_in(panel[0]), own, foreign, need, 1, 1, 1, 1).status_code == 404


def test_formal_check(need, officer, later, sign_in):
    (kept, out), evaluation = _closed(need, 2, later)
    desk = sign_in(officer)
    path = f"/evaluations/{evaluation.id}/bids/{out.id}/check"
    assert desk.post(path, data={"passed": "no", "reason": " "}).status_code == 400
    assert out.state is BidState.SUBMITTED
    desk.post(path, data={"passed": "no", "reason": "缺牵头单位盖章页"})
    assert (out.state, out.excluded_reason) == (BidState.LOST, "缺牵头单位盖章页")
    said = db.session.query(Notification).filter_by(user_id=out.author_id).all()
    assert any(row.params.get("reason") == "缺牵头单位盖章页" for row in said)
    assert desk.post(path, data={"passed": "yes"}).status_code == 409
    _check_all(desk, evaluation, [kept])
    assert "缺牵头单位盖章页" in desk.get(f"/evaluations/{evaluation.id}").text


def test_what_a_start_needs(need, officer, later, sign_in):
    bids, evaluation = _closed(need, 2, later)
    desk, path = sign_in(officer), f"/evaluations/{evaluation.id}/start"
    assert "没有做形式审查" in desk.post(path, data={"due_on": _due()}).text
    _check_all(desk, evaluation, bids)
    assert "不少于 3 人" in desk.post(path, data={"due_on": _due()}).text
    for _ in range(3):
        _name(desk, evaluation, expert_user())
    assert "可以启动评审" in desk.get(f"/evaluations/{evaluation.id}").text
    assert "应在明天或以后" in desk.post(path, data={"due_on": _due(0)}).text
    assert "请填写评审截止日期" in desk.post(path, data={}).text
    assert desk.post(path, data={"due_on": _due(1)}).status_code == 302
    assert evaluation.state is EvaluationState.REVIEWING
    check = f"/evaluations/{evaluation.id}/bids/{bids[0].id}/check"
    assert desk.post(check, data={"passed": "no", "reason": "晚了"}).status_code == 409


def test_naming_says_why_an_expert_must_keep_away(need, officer, later, sign_in):
    bids, evaluation = _closed(need, 1, later)
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
    assert _name(desk, evaluation, free).status_code == 200
    assert desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": free.id}).status_code == 409
    assert desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": officer.id}).status_code == 404


def test_both_declarations_are_needed(need, officer, later, sign_in):
    _, evaluation = _closed(need, 1, later)
    expert = expert_user()
    _name(sign_in(officer), evaluation, expert)
    assignment = _of(evaluation, expert)
    client, path = sign_in(expert), f"/reviews/{assignment.id}/accept"
    assert "保密承诺后再接受" in client.post(path, data={"independent": "y"}).text
    assert "回避承诺后再接受" in client.post(path, data={"confidential": "y"}).text
    assert assignment.state is AssignmentState.INVITED
    assert "揭榜申请" in _accept(client, assignment).text
    assert assignment.state is AssignmentState.ACCEPTED
    assert assignment.confidentiality_at


def test_the_invitation_names_the_bidders_and_shows_nothing_they_wrote(need, officer, later, sign_in):
    (bid,), evaluation = _closed(need, 1, later)
    expert = expert_user()
    _name(sign_in(officer), evaluation, expert)
    client, key = sign_in(expert), _of(evaluation, expert).id
    page = client.get(f"/reviews/{key}").text
    assert bid.organization.name in page
    assert "小样本缺陷生成" not in page
    assert client.get(f"/reviews/{key}/bids/{bid.id}").status_code == 404


def test_decline_and_replacement(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    first = _of(evaluation, panel[0])
    _score(sign_in(panel[0]), first, bids[0], need, 90, 90, 90, 90)
    path = f"/reviews/{first.id}/decline"
    assert sign_in(panel[0]).post(path, data={"reason": ""}).status_code == 400
    sign_in(panel[0]).post(path, data={"reason": "与其中一家单位有亲属关系"})
    assert (first.state, first.scores) == (AssignmentState.DECLINED, [])
    assert sign_in(panel[0]).get(f"/reviews/{first.id}/bids/{bids[0].id}").status_code == 404
    desk = sign_in(officer)
    page = desk.get(f"/evaluations/{evaluation.id}").text
    assert "请补充指派专家" in page
    assert "与其中一家单位有亲属关系" in page
    second = _of(evaluation, panel[1])
    desk.post(f"/evaluations/{evaluation.id}/experts/{second.id}/replace", data={"reason": "长期出差"})
    assert second.state is AssignmentState.REMOVED
    fresh = expert_user()
    assert "已邀请" in _name(desk, evaluation, fresh).text
    assert _of(evaluation, fresh).state is AssignmentState.INVITED


def test_two_who_handed_in_are_not_enough_when_the_third_leaves(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    for expert in panel[:2]:
        _all_handed_in(sign_in(expert), _of(evaluation, expert), bids, need)
    sign_in(panel[2]).post(f"/reviews/{_of(evaluation, panel[2]).id}/decline", data={"reason": "生病"})
    assert evaluation.state is EvaluationState.REVIEWING


def test_the_last_who_leaves_ends_a_review_that_enough_have_handed_in_for(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in, experts=4)
    for expert in panel[:3]:
        _all_handed_in(sign_in(expert), _of(evaluation, expert), bids, need)
    assert evaluation.state is EvaluationState.REVIEWING
    sign_in(panel[3]).post(f"/reviews/{_of(evaluation, panel[3]).id}/decline", data={"reason": "生病"})
    assert evaluation.state is EvaluationState.SCORED


def _all_handed_in(client, assignment, bids, need, points=80):
    for bid in bids:
        _score(client, assignment, bid, need, points, points, points, points)
    client.post(f"/reviews/{assignment.id}/hand-in")
    assert assignment.state is AssignmentState.HANDED_IN


def test_an_officer_closes_early_with_a_reason(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in)
    desk, path = sign_in(officer), f"/evaluations/{evaluation.id}/close"
    assert desk.post(path, data={"reason": "等不及"}).status_code == 409
    _all_handed_in(sign_in(panel[0]), _of(evaluation, panel[0]), bids, need, 80)
    _score(sign_in(panel[1]), _of(evaluation, panel[1]), bids[0], need, 10, 10, 10, 10)
    assert desk.post(path, data={"reason": ""}).status_code == 400
    page = desk.post(path, data={"reason": "反馈期将至，两位专家无法联系"}, follow_redirects=True).text
    assert "反馈期将至，两位专家无法联系" in page
    assert "80.00" in page
    assert "10.00" not in page
    late = sign_in(panel[1])
    assert _score(late, _of(evaluation, panel[1]), bids[1], need, 1, 1, 1, 1).status_code == 409
    assert late.post(f"/reviews/{_of(evaluation, panel[1]).id}/hand-in").status_code == 409


def test_hand_in_wants_all_points_and_a_word(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in, bids=1)
    client, assignment = sign_in(panel[0]), _of(evaluation, panel[0])
    path = f"/reviews/{assignment.id}/hand-in"
    assert client.post(path).status_code == 409
    _score(client, assignment, bids[0], need, 80, 80, 80, "")
    assert client.post(path).status_code == 409
    _score(client, assignment, bids[0], need, 80, 80, 80, 80, comment="不错")
    assert bids[0].number in client.post(path).text
    _score(client, assignment, bids[0], need, 80, 80, 80, "８０", comment="一二三四五六七八九十")
    assert client.post(path).status_code == 302
    again = client.post(path)
    assert again.status_code == 409
    assert assignment.state is AssignmentState.HANDED_IN
    assert _score(client, assignment, bids[0], need, 1, 1, 1, 1).status_code == 409


@pytest.mark.parametrize("wrong", ["101", "-1", "八十", "80.5", "9" * 30])
def test_points_that_are_none_come_back_with_a_word(need, officer, later, sign_in, wrong):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in, bids=1)
    answer = _score(sign_in(panel[0]), _of(evaluation, panel[0]), bids[0], need, 80, 80, 80, wrong)
    assert answer.status_code == 400
    assert "整数" in answer.text or "数字过大" in answer.text
    assert wrong in answer.text
    assert COMMENT in answer.text
    assert not _of(evaluation, panel[0]).scores


def test_saving_goes_on_to_the_next_bid_that_is_not_done(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in, bids=3)
    client, own = sign_in(panel[0]), _of(evaluation, panel[0])
    where = f"/reviews/{own.id}/bids/"
    given = {**_points(need, 80, 80, 80, 80), "action": "next"}
    assert client.post(f"{where}{bids[1].id}", data=given).location.endswith(f"{where}{bids[2].id}")
    assert client.post(f"{where}{bids[2].id}", data=given).location.endswith(f"{where}{bids[0].id}")
    assert client.post(f"{where}{bids[0].id}", data=given).location.endswith(f"/reviews/{own.id}")
    page = client.get(f"{where}{bids[0].id}").text
    assert "80.00" in page
    assert "全部评完，可以提交" in client.get(f"/reviews/{own.id}").text


def test_excluded_bids_are_not_scored_and_stand_last(need, officer, later, sign_in):
    (out, kept), evaluation = _closed(need, 2, later)
    desk = sign_in(officer)
    desk.post(f"/evaluations/{evaluation.id}/bids/{out.id}/check", data={"passed": "no", "reason": "主体不符"})
    _check_all(desk, evaluation, [kept])
    panel = [expert_user() for _ in range(3)]
    for expert in panel:
        _name(desk, evaluation, expert)
    desk.post(f"/evaluations/{evaluation.id}/start", data={"due_on": _due()})
    for expert in panel:
        client, assignment = sign_in(expert), _of(evaluation, expert)
        _accept(client, assignment)
        assert client.get(f"/reviews/{assignment.id}/bids/{out.id}").status_code == 404
        _all_handed_in(client, assignment, [kept], need)
    page = desk.get(f"/evaluations/{evaluation.id}/results").text
    assert page.index(kept.organization.name) < page.index(out.organization.name)
    assert "主体不符" in page


def test_disagreement_and_missed_musts_are_marked(need, officer, later, sign_in):
    bids, evaluation, panel = _under_review(need, officer, later, sign_in, bids=1)
    for expert, points in zip(panel, (90, 80, 60), strict=True):
        _all_handed_in(sign_in(expert), _of(evaluation, expert), bids, need, points)
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


def test_somebody_elses_change_in_between_is_noticed(need, officer, later, sign_in):
    bids, evaluation = _closed(need, 1, later)
    data = {"passed": "yes", "version": str(bids[0].version - 1)}
    path = f"/evaluations/{evaluation.id}/bids/{bids[0].id}/check"
    assert sign_in(officer).post(path, data=data).status_code == 409
    assert db.session.get(Bid, bids[0].id).state is BidState.SUBMITTED
