"""Writing a bid in the browser, with and without a script."""

import re
from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.sealing import vault
from models import Bid, Event, db
from models.actions import Action
from models.challenge_enums import BidState, PartnerState
from models.enums import OrganizationKind
from tests.factories import OrganizationFactory, firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, PartnerFactory


def typed(bid: Bid, **given: object) -> dict[str, object]:
    """A form as the browser sends it, with everything that a bid needs."""
    rows = {
        f"responses-{place}-{name}": value
        for place, row in enumerate(bid.need.requirements)
        for name, value in (("requirement_id", row.id), ("promised", "0.08"), ("evidence", "第三方检测报告"))
    }
    return {
        "version": bid.version,
        "overview": "学院设有省级重点实验室。",
        "approach": "先离线建库，再在线迁移。",
        "basis": "已有两台样机。",
        "chief_name": "周景明",
        "chief_phone": "０５３１－5550166",
        "schedule-0-title": "样机",
        "schedule-0-due_on": (clock.today() + timedelta(days=200)).isoformat(),
        "schedule-0-weight": "１００",
        "lump_sum": "y",
        "budget_total": "１１８",
        "no_relations": "y",
        "contact_name": "周景明",
        "contact_phone": "0531-5550166",
        **rows,
        **given,
    }


def kept(bid: Bid):
    db.session.expire_all()
    return vault.read(db.session.get(Bid, bid.id)).content


def pass_deadline(monkeypatch, bid: Bid, seconds: int = 1) -> None:
    late = bid.need.bid_deadline + timedelta(seconds=seconds)
    monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: late)


def test_from_the_challenge_to_a_complete_draft(sign_in, app):
    author, need = research_user(), ChallengeFactory()
    browser = sign_in(author)
    begun = browser.post(f"/bids/needs/{need.id}")
    bid = db.session.query(Bid).one()
    assert begun.location == f"/bids/{bid.id}/edit"
    page = browser.get(begun.location).text
    assert "可检裂纹深度" in page and "≤ 0.10 mm" in page and "现有水平：6 %" in page
    answer = browser.post(begun.location, data=typed(bid, action="check"))
    assert answer.location == f"/bids/{bid.id}"
    said = kept(bid)
    assert (said.budget_total, said.schedule[0].weight, said.chief_phone) == ("118.00", 100, "0531-5550166")
    assert [each.promised for each in said.responses] == ["0.08", "0.08"]


def test_what_is_missing_stands_at_its_field_and_the_draft_is_kept(sign_in, app):
    bid = BidFactory()
    browser = sign_in(bid.author)
    empty = typed(bid, approach="", budget_total="八十", **{"schedule-0-weight": "60", "responses-0-promised": ""})
    answer = browser.post(f"/bids/{bid.id}/edit", data={**empty, "action": "check"})
    assert answer.location == f"/bids/{bid.id}/edit?check=1"
    page = browser.get(answer.location).text
    for sentence in (
        "请写明攻关内容",
        "“可检裂纹深度”是必须指标",
        "进度权重合计应为 100，现在是 60",
        "请填写不为负的数字",
    ):
        assert sentence in page
    assert kept(bid).budget_total == "八十"


def test_the_button_works_without_a_script_and_leaves_one_line_in_the_log(sign_in, app):
    bid = BidFactory()
    answer = sign_in(bid.author).post(f"/bids/{bid.id}/edit", data=typed(bid, approach="迁移学习", action="save"))
    assert answer.location == f"/bids/{bid.id}/edit" and kept(bid).approach == "迁移学习"
    assert db.session.query(Event).filter_by(action=Action.EDIT).count() == 1


def test_a_draft_is_saved_by_itself_again_and_again_without_a_line_in_the_log(sign_in, app):
    bid = BidFactory()
    browser, version = sign_in(bid.author), bid.version
    for text in ("先离线", "先离线建库"):
        answer = browser.post(f"/bids/{bid.id}/autosave", data=typed(bid, approach=text, version=version))
        assert answer.status_code == 200 and re.fullmatch(r"\d\d:\d\d", answer.json["saved_at"])
        assert answer.json["version"] > version
        version = answer.json["version"]
    assert kept(bid).approach == "先离线建库" and not db.session.query(Event).filter_by(action=Action.EDIT).count()


def test_a_colleague_who_saved_meanwhile_is_not_overwritten_unasked(sign_in, app):
    bid = BidFactory()
    colleague = research_user(organization=bid.organization)
    mine = typed(bid, approach="我写的路线")
    sign_in(colleague).post(f"/bids/{bid.id}/autosave", data=typed(bid, approach="同事写的路线"))
    refused = sign_in(bid.author).post(f"/bids/{bid.id}/autosave", data=mine)
    assert refused.status_code == 409 and refused.json["conflict"] and kept(bid).approach == "同事写的路线"
    shown = sign_in(bid.author).post(f"/bids/{bid.id}/edit", data=mine)
    assert shown.status_code == 409 and "我写的路线" in shown.text and "有人先保存了这份申请" in shown.text
    version = re.search(r'name="version" value="(\d+)"', shown.text)[1]
    sign_in(bid.author).post(f"/bids/{bid.id}/edit", data={**mine, "version": version})
    assert kept(bid).approach == "我写的路线"


def test_a_second_after_the_deadline_nothing_is_saved_and_nothing_typed_is_lost(sign_in, app, monkeypatch):
    bid = BidFactory()
    data, browser = typed(bid, approach="最后一分钟写的路线"), sign_in(bid.author)
    pass_deadline(monkeypatch, bid)
    by_itself = browser.post(f"/bids/{bid.id}/autosave", data=data)
    assert by_itself.status_code == 409 and "已经截止" in by_itself.json["message"]
    pressed = browser.post(f"/bids/{bid.id}/edit", data=data)
    assert pressed.status_code == 409 and "已经截止" in pressed.text and "最后一分钟写的路线" in pressed.text
    assert kept(bid).approach != "最后一分钟写的路线"
    assert browser.get(f"/bids/{bid.id}/edit").location == f"/bids/{bid.id}"


def test_to_the_last_second_of_the_deadline_it_is_saved(sign_in, app, monkeypatch):
    bid = BidFactory()
    pass_deadline(monkeypatch, bid, seconds=0)
    sign_in(bid.author).post(f"/bids/{bid.id}/edit", data=typed(bid, approach="压哨路线"))
    assert kept(bid).approach == "压哨路线"


def test_what_was_handed_in_is_not_edited(sign_in, app):
    bid = BidFactory(state=BidState.SUBMITTED)
    browser = sign_in(bid.author)
    assert browser.get(f"/bids/{bid.id}/edit").location == f"/bids/{bid.id}"
    assert browser.post(f"/bids/{bid.id}/edit", data=typed(bid, approach="改过")).status_code == 409
    assert kept(bid).approach != "改过"


def test_a_withdrawn_bid_is_edited_again(sign_in, app):
    bid = BidFactory(state=BidState.WITHDRAWN)
    sign_in(bid.author).post(f"/bids/{bid.id}/edit", data=typed(bid, approach="改过"))
    assert kept(bid).approach == "改过"


@pytest.mark.parametrize("state, status", [(PartnerState.INVITED, 403), (PartnerState.CONFIRMED, 403)])
def test_partners_do_not_edit(sign_in, app, state, status):
    bid = BidFactory()
    partner = research_user()
    PartnerFactory(bid=bid, organization=partner.organization, state=state)
    browser = sign_in(partner)
    assert browser.get(f"/bids/{bid.id}/edit").status_code == status
    assert browser.post(f"/bids/{bid.id}/autosave", data=typed(bid)).status_code == status


def test_nobody_else_learns_that_a_bid_is_there(sign_in, app):
    bid = BidFactory(state=BidState.SUBMITTED)
    for person in (research_user(), bid.need.author):
        assert sign_in(person).get(f"/bids/{bid.id}/edit").status_code in (403, 404)
    assert sign_in(research_user()).get(f"/bids/{bid.id}/edit").status_code == 404


def test_rows_are_added_and_taken_away_without_a_script(sign_in, app):
    bid = BidFactory()
    browser, address = sign_in(bid.author), f"/bids/{bid.id}/edit"
    more = browser.post(address, data=typed(bid, add_row="schedule")).text
    assert "schedule-1-title" in more and "先离线建库" in more
    two = typed(bid, **{"schedule-1-title": "产线验证", "schedule-1-weight": "40", "remove_row": "schedule-0"})
    fewer = browser.post(address, data=two).text
    assert "产线验证" in fewer and "schedule-0-title" not in fewer.replace("schedule-1-title", "")


def test_a_weight_that_is_no_number_is_said_at_its_field(sign_in, app):
    bid = BidFactory()
    answer = sign_in(bid.author).post(f"/bids/{bid.id}/edit", data=typed(bid, **{"schedule-0-weight": "一半"}))
    assert answer.status_code == 400 and "请填写整数" in answer.text and "一半" in answer.text


def test_a_text_that_is_too_long_is_kept_and_named(sign_in, app):
    bid = BidFactory()
    browser, address = sign_in(bid.author), f"/bids/{bid.id}/edit"
    browser.post(address, data=typed(bid, overview="长" * 1600))
    assert len(kept(bid).overview) == 1600
    assert "最多 1500 字，现在是 1600 字" in browser.get(address).text
    beyond = browser.post(address, data=typed(db.session.get(Bid, bid.id), overview="长" * 6001))
    assert beyond.status_code == 400 and "最多 1500 字" in beyond.text


def test_a_requirement_that_came_with_an_amendment_finds_its_place(sign_in, app):
    bid = BidFactory()
    data = typed(bid)
    gone = bid.need.requirements.pop()
    db.session.commit()
    browser = sign_in(bid.author)
    browser.post(f"/bids/{bid.id}/edit", data={**data, "version": bid.version})
    assert [each.requirement_id for each in kept(bid).responses][-1] == gone.id
    assert "榜单变更前的指标" in browser.get(f"/bids/{bid.id}/edit").text


def test_everybody_finds_the_own_bids_and_those_joined(sign_in, app):
    bid = BidFactory(state=BidState.SUBMITTED, reconfirm_since=clock.now())
    firm = firm_user(organization=OrganizationFactory(kind=OrganizationKind.FIRM))
    PartnerFactory(bid=bid, organization=firm.organization)
    BidFactory()
    own = sign_in(bid.author).get("/bids/mine").text
    assert own.count('class="row-item"') == 1 and "牵头单位" in own and "请在截止前重新确认" in own
    joined = sign_in(firm).get("/bids/mine").text
    assert joined.count('class="row-item"') == 1 and "等待我方确认是否加入" in joined
    assert "还没有揭榜申请" in sign_in(research_user()).get("/bids/mine").text
