"""An open challenge from the round to the project, told by everybody who takes part, each in a browser of their own."""

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import OFFICER, Site
from tests.e2e.steps import day, decide, fill, fill_rows, press, sign_in

Open = Callable[..., Page]
ROUND = "2026年揭榜挂帅技术需求征集"
TITLE = "铸造砂型三维打印喷头堵塞在线监测"
APPROACH = "以声发射与图像融合判断喷孔状态，堵塞前三秒给出预警并自动清洗。"
REASON = "指标响应完整，技术路线可行，团队有同类产线经验，经费合理。"
PARTS = ("firm", "lead", "partner", "second", "third", "supervisor", "expert1", "expert2", "expert3")
BIDDERS = ("lead@", "partner@", "second@", "third@")
SECRETS = (APPROACH, "沂州大学", "琅琊工学院", "沭河理工大学", "秦怀远")


class Mail(NamedTuple):
    to: str
    text: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: its database, log and files are searched. The clock is moved by hand."""
    own = Site(tmp_path_factory.mktemp("challenge"), workers=1, MATCHMAKER_TICK_MINUTES="0", MATCHMAKER_ACCESS_LOG="-")
    own.prepare()
    own.start()
    yield own
    own.stop()


def test_from_the_round_to_the_project(site: Site, person: Open):
    site.python("tests.e2e.records", "cast_of_a_challenge")
    people = {part: person() for part in (*PARTS, "officer", "visitor")}
    for part in PARTS:
        sign_in(people[part], f"{part}@cast.example")
    sign_in(people["officer"], OFFICER)
    _round_collects_the_need(people["officer"], people["firm"])
    address = _round_publishes_its_list(people["officer"], people["visitor"])
    _somebody_asks(people["second"], people["firm"], people["visitor"], address)
    _consortium_hands_in(people["lead"], people["partner"], address)
    _second_hands_in_and_withdraws(people["second"], address)
    _third_is_ready(people["third"], address)
    _receipt_is_checked(people["lead"], people["visitor"], address)
    _nothing_is_found(site, people, address)
    _third_is_late(site, people["third"], address)
    _experts_review(people, address)
    _firm_proposes_and_supervisor_approves(people["firm"], people["supervisor"], address)
    _everybody_hears(people["lead"], people["second"], people["visitor"])
    _visitor_objects(people["visitor"], people["officer"])
    _officer_awards(site, people["officer"], people["lead"])
    assert "unchanged" in site.flask("audit", "verify").stdout


def _round_collects_the_need(officer: Page, firm: Page) -> None:
    officer.goto("/rounds/new")
    fill(
        officer,
        title=ROUND,
        opens_on=day(0),
        closes_on=day(20),
        notice="面向全市规模以上工业企业征集关键核心技术需求。",
    )
    press(officer, "保存")
    decide(officer, "开放征集", "确认开放")

    firm.goto("/rounds")
    firm.get_by_role("link", name=ROUND).first.click()
    firm.get_by_role("link", name="提交榜单需求").click()
    fill(
        firm,
        title=TITLE,
        field_id=("高性能金属",),
        problem="砂型打印喷头在连续作业八小时后出现局部堵塞，目前靠人工看砂面发现，整箱报废。",
        modes=["COMMISSIONED"],
        award_amount="120",
        bid_day=day(30),
    )
    fill_rows(
        firm,
        "requirements",
        [
            {"indicator": "堵塞识别率", "comparator": ("≥",), "value": "98", "unit": "%"},
            {"indicator": "预警提前时间", "comparator": ("≥",), "value": "2", "unit": "s"},
        ],
    )
    press(firm, "提交审核")
    expect(firm.get_by_text("已提交").first).to_be_visible()


def _round_publishes_its_list(officer: Page, visitor: Page) -> str:
    """The address of the challenge."""
    officer.goto("/rounds")
    officer.get_by_role("link", name=ROUND).first.click()
    officer.get_by_role("link", name="受理需求").click()
    press(officer, "受理")
    officer.goto("/rounds")
    officer.get_by_role("link", name=ROUND).first.click()
    decide(officer, "提前截止", "确认截止")
    decide(officer, "发布榜单", "确认发榜")

    visitor.goto("/rounds")
    visitor.get_by_role("link", name=ROUND).first.click()
    with visitor.expect_download() as word:
        visitor.get_by_role("link", name="下载 Word 榜单").click()
    assert word.value.suggested_filename.endswith(".docx")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_text("揭榜中").first).to_be_visible()
    return re.sub(r"^https?://[^/]+", "", visitor.url)


def _somebody_asks(second: Page, firm: Page, visitor: Page, address: str) -> None:
    second.goto(address)
    fill(second, text="喷头是压电式还是热发泡式？")
    press(second, "提交提问")
    firm.goto(address)
    assert "琅琊工学院" not in firm.content()
    fill(firm, answer="压电式，单喷头一千零二十四孔。")
    press(firm, "公开答复")
    visitor.goto(address)
    expect(visitor.get_by_text("一千零二十四孔")).to_be_visible()


def _consortium_hands_in(lead: Page, partner: Page, address: str) -> None:
    _begin(lead, address, chief="秦怀远")
    lead.locator("details.invite > summary").click()
    fill(lead, named="临沂蒙山铸造有限公司", task="提供产线并承担验证。")
    press(lead, "发出邀请")

    partner.goto("/bids/mine")
    partner.get_by_role("link", name=TITLE).click()
    assert APPROACH not in partner.content()
    decide(partner, "确认加入", "确认加入联合体")
    expect(partner.get_by_text(APPROACH)).to_be_visible()

    lead.reload()
    _hand_in(lead)


def _second_hands_in_and_withdraws(second: Page, address: str) -> None:
    _begin(second, address, chief="闵书宁")
    _hand_in(second)
    decide(second, "撤回", "确认撤回")
    expect(second.get_by_text("已撤回").first).to_be_visible()


def _hand_in(page: Page) -> None:
    """Ends on the page of the bid, which is sealed now."""
    decide(page, "提交揭榜申请", "确认提交")
    expect(page.get_by_text("这是回执")).to_be_visible()
    page.goto("/bids/mine")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("申请已密封")).to_be_visible()


def _third_is_ready(third: Page, address: str) -> None:
    _begin(third, address, chief="卞文石")
    expect(third.get_by_text("可以提交了")).to_be_visible()


def _begin(page: Page, address: str, chief: str) -> None:
    """Write a bid with which nothing is amiss, up to the button that hands it in."""
    page.goto(address)
    press(page, "我要揭榜")
    fill(
        page,
        overview="设有铸造装备省级重点实验室，固定人员三十人。",
        approach=APPROACH,
        basis="已在两条铸造产线完成样机验证。",
        chief_name=chief,
        chief_phone="0539-5550120",
        budget_total="118",
        contact_name=chief,
        contact_phone="0539-5550120",
    )
    for place, value in enumerate(("98.5 %", "3 s")):
        fill(page, **{f"responses-{place}-promised": value, f"responses-{place}-evidence": "第三方检测报告"})
    fill_rows(
        page,
        "schedule",
        [
            {"title": "样机", "due_on": day(200), "weight": "40", "evidence": "样机测试记录"},
            {"title": "产线验证", "due_on": day(380), "weight": "60", "evidence": "检测报告"},
        ],
    )
    page.locator("[name=lump_sum]").check()
    page.locator("[name=no_relations]").check()
    press(page, "保存并检查")


def _receipt_is_checked(lead: Page, visitor: Page, address: str) -> None:
    lead.goto("/bids/mine")
    lead.get_by_role("link", name=TITLE).click()
    lead.get_by_role("link", name=re.compile("^R-")).click()
    with lead.expect_download() as content:
        lead.get_by_role("link", name=re.compile("JSON")).click()
    number = re.search(r"R-[\d-]+", lead.content())[0]

    visitor.goto("/receipts/verify")
    fill(visitor, number=number)
    visitor.locator("[name=document]").set_input_files(content.value.path())
    press(visitor, "核验")
    expect(visitor.get_by_text("有效").first).to_be_visible()


def _nothing_is_found(site: Site, people: dict[str, Page], address: str) -> None:
    """Neither on disk nor on a page of anybody but the bidders; their number is all that is said."""
    backup = site.instance / "backup.db"
    with sqlite3.connect(site.instance / "matchmaker.db") as live, sqlite3.connect(backup) as copy:
        live.backup(copy)
    said = [APPROACH.encode(), "秦怀远".encode(), APPROACH.encode("utf-16-le"), json.dumps(APPROACH).encode()]
    found = [(path.name, secret) for path in _files(site.instance) for secret in said if secret in path.read_bytes()]
    assert found == []
    assert APPROACH.encode() not in site.log.read_bytes()
    assert [mail for mail in _mails(site.instance) if APPROACH in mail.text or "秦怀远" in mail.text] == []
    others = [mail for mail in _mails(site.instance) if not mail.to.startswith(BIDDERS)]
    assert others and [mail for mail in others if any(secret in mail.text for secret in SECRETS)] == []
    bids = [_own_bid(people[part]) for part in ("lead", "second", "third")]
    for part in ("officer", "supervisor", "firm", "expert1"):
        assert [bid for bid in bids if people[part].goto(bid).status != 404] == []
    for part in ("officer", "supervisor", "firm", "expert1", "visitor"):
        for page in (address, "/needs", "/todo", "/bureau", "/bureau/board", "/rounds", "/account/notifications"):
            people[part].goto(page)
            shown = [secret for secret in SECRETS if secret in people[part].content()]
            assert shown == [], f"{page} tells {part} of {shown}"
    people["visitor"].goto(address)
    expect(people["visitor"].get_by_text(re.compile("已收到.*1.*份")).first).to_be_visible()


def _own_bid(page: Page) -> str:
    page.goto("/bids/mine")
    page.get_by_role("link", name=TITLE).click()
    return page.url


def _files(folder: Path) -> Iterator[Path]:
    """What a mail says is encoded, and read by `_mails`."""
    yield from (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".eml")


def _mails(folder: Path) -> list[Mail]:
    letters = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.rglob("*.eml"))
    return [Mail(letter["To"], "\n".join((letter["Subject"], *_parts(letter)))) for letter in letters]


def _parts(letter: EmailMessage) -> Iterator[str]:
    yield from (part.get_content() for part in letter.walk() if part.get_content_maintype() == "text")


def _third_is_late(site: Site, third: Page, address: str) -> None:
    """The page was opened in time and still has its button; the server's clock has the last word."""
    ends = site.python("tests.e2e.records", "end_bidding_in", address.rsplit("/", 1)[1], "2")
    deadline = datetime.fromisoformat(json.loads(ends))
    while datetime.now(UTC) < deadline + timedelta(seconds=1):
        time.sleep(0.2)
    decide(third, "提交揭榜申请", "确认提交")
    expect(third.get_by_text(re.compile("揭榜已经截止"))).to_be_visible()
    site.flask("tick")


def _experts_review(people: dict[str, Page], address: str) -> None:
    officer = people["officer"]
    officer.goto(address)
    officer.get_by_role("link", name="进入评榜").click()
    expect(officer.locator(".bid-name")).to_have_text(["沂州大学"])
    press(officer, "通过形式审查")
    for name in ("专家甲", "专家乙", "专家丙"):
        officer.locator("#proposals li", has_text=name).get_by_role("button", name="指派").click()
    for part in ("expert1", "expert2", "expert3"):
        _accept(people[part])
    officer.reload()
    fill(officer, due_on=day(10))
    press(officer, "启动评审")
    for part, points in (("expert1", "92"), ("expert2", "85"), ("expert3", "60")):
        _score(people[part], points)
        if part == "expert2":
            officer.reload()
            assert "91.9" not in officer.content() and "85.00" not in officer.content()
    officer.reload()
    officer.get_by_role("link", name="查看评审结果").click()
    expect(officer.get_by_text("79.00").first).to_be_visible()
    expect(officer.get_by_text("分歧较大").first).to_be_visible()


def _accept(expert: Page) -> None:
    expert.goto("/reviews")
    expert.get_by_role("link", name=TITLE).click()
    expert.locator("[name=confidential]").check()
    expert.locator("[name=independent]").check()
    press(expert, "接受评审")
    expect(expert.get_by_text("已接受").first).to_be_visible()


def _score(expert: Page, points: str) -> None:
    expert.goto("/reviews")
    expert.get_by_role("link", name=TITLE).click()
    expert.locator(".bid-name", has_text="沂州大学").click()
    expect(expert.get_by_text(APPROACH)).to_be_visible()
    for field in expert.locator("[name^=points]").all():
        field.fill(points)
    expert.locator("textarea[name^=comment]").first.fill("路线清楚，验证充分，经费有依据。")
    press(expert, "保存")
    expert.get_by_role("link", name="回到评审任务").click()
    decide(expert, "提交评分", "确认提交")
    expect(expert.get_by_text("评分已提交", exact=True)).to_be_visible()


def _firm_proposes_and_supervisor_approves(firm: Page, supervisor: Page, address: str) -> None:
    _open_decision(firm, address)
    firm.locator("[name=winner]").first.check()
    fill(firm, reason=REASON)
    firm.locator("textarea[name^=reason_]").fill(REASON)
    press(firm, "提交科技局审批")
    expect(firm.get_by_text("等待科技局审批").first).to_be_visible()

    _open_decision(supervisor, address)
    decide(supervisor, "批准", "确认批准")
    _open_decision(supervisor, address)
    expect(supervisor.get_by_text("结果公示").first).to_be_visible()


def _open_decision(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("a[href*='/evaluations/']").first.click()
    if not page.url.endswith("/decision"):
        page.locator("a[href$='/decision']").first.click()


def _everybody_hears(lead: Page, second: Page, visitor: Page) -> None:
    lead.goto("/bids/mine")
    lead.get_by_role("link", name=TITLE).click()
    lead.get_by_role("link", name="查看反馈").click()
    expect(lead.get_by_text(REASON)).to_be_visible()
    second.goto("/bids/mine")
    expect(second.get_by_text("已撤回").first).to_be_visible()
    visitor.goto("/publicity")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_text("沂州大学").first).to_be_visible()


def _visitor_objects(visitor: Page, officer: Page) -> None:
    visitor.get_by_role("link", name="提出异议").click()
    objection = "中选单位所列检测报告的出具时间早于样机完成时间，请核实。"
    fill(visitor, text=objection, name="高建平", phone="0539-5550188")
    press(visitor, "提交异议")
    expect(visitor.get_by_text(re.compile("Y-"))).to_be_visible()

    officer.goto("/publicity")
    officer.get_by_role("link", name=TITLE).click()
    expect(officer.get_by_text(objection)).to_be_visible()
    officer.locator("details.confirm > summary", has_text="异议不成立").click()
    opened = officer.locator("details.confirm[open]")
    opened.locator("textarea").fill("经核对报告原件，系笔误，检测机构已出具更正说明。")
    opened.get_by_role("button").click()
    expect(officer.get_by_text("异议不成立").first).to_be_visible()


def _officer_awards(site: Site, officer: Page, lead: Page) -> None:
    site.python("tests.e2e.records", "end_publicity")
    officer.reload()
    decide(officer, "授榜", "确认授榜")
    lead.goto("/projects")
    lead.get_by_role("link", name=TITLE).first.click()
    for text in ("样机", "产线验证", "堵塞识别率", "98.5 %", "临沂蒙山铸造有限公司"):
        expect(lead.get_by_text(text).first).to_be_visible()
