"""The page of a bid: who finds what on it, before the deadline and after."""

import io
from datetime import timedelta

import pytest
from docx import Document

from matchmaker.adapters import clock
from matchmaker.sealing.contents import Member, Relation, Response
from matchmaker.services import bids, consortium
from models import Bid, Receipt, db
from models.challenge_enums import BidState, PartnerState
from models.enums import Role
from tests.architecture.test_query_counts import counted
from tests.factories import UserFactory, bureau_user, firm_user, research_user
from tests.factories.challenges import (
    APPROACH,
    AssignmentFactory,
    BidFactory,
    EvaluationFactory,
    PartnerFactory,
    expert_user,
)
from tests.functional.bids.test_consortium import TASK, invited
from tests.functional.bids.test_handing_in import at, close
from tests.functional.matches.test_at_once import at_once


def address(bid, step=""):
    return f"/bids/{bid.id}{step}"


def test_from_draft_to_receipt_and_back(sign_in):
    bid = BidFactory()
    client = sign_in(bid.author)
    page = client.get(address(bid)).text
    assert "可以提交了" in page and APPROACH in page and "周景明" in page
    answer = client.post(address(bid, "/submit"), data={"version": bid.version}, follow_redirects=True)
    assert "揭榜申请回执" in answer.text and bid.receipt.number in answer.text
    page = client.get(address(bid)).text
    assert "申请已密封" in page and bid.receipt.number in page and "可以提交了" not in page
    answer = client.post(address(bid, "/withdraw"), data={"version": bid.version}, follow_redirects=True)
    assert "申请已撤回" in answer.text and "可以重新提交" in answer.text
    assert client.post(address(bid, "/submit"), data={"version": bid.version}).status_code == 302
    assert [each.number[-2:] for each in bid.receipts] == ["-1", "-2"]


def test_a_draft_with_gaps_says_which_and_stays_a_draft(sign_in):
    bid = BidFactory(says={"basis": "", "budget_total": ""})
    client = sign_in(bid.author)
    assert "补齐以下 2 处" in client.get(address(bid)).text
    answer = client.post(address(bid, "/submit"), data={"version": bid.version})
    assert answer.status_code == 400 and "请写明工作基础" in answer.text and "没有提交" in answer.text
    assert db.session.get(Bid, bid.id).state is BidState.DRAFT


def test_one_second_late_is_told_in_words(sign_in, monkeypatch):
    bid = BidFactory()
    client = sign_in(bid.author)
    assert "可以提交了" in client.get(address(bid)).text
    at(monkeypatch, bid.need.bid_deadline + timedelta(seconds=1))
    answer = client.post(
        address(bid, "/submit"), data={"version": bid.version, "back": address(bid)}, follow_redirects=True
    )
    assert "揭榜已经截止" in answer.text and db.session.query(Receipt).count() == 0


def test_two_members_press_submit_in_the_same_instant(sign_in, app):
    bid = BidFactory()
    colleague = UserFactory(organization=bid.organization, is_owner=False)
    data = {"version": bid.version}
    answers = at_once(*((sign_in(person), address(bid, "/submit"), data) for person in (bid.author, colleague)))
    assert answers == [302, 302] and db.session.query(Receipt).count() == 1
    assert db.session.query(Bid).one().state is BidState.SUBMITTED


def test_submit_and_withdraw_in_the_same_instant_leave_bid_and_receipt_agreed(sign_in, app):
    bid = BidFactory(state=BidState.SUBMITTED)
    data = {"version": bid.version}
    at_once(
        (sign_in(bid.author), address(bid, "/submit"), data), (sign_in(bid.author), address(bid, "/withdraw"), data)
    )
    stored = db.session.query(Bid).one()
    assert (stored.state is BidState.SUBMITTED) == (stored.receipt is not None)


def test_an_old_page_withdraws_nothing(sign_in):
    bid = BidFactory(state=BidState.SUBMITTED)
    old = bid.version
    bid.reconfirm_since = clock.now()
    db.session.commit()
    assert sign_in(bid.author).post(address(bid, "/withdraw"), data={"version": old}).status_code == 409


def test_a_changed_challenge_asks_for_confirmation(sign_in):
    bid = BidFactory(state=BidState.SUBMITTED, reconfirm_since=clock.now())
    client = sign_in(bid.author)
    assert "待重新确认" in client.get(address(bid)).text
    page = client.post(address(bid, "/reconfirm"), data={"version": bid.version}, follow_redirects=True).text
    assert "回执继续有效" in page and "待重新确认" not in page


def test_a_draft_is_discarded(sign_in):
    bid = BidFactory()
    answer = sign_in(bid.author).post(address(bid, "/discard"), data={"version": bid.version}, follow_redirects=True)
    assert "草稿已删除" in answer.text and db.session.query(Bid).count() == 0


def test_the_lead_asks_a_partner_who_sees_the_task_alone_until_it_joins(sign_in):
    bid, person = BidFactory(), firm_user()
    lead, partner = sign_in(bid.author), sign_in(person)
    wrong = lead.post(address(bid, "/partners"), data={"named": "没有的单位", "task": TASK})
    assert wrong.status_code == 400 and "没有找到这个已认证的单位" in wrong.text and TASK in wrong.text
    assert partner.get(address(bid)).status_code == 404
    lead.post(address(bid, "/partners"), data={"named": person.organization.name, "task": TASK})
    page = partner.get(address(bid)).text
    assert TASK in page and "确认加入" in page and APPROACH not in page and "周景明" not in page
    for hidden in ("/print", "/word"):
        assert partner.get(address(bid, hidden)).status_code == 403
    partner.post(address(bid, "/answer"), data={"answer": "join"})
    assert APPROACH in partner.get(address(bid)).text and "已确认" in lead.get(address(bid)).text
    lead.post(address(bid, "/submit"), data={"version": bid.version})
    partner.post(address(bid, "/leave"))
    assert "已退出" in lead.get(address(bid)).text and "待重新确认" in lead.get(address(bid)).text
    assert APPROACH not in partner.get(address(bid)).text


def test_one_that_declined_is_gone_and_one_that_was_removed_too(sign_in):
    bid = BidFactory()
    person, partner = invited(bid)
    client = sign_in(person)
    client.post(address(bid, "/answer"), data={"answer": "decline"})
    assert client.get(address(bid)).status_code == 404
    page = sign_in(bid.author).post(address(bid, f"/partners/{partner.id}/remove"), follow_redirects=True).text
    assert "联合单位已移除" in page and person.organization.name not in page


def test_a_partner_that_leaves_after_the_deadline_is_shown_to_everybody_who_reads(sign_in, monkeypatch):
    bid = BidFactory()
    person, _ = invited(bid)
    consortium.answer_invitation(bid, True, actor=person)
    bids.submit_bid(bid, actor=bid.author)
    close(monkeypatch, bid.need)
    page = sign_in(person).post(address(bid, "/leave"), follow_redirects=True).text
    assert "已退出" in page
    for reader in (bid.author, bid.need.author, bureau_user()):
        client = sign_in(reader)
        for shown in ("", "/print"):
            page = client.get(address(bid, shown)).text
            assert person.organization.name in page and "截止后退出" in page


def readers(need):
    """Everybody but the bidder, by name."""
    assignment = AssignmentFactory(evaluation=EvaluationFactory(need=need), expert=expert_user())
    return {
        "firm": need.author,
        "officer": bureau_user(),
        "supervisor": bureau_user(Role.SUPERVISOR),
        "expert": assignment.expert,
        "administrator": bureau_user(Role.ADMINISTRATOR),
        "other firm": firm_user(),
        "other bidder": research_user(),
    }


def test_before_the_deadline_nobody_else_finds_the_bid(sign_in):
    bid = BidFactory(state=BidState.SUBMITTED)
    for name, reader in readers(bid.need).items():
        for page in ("", "/print", "/word"):
            assert sign_in(reader).get(address(bid, page)).status_code == 404, name


def test_after_the_deadline_those_who_judge_it_read_it(sign_in, monkeypatch):
    bid = BidFactory(state=BidState.SUBMITTED)
    people = readers(bid.need)
    close(monkeypatch, bid.need)
    for name, reader in people.items():
        allowed = name in ("firm", "officer", "supervisor", "expert")
        for page in ("", "/print", "/word"):
            assert sign_in(reader).get(address(bid, page)).status_code == (200 if allowed else 404), name
        if allowed:
            page = sign_in(reader).get(address(bid)).text
            assert APPROACH in page and "过程记录" not in page


def test_a_bid_that_nobody_confirmed_is_marked_for_those_who_judge_it(sign_in, monkeypatch):
    bid = BidFactory(state=BidState.SUBMITTED, reconfirm_since=clock.now())
    close(monkeypatch, bid.need)
    assert "截止前没有重新确认" in sign_in(bid.need.author).get(address(bid)).text


def test_drafts_and_withdrawn_bids_stay_their_own_after_the_deadline(sign_in, monkeypatch):
    for state in (BidState.DRAFT, BidState.WITHDRAWN):
        bid = BidFactory(state=state)
        with monkeypatch.context() as patch:
            close(patch, bid.need)
            assert sign_in(bureau_user()).get(address(bid)).status_code == 404
            assert "没有提交" in sign_in(bid.author).get(address(bid)).text


def test_a_promise_below_a_must_is_marked(sign_in):
    bid = BidFactory()
    must = bid.need.requirements[0]
    weak = tuple(Response(row.id, "1 %" if row is must else "", "") for row in bid.need.requirements)
    poor = BidFactory(need=bid.need, says={"responses": weak})
    page = sign_in(poor.author).get(address(poor)).text
    assert "未承诺" in page


@pytest.fixture
def rich(app):
    bid = BidFactory(
        says={
            "team": (Member("韩一帆", "副教授", "沂河工学院", "算法"),),
            "relations": (Relation("PERSON", "孟繁", "曾共同承担项目"),),
            "no_relations": False,
            "approach": "第一行\n第二行\x0b",
        }
    )
    PartnerFactory(bid=bid, state=PartnerState.CONFIRMED, answered_at=clock.now())
    return bid


SECTIONS = [
    "一、单位或联合体情况",
    "二、国内外现状",
    "三、攻关内容、方法和技术路线",
    "四、工作基础",
    "五、榜单指标响应",
]
SECTIONS += ["六、产业化计划", "七、经费预算", "八、联系方式", "九、附件清单"]


def test_the_word_file_is_the_official_form(sign_in, rich):
    answer = sign_in(rich.author).get(address(rich, "/word"))
    assert answer.headers["Content-Disposition"] == f"attachment; filename={rich.number}.docx"
    document = Document(io.BytesIO(answer.data))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == SECTIONS
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for said in (rich.need.title, "韩一帆", "孟繁", "118.00 万元", "周景明", rich.partners[0].organization.name):
        assert said in cells or said in [each.text for each in document.paragraphs], said
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)


def test_the_print_view_has_the_same_order(sign_in, rich):
    page = sign_in(rich.author).get(address(rich, "/print")).text
    places = [page.index(title) for title in SECTIONS]
    assert places == sorted(places)


def test_in_english(sign_in, rich):
    client = sign_in(rich.author)
    client.post("/account/language", data={"language": "en"})
    for page in ("", "/print", "/word"):
        assert client.get(address(rich, page)).status_code == 200


def test_more_partners_and_files_take_no_more_queries(sign_in, app):
    bid = BidFactory(state=BidState.SUBMITTED)
    client = sign_in(bid.author)

    def statements() -> int:
        client.get(address(bid))
        with counted() as made:
            assert client.get(address(bid)).status_code == 200
        return len(made)

    PartnerFactory(bid=bid, state=PartnerState.CONFIRMED)
    few = statements()
    for _ in range(7):
        PartnerFactory(bid=bid, state=PartnerState.CONFIRMED)
    assert statements() <= few


def test_one_that_left_prints_nothing_and_one_that_joined_does(sign_in):
    bid = BidFactory()
    person, _ = invited(bid)
    consortium.answer_invitation(bid, True, actor=person)
    client = sign_in(person)
    assert [client.get(address(bid, page)).status_code for page in ("/print", "/word")] == [200, 200]
    consortium.leave_consortium(bid, actor=person)
    assert [client.get(address(bid, page)).status_code for page in ("", "/print", "/word")] == [404] * 3
