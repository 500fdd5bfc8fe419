"""A project from the signing to the half-year report, told by everybody who takes part."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Download, Page, expect

from tests.architecture.records import PNG
from tests.e2e.project_records import TITLE
from tests.e2e.site import OFFICER, Site
from tests.e2e.steps import day, decide, fill, press, sign_in

Open = Callable[..., Page]
CONTRACT = "LY-JS-2026-117"
HELP = "请协调淬火油环评备案，现场已停等两周。"


class Cast(NamedTuple):
    firm: Page
    provider: Page
    officer: Page
    supervisor: Page
    expert: Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: what is there belongs to this project, and time goes by as the story wants."""
    own = Site(tmp_path_factory.mktemp("project"), workers=1, MATCHMAKER_TICK_MINUTES="0")
    own.prepare()
    own.start()
    yield own
    own.stop()


def test_from_the_signing_to_the_half_year_report(site: Site, person: Open):
    number = site.python("tests.e2e.records", "cast_of_a_project").strip()
    cast = Cast(*(person() for _ in Cast._fields))
    for part in ("firm", "provider", "supervisor", "expert"):
        sign_in(getattr(cast, part), f"{part}@project.example")
    sign_in(cast.officer, OFFICER)
    room = f"/projects/{number}"

    _officer_signs_and_firm_starts(cast, room)
    _provider_reports(cast.provider, room, "15", "方案评审通过，传感器已订货。")
    _payments_come_in(cast, room)
    _weeks(site, number, 1)
    _provider_asks_for_help_and_officer_answers(cast, room)
    _claim_and_confirm(cast, room, "样机试制")
    _agreement_is_registered(cast, room)
    for _ in range(3):  # a report is due on the Monday after its week, which today may be
        _weeks(site, number, 1)
    _one_report_is_late(site, cast, room)
    _change_is_agreed_and_approved(cast, room)
    _it_is_accepted(cast, room)
    _weeks(site, number, 30)
    signed_on = date.fromisoformat(site.python("tests.e2e.records", "signed_on", number).strip().strip('"'))
    _half_year_is_reported(cast, signed_on)
    assert "unchanged" in site.flask("audit", "verify").stdout


def _weeks(site: Site, number: str, weeks: int) -> None:
    site.python("tests.e2e.records", "weeks_go_by", number, str(weeks))


def _officer_signs_and_firm_starts(cast: Cast, room: str) -> None:
    cast.officer.goto(room)
    cast.officer.get_by_role("link", name="登记技术合同").first.click()
    fill(
        cast.officer,
        contract_no=CONTRACT,
        type=("技术开发（委托）",),
        signed_on=day(0),
        amount="８０",
        tech_amount="65.5",
        direction=("吸纳",),
        payment_terms="签约后三十日内付百分之四十，验收后付清。",
    )
    press(cast.officer, "登记为已签订")
    expect(cast.officer.locator("h1", has_text=CONTRACT)).to_be_visible()
    cast.firm.goto(room)
    decide(cast.firm, "启动实施")
    expect(cast.firm.locator(".badge", has_text="实施中").first).to_be_visible()


def _provider_reports(provider: Page, room: str, percent: str, done: str, link: str = "填报进展", **more: str) -> None:
    provider.goto(f"{room}/progress")
    provider.get_by_role("link", name=link, exact=True).first.click()
    fill(provider, percent=percent, done=done, **more)
    press(provider, "提交报告")
    expect(provider.get_by_text("进展报告已提交")).to_be_visible()


def _payments_come_in(cast: Cast, room: str) -> None:
    page = cast.provider
    page.goto(f"{room}/payments/")
    page.locator("#plan > summary").click()
    plan = page.locator("#plan")
    plan.locator("[name$=title]").fill("首付款")
    plan.locator("[name$=planned_on]").fill(day(20))
    plan.locator("[name$=planned_amount]").fill("90")
    plan.get_by_role("button", name="保存计划").click()
    expect(page.locator("#plan .field-error").first).to_be_visible()  # beyond the agreement
    page.locator("#plan [name$=planned_amount]").fill("32")
    page.locator("#plan").get_by_role("button", name="保存计划").click()
    _record(page, "12")
    _record(page, "20")
    cast.firm.goto(f"{room}/payments/")
    expect(cast.firm.locator("main")).to_contain_text("32.00")


def _record(page: Page, amount: str) -> None:
    page.locator("#record > summary").click()
    form = page.locator("#record")
    form.locator("[name$=paid_on]").fill(day(0))
    form.locator("[name$=paid_amount]").fill(amount)
    form.get_by_role("button", name="登记到款").click()
    expect(page.get_by_text("到款已登记")).to_be_visible()


def _provider_asks_for_help_and_officer_answers(cast: Cast, room: str) -> None:
    _provider_reports(cast.provider, room, "30", "样机装配完成。", help_wanted=HELP)
    cast.officer.goto("/bureau/")
    cast.officer.get_by_role("link", name=TITLE).first.click()
    cast.officer.goto(f"{room}/progress")
    cast.officer.get_by_role("link", name="答复求助").first.click()
    cast.officer.locator("textarea").first.fill("已与生态环境局约定现场会。")
    cast.officer.locator("[type=date]").first.fill(day(5))
    cast.officer.locator("main form button.btn-primary").last.click()
    cast.provider.goto(f"{room}/progress")
    expect(cast.provider.get_by_text("已与生态环境局约定现场会。").first).to_be_visible()


def _claim_and_confirm(cast: Cast, room: str, title: str) -> None:
    cast.provider.goto(room)
    row = cast.provider.locator("tr", has_text=title).first
    row.get_by_role("link", name=re.compile("申报")).first.click()
    cast.provider.locator("[type=date]").first.fill(day(0))
    cast.provider.locator("textarea").first.fill("检测报告已交。")
    press(cast.provider, "提交对方确认")
    cast.provider.goto(room)
    expect(cast.provider.locator("main").get_by_role("button", name="确认完成")).to_have_count(0)
    cast.firm.goto(room)
    cast.firm.locator("tr", has_text=title).get_by_role("button", name="确认完成").click()
    expect(cast.firm.locator("tr", has_text=title).get_by_text("已确认").first).to_be_visible()


def _one_report_is_late(site: Site, cast: Cast, room: str) -> None:
    """Weeks went by: a report is overdue, the officers' list says so, and everybody was reminded."""
    cast.officer.goto("/bureau/dispatch?light=OVERDUE")
    expect(cast.officer.locator("main")).to_contain_text(TITLE)
    told = json.loads(site.python("tests.e2e.records", "told", "provider@project.example"))
    assert any("进展报告" in message and "到期，请尽快" in message for message in told), "\n".join(told)
    _provider_reports(cast.provider, room, "45", "单机调试完成。")
    expect(cast.provider.locator("main")).to_contain_text("逾期")
    _provider_reports(cast.provider, room, "60", "联机试生产。")
    cast.officer.goto("/bureau/dispatch?light=OVERDUE")
    expect(cast.officer.locator("main")).not_to_contain_text(TITLE)


def _change_is_agreed_and_approved(cast: Cast, room: str) -> None:
    cast.provider.goto(f"{room}/changes")
    cast.provider.get_by_role("link", name="延期", exact=True).click()
    fill(cast.provider, ends_on=day(150), reason="进口热像仪交货推迟。")
    press(cast.provider, "提交申请")
    address = cast.provider.url
    assert re.search(r"/changes/\d+", address), address
    cast.firm.goto(address)
    decide(cast.firm, "同意变更")
    cast.officer.goto(address)
    decide(cast.officer, "批准变更")
    expect(cast.officer.locator(".badge", has_text="已批准").first).to_be_visible()
    cast.firm.goto(room)
    expect(cast.firm.locator("main")).to_contain_text(day(150))


def _agreement_is_registered(cast: Cast, room: str) -> None:
    page = cast.officer
    page.goto(room)
    page.get_by_role("link", name="查看合同").first.click()
    with page.expect_download() as form:
        page.locator('a[href*="registration-form"]').first.click()
    assert CONTRACT in _word(form.value)
    press(page, "提交登记")
    page.locator("details.confirm > summary", has_text="记为已登记").click()
    fill(page, registration_no="2026371300009917", registered_on=day(0))
    press(page, "确认登记")
    expect(page.locator(".badge", has_text="已登记").first).to_be_visible()


def _it_is_accepted(cast: Cast, room: str) -> None:
    _claim_and_confirm(cast, room, "产线验证")
    page = cast.provider
    page.goto(f"{room}/acceptance")
    page.get_by_role("link", name="申请验收").first.click()
    fill(page, summary="三个月连续生产，控温精度稳定在 6 摄氏度以内，单件能耗下降两成。")
    page.locator("[name=file]").set_input_files([{"name": "检测报告.png", "mimeType": "image/png", "buffer": PNG}])
    press(page, "提交验收申请")
    _nothing_was_lost(page)
    fill(page, **{"indicators-0-reached": "6 ℃", "indicators-0-met": ("达到",)})
    press(page, "提交验收申请")
    expect(page).to_have_url(re.compile(r"/acceptances/\d+$"))
    expect(page.get_by_text("验收申请已提交")).to_be_visible()
    expect(page.get_by_role("link", name="检测报告.png")).to_be_visible()
    address = page.url
    cast.officer.goto(address)
    decide(cast.officer, "资料审核通过")
    cast.officer.locator("#proposals li", has_text="专家丁").get_by_role("button", name="指派").click()
    cast.expert.goto(address)
    fill(cast.expert, verdict=("通过",), text="资料齐全，指标优于约定。")
    press(cast.expert, "提交验收意见")
    cast.officer.goto(address)
    fill(cast.officer, verdict=("通过",), text="同意专家意见，通过验收。")
    press(cast.officer, "出具结论")
    cast.firm.goto(room)
    expect(cast.firm.locator(".badge", has_text="已完成").first).to_be_visible()


def _nothing_was_lost(page: Page) -> None:
    """What was refused comes back filled, with the file, and the cursor where the list of faults is."""
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors")).to_contain_text("请填写达到的数值或情况")
    expect(page.locator("[name=summary]")).to_have_value(re.compile("三个月连续生产"))
    assert page.locator("[name=file]").evaluate("field => [...field.files].map((file) => file.name)") == [
        "检测报告.png"
    ]


def _half_year_is_reported(cast: Cast, signed_on: date) -> None:
    page = cast.officer
    page.goto("/bureau/reports/new")
    fill(page, kind=("半年报",), day=signed_on.isoformat())
    press(page, "生成报表")
    press(page, "提交审批")
    address = page.url
    cast.supervisor.goto(address)
    expect(cast.supervisor.locator("main")).to_contain_text("80.00")
    decide(cast.supervisor, "批准")
    page.goto(address)
    number = re.search(r"T-\d{4}-\d{3}", page.locator("main").inner_text())
    assert number is not None
    with page.expect_download() as word:
        page.get_by_role("link", name="Word", exact=True).click()
    text = _word(word.value)
    assert "半年" in text and "80.00" in text
    with page.expect_download() as excel:
        page.get_by_role("link", name="Excel", exact=True).click()
    assert CONTRACT in _cells(excel.value)


def _word(file: Download) -> str:
    document = Document(str(file.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _cells(file: Download) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(file.path().read_bytes()), read_only=True)
    return {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value}
