"""Two officers at once, reasons, experts who must keep away; and who is told in which language."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from matchmaker.adapters import clock
from matchmaker.services import outbox
from matchmaker.settings import settings
from models import NecessityCheck, db
from models.challenge_enums import NecessityState, RoundState
from models.enums import NeedState
from tests.factories import bureau_user, firm_user
from tests.factories.challenges import CheckFactory, RoundFactory, expert_user
from tests.functional.rounds.steps import state_of, submitted


@pytest.fixture
def mails(app):
    folder = settings["MAIL_FOLDER"]
    for old in folder.glob("*.eml"):
        old.unlink()

    def read():
        outbox.drain()
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
        return {mail["To"]: mail for mail in found}

    return read


def test_of_two_officers_the_later_one_reads_what_happened(app, sign_in):
    round_ = RoundFactory()
    need = submitted(round_)
    page, version = f"/rounds/{round_.id}", need.version
    first, second = sign_in(bureau_user()), sign_in(bureau_user())
    first.post(f"{page}/needs/{need.id}/accept", data={"version": version})
    late = {"version": version, "reason": "不符合条件", "back": f"{page}/triage"}
    answer = second.post(f"{page}/needs/{need.id}/reject", data=late, follow_redirects=True)
    assert "刚刚被其他人修改过" in answer.text
    assert state_of(need) is NeedState.ACCEPTED and need.return_reason == ""


def test_of_two_lists_one_is_published(app, sign_in):
    round_ = RoundFactory(state=RoundState.CLOSED)
    need = submitted(round_)
    need.state = NeedState.ACCEPTED
    db.session.commit()
    page, form = f"/rounds/{round_.id}", {"version": round_.version, "back": f"/rounds/{round_.id}"}
    first, second = sign_in(bureau_user()), sign_in(bureau_user())
    assert "项开放揭榜" in first.post(f"{page}/publish", data=form, follow_redirects=True).text
    assert "刚刚被其他人修改过" in second.post(f"{page}/publish", data=form, follow_redirects=True).text
    assert len(need.criteria) == 4


@pytest.mark.parametrize("step", ["return", "reject"])
def test_a_need_is_not_sent_away_without_a_reason(app, sign_in, step):
    round_ = RoundFactory()
    need = submitted(round_)
    page = f"/rounds/{round_.id}"
    data = {"reason": "  ", "back": f"{page}/triage"}
    answer = sign_in(bureau_user()).post(f"{page}/needs/{need.id}/{step}", data=data, follow_redirects=True)
    assert "请填写理由" in answer.text and state_of(need) is NeedState.SUBMITTED


def test_a_need_of_another_round_is_not_found(app, sign_in):
    need = submitted(RoundFactory())
    other = RoundFactory()
    assert sign_in(bureau_user()).post(f"/rounds/{other.id}/needs/{need.id}/accept").status_code == 404


def test_whom_an_officer_cannot_ask(app, sign_in):
    round_ = RoundFactory()
    need, officer = submitted(round_), sign_in(bureau_user())
    page, day = f"/rounds/{round_.id}", clock.today() + timedelta(days=3)

    def ask(expert, due=day):
        data = {"expert_id": expert.id, "due_on": due.isoformat(), "back": f"{page}/triage"}
        return officer.post(f"{page}/needs/{need.id}/checks", data=data, follow_redirects=True).text

    assert "请从评审专家中选择" in ask(firm_user())
    assert "应当回避" in ask(expert_user(organization=need.organization))
    expert = expert_user()
    assert "论证期限应在今天或以后" in ask(expert, clock.today() - timedelta(days=1))
    assert "已委托" in ask(expert)
    assert "已经受托论证过" in ask(expert)
    assert db.session.query(NecessityCheck).count() == 1


def test_an_opinion_needs_points_and_words_and_is_given_once(app, sign_in):
    check = CheckFactory(need=submitted(RoundFactory()))
    client, page = sign_in(check.expert), f"/necessity/{check.id}"
    answer = client.post(page, data={"industry": "101", "basis": "x", "opinion": "SUPPORT"})
    assert answer.status_code == 400
    assert (
        "请填写 0 到 100 之间的整数" in answer.text and "请写明论证意见" in answer.text and 'value="101"' in answer.text
    )
    given = {"industry": 1, "basis": 2, "indicators": 3, "finance": 4, "opinion": "OPPOSE", "comment": "已有成熟方案。"}
    assert client.post(page, data=given).status_code == 302
    client.post(page, data=given | {"industry": 99})
    db.session.expire_all()
    assert (check.state, check.industry) == (NecessityState.DONE, 1)


def test_a_decided_need_waits_for_no_opinion(app, sign_in):
    check = CheckFactory(need=submitted(RoundFactory()))
    assert check.need.title in sign_in(check.expert).get("/todo/").text
    check.need.state = NeedState.REJECTED
    db.session.commit()
    assert check.need.title not in sign_in(check.expert).get("/todo/").text
    answer = sign_in(check.expert).post(f"/necessity/{check.id}/decline", data={"reason": "忙"})
    assert answer.status_code == 409 and check.state is NecessityState.ASSIGNED


def test_others_do_not_read_an_opinion(app, sign_in):
    check = CheckFactory(need=submitted(RoundFactory()))
    for stranger in (check.need.author, expert_user()):
        assert sign_in(stranger).get(f"/necessity/{check.id}").status_code == 404


def test_each_is_told_in_the_own_language_with_the_day_for_the_calendar(app, sign_in, mails):
    chinese, english = firm_user(), firm_user(locale="en")
    round_ = RoundFactory(state=RoundState.DRAFT, title="第七批")
    officer = sign_in(bureau_user())
    officer.post(f"/rounds/{round_.id}/advance", data={"step": "OPEN_ROUND"})
    sent = mails()
    assert "已开放" in _text(sent[chinese.email]) and "is open" in _text(sent[english.email])
    (entry,) = [part for part in sent[english.email].walk() if part.get_content_type() == "text/calendar"]
    assert f"{round_.closes_on:%Y%m%d}" in entry.get_content() and "closes" in entry.get_content()
    need = submitted(round_, author=english)
    officer.post(f"/rounds/{round_.id}/needs/{need.id}/return", data={"reason": "请补充指标"})
    page = sign_in(english).get("/account/notifications").text
    assert "was returned for changes" in page and "请补充指标" in page


def _text(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_a_round_that_brought_nothing_ends_but_not_over_what_waits(app, sign_in):
    round_ = RoundFactory(state=RoundState.CLOSED)
    need, officer = submitted(round_), sign_in(bureau_user())
    page = f"/rounds/{round_.id}"

    def end():
        form = {"version": round_.version, "back": page}
        return officer.post(f"{page}/publish", data=form, follow_redirects=True).text

    assert "结束批次" not in officer.get(page).text
    assert "还有需求待受理" in end() and round_.state is RoundState.CLOSED
    officer.post(f"{page}/needs/{need.id}/reject", data={"version": need.version, "reason": "不在征集范围"})
    assert "结束批次" in officer.get(page).text
    assert "本批没有公开的榜单" in end() and round_.state is RoundState.LISTED
