"""Who sees points and names, and when."""

from models.challenge_enums import BidState
from models.enums import NeedState, Role
from tests.factories import bureau_user
from tests.factories.challenges import BidFactory, ChallengeFactory, expert_user
from tests.functional.evaluations.panel import closed, name_expert, score, task_of, under_review


def test_nobody_sees_points_before_the_close(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    for expert in panel[:2]:
        client, assignment = sign_in(expert), task_of(evaluation, expert)
        for bid in bids:
            score(client, assignment, bid, need, 37, 37, 37, 37, comment="绝无仅有的一句评语在此")
        client.post(f"/reviews/{assignment.id}/hand-in")
    supervisor = bureau_user(Role.SUPERVISOR)
    others = {
        "officer": sign_in(officer),
        "supervisor": sign_in(supervisor),
        "firm": sign_in(need.author),
        "bidder": sign_in(bids[0].author),
        "third expert": sign_in(panel[2]),
    }
    own = task_of(evaluation, panel[2])
    paths = [
        f"/evaluations/{evaluation.id}",
        f"/evaluations/{evaluation.id}/results",
        "/evaluations/",
        f"/needs/{need.id}",
        "/account/notifications",
        f"/reviews/{own.id}",
        f"/reviews/{own.id}/bids/{bids[0].id}",
        f"/reviews/{task_of(evaluation, panel[0]).id}",
        f"/reviews/{task_of(evaluation, panel[0]).id}/bids/{bids[0].id}",
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
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    first = sign_in(panel[0])
    for path in (
        "/reviews/",
        f"/reviews/{task_of(evaluation, panel[0]).id}",
        f"/reviews/{task_of(evaluation, panel[0]).id}/bids/{bids[0].id}",
    ):
        page = first.get(path).text
        assert panel[1].name not in page
        assert panel[2].name not in page
    page = sign_in(need.author).get(f"/evaluations/{evaluation.id}").text
    assert "3 位" in page
    for expert in panel:
        assert expert.name not in page
    assert first.get(f"/evaluations/{evaluation.id}").status_code == 404


def test_the_log_of_a_review_says_to_the_bureau_whom_each_line_is_about(need, officer, later, sign_in):
    _, evaluation, panel = under_review(need, officer, later, sign_in)
    page = sign_in(officer).get(f"/evaluations/{evaluation.id}").text
    log = page[page.index("过程记录") :]
    for expert in panel:
        assert f"指派专家：{expert.name}" in log
    firm = sign_in(need.author)
    for path in (f"/evaluations/{evaluation.id}", f"/needs/{need.id}"):
        assert not [expert for expert in panel if expert.name in firm.get(path).text]


def test_another_experts_task_is_not_there(need, officer, later, sign_in):
    bids, evaluation, panel = under_review(need, officer, later, sign_in)
    stranger, key = sign_in(expert_user()), task_of(evaluation, panel[0]).id
    assert stranger.get(f"/reviews/{key}").status_code == 404
    assert stranger.get(f"/reviews/{key}/bids/{bids[0].id}").status_code == 404
    for step in ("accept", "decline", "hand-in"):
        assert stranger.post(f"/reviews/{key}/{step}").status_code == 404
    assert score(stranger, task_of(evaluation, panel[0]), bids[0], need, 1, 1, 1, 1).status_code == 404


def test_a_bid_of_another_challenge_cannot_be_scored(need, officer, later, sign_in):
    _, evaluation, panel = under_review(need, officer, later, sign_in)
    foreign = BidFactory(state=BidState.SHORTLISTED, need=ChallengeFactory(state=NeedState.EVALUATING))
    own = task_of(evaluation, panel[0])
    assert score(sign_in(panel[0]), own, foreign, need, 1, 1, 1, 1).status_code == 404


def test_the_invitation_names_the_bidders_and_shows_nothing_they_wrote(need, officer, later, sign_in):
    (bid,), evaluation = closed(need, 1, later)
    expert = expert_user()
    name_expert(sign_in(officer), evaluation, expert)
    client, key = sign_in(expert), task_of(evaluation, expert).id
    page = client.get(f"/reviews/{key}").text
    assert bid.organization.name in page
    assert "小样本缺陷生成" not in page
    assert client.get(f"/reviews/{key}/bids/{bid.id}").status_code == 404
