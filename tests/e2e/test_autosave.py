"""Writing a bid while the network, a colleague and the clock do what they like."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.site import Site
from tests.e2e.steps import fill, sign_in

Open = Callable[..., Page]
LEAD, COLLEAGUE = "autosave@university.example", "colleague@university.example"


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return f"/bids/{site.python('tests.e2e.records', 'draft_bid', LEAD, COLLEAGUE).strip()}/edit"


def at(page: Page, email: str, address: str) -> Page:
    sign_in(page, email)
    page.goto(address)
    return page


def says(page: Page, text: str) -> None:
    expect(page.locator(".saved-line")).to_contain_text(text, timeout=30_000)


def test_what_is_typed_is_there_after_the_browser_was_closed(person: Open, address: str):
    page = at(person(), LEAD, address)
    fill(page, approach="先离线建库，再在线迁移。")
    says(page, "已自动保存")
    page.locator('button[name=add_row][value="schedule"]').click()
    fill(page, **{"schedule-2-title": "中试验证"})
    says(page, "有修改还没有保存")
    says(page, "已自动保存")
    page.close()
    again = at(person(viewport=PHONE), LEAD, address)
    expect(again.locator("[name=approach]")).to_have_value("先离线建库，再在线迁移。")
    expect(again.locator('[name="schedule-2-title"]')).to_have_value("中试验证")
    assert again.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_broken_network_is_said_and_made_up_for(person: Open, address: str):
    page = at(person(), LEAD, address)
    page.context.set_offline(True)
    fill(page, basis="断网时写的工作基础。")
    says(page, "请检查网络")
    page.context.set_offline(False)
    says(page, "已自动保存")
    page.reload()
    expect(page.locator("[name=basis]")).to_have_value("断网时写的工作基础。")


def test_a_button_pressed_while_something_is_being_saved_is_no_conflict(person: Open, address: str):
    page = at(person(), LEAD, address)
    page.route("**/autosave", lambda route: (page.wait_for_timeout(800), route.continue_()))
    with page.expect_request("**/autosave"):
        fill(page, basis="第一句。")
    fill(page, basis="第一句。第二句。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存，截止之前只有本单位")).to_be_visible()
    expect(page.locator("[name=basis]")).to_have_value("第一句。第二句。")


def test_a_colleague_saved_first(person: Open, address: str):
    mine, other = at(person(), LEAD, address), at(person(), COLLEAGUE, address)
    fill(other, basis="同事写的。")
    says(other, "已自动保存")
    fill(mine, basis="我写的。")
    says(mine, "他人已修改")
    expect(mine.locator("[name=basis]")).to_have_value("我写的。")
    mine.get_by_role("button", name="保存草稿").click()
    expect(mine.get_by_text("有人先保存了这份申请")).to_be_visible()
    expect(mine.locator("[name=basis]")).to_have_value("我写的。")
    mine.get_by_role("button", name="保存草稿").click()
    expect(mine.get_by_text("草稿已保存，截止之前只有本单位")).to_be_visible()


def test_leaving_with_unsaved_words_asks_first(person: Open, address: str):
    page = at(person(), LEAD, address)
    page.context.set_offline(True)
    fill(page, basis="还没有保存的话。")
    says(page, "请检查网络")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.context.set_offline(False)
    page.locator("a", has_text="我的揭榜").first.click()
    page.wait_for_url("**/bids/mine")
    assert asked == ["beforeunload"]
