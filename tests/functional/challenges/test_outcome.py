"""After the deadline: what became of a challenge, for everybody and for whom it waits."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.services import decisions
from matchmaker.services.publicity import award
from models import Event, db
from models.actions import Action
from models.challenge_enums import BidState, EvaluationState
from models.enums import NeedState, Role
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import (
    BidFactory,
    ChallengeFactory,
    EvaluationFactory,
    PublicityFactory,
    scored_evaluation,
)
from tests.functional.challenges.test_page import page
from tests.functional.decisions.test_deciding import propose
from tests.functional.decisions.test_objections import over, publicized

WHY = "全部申请未达到型材温度范围这一必须指标，专家组建议分阶段另行组织攻关。"


def test_everybody_reads_why_a_challenge_stayed_unsolved(sign_in, client):
    evaluation = scored_evaluation(40)
    decisions.declare_unsolved(evaluation, WHY, actor=bureau_user(Role.SUPERVISOR))
    bidder = db.session.query(type(evaluation.feedback[0].bid)).one().author
    for reader in (client, sign_in(evaluation.need.author), sign_in(bidder), sign_in(research_user())):
        text = page(reader, evaluation.need)
        assert "已宣布流标" in text and WHY in text and "需求继续参与成果匹配" in text


def test_once_the_period_is_over_nobody_is_asked_to_object(sign_in, client, monkeypatch):
    notice = publicized()
    need = notice.evaluation.need
    assert "公示期内任何人都可以提出异议" in page(client, need)
    over(monkeypatch, notice)
    text = page(client, need)
    assert "公示已结束，等待授榜" in text and "任何人都可以提出异议" not in text
    assert f'href="/publicity/{notice.id}"' in text


def test_an_award_leads_to_the_project_for_those_who_may_see_it(sign_in, client, monkeypatch):
    notice = publicized()
    evaluation = notice.evaluation
    over(monkeypatch, notice)
    project = award(notice, actor=bureau_user(Role.SUPERVISOR))
    link = f'href="/projects/{project.id}"'
    for state in (NeedState.PUBLICIZED, NeedState.CONTRACTED, NeedState.FULFILLED):
        evaluation.need.state = state
        db.session.commit()
        for reader in (evaluation.need.author, evaluation.winner.author, bureau_user()):
            assert link in page(sign_in(reader), evaluation.need)
        for stranger in (client, sign_in(firm_user())):
            text = page(stranger, evaluation.need)
            assert "已授榜" in text and link not in text and f'href="/publicity/{notice.id}"' in text


def test_the_firm_is_asked_for_a_proposal_and_the_supervisor_for_a_decision(sign_in):
    evaluation = scored_evaluation(90, 60)
    need, link = evaluation.need, f'href="/evaluations/{evaluation.id}/decision"'
    officer, supervisor = bureau_user(), bureau_user(Role.SUPERVISOR)
    text = page(sign_in(need.author), need)
    assert "请提出中选建议" in text and link in text
    for reader in (officer, supervisor):
        assert link not in page(sign_in(reader), need)
    propose(evaluation)
    text = page(sign_in(supervisor), need)
    assert "请审批中选建议" in text and link in text
    for reader in (officer, need.author):
        assert link not in page(sign_in(reader), need)


def test_a_reopened_challenge_leads_to_its_earlier_notice(sign_in, client):
    notice = PublicityFactory()
    first, need = notice.evaluation, notice.evaluation.need
    first.state, need.state = EvaluationState.REOPENED, NeedState.EVALUATING
    second = EvaluationFactory(need=need, number=2)
    for reader in (client, sign_in(first.winner.author), sign_in(need.author), sign_in(bureau_user())):
        assert f'href="/publicity/{notice.id}"' in page(reader, need)
    assert "正在重新评榜" in page(client, need)
    assert f'href="/evaluations/{second.id}"' in page(sign_in(need.author), need)


def test_the_log_says_once_that_a_notice_was_published(sign_in):
    notice = publicized()
    need = notice.evaluation.need
    actions = {line.action for line in db.session.query(Event)}
    assert Action.PUBLICIZE in actions and Action.CREATE in actions
    text = page(sign_in(need.author), need)
    assert "<div>公示</div>" in text and "<div>创建</div>" not in text


def test_own_challenges_show_how_many_bids_came(sign_in):
    need = ChallengeFactory()
    BidFactory(need=need, state=BidState.SUBMITTED)
    BidFactory(need=need, state=BidState.WITHDRAWN)
    BidFactory(need=need)
    client = sign_in(need.author)
    text = client.get("/needs/mine").text
    assert "收到 1 份揭榜申请" in text and "还没有对接" not in text
    evaluation = scored_evaluation(90, 60)
    text = sign_in(evaluation.need.author).get("/needs/mine").text
    assert "收到 2 份揭榜申请" in text


STATES = [EvaluationState.APPROVED, EvaluationState.AWARDED, EvaluationState.REOPENED]


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("state", STATES)
def test_a_notice_opens_for_everybody_wherever_its_evaluation_stands(sign_in, client, state, days):
    notice = PublicityFactory(ends_on=clock.today() + timedelta(days=days))
    evaluation = notice.evaluation
    evaluation.state = state
    if state is EvaluationState.REOPENED:
        EvaluationFactory(need=evaluation.need, number=2)
    db.session.commit()
    bureau = [bureau_user(role) for role in (Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)]
    readers = [sign_in(user) for user in (*bureau, evaluation.need.author, evaluation.winner.author, firm_user())]
    for reader in (client, *readers):
        assert reader.get(f"/publicity/{notice.id}").status_code == 200
