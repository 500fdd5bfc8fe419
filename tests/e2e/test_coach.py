"""The coach beside the form: while somebody writes, and by its button where there is no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.site import Site
from tests.e2e.steps import fill, sign_in

Open = Callable[..., Page]
FIRM = "owner@firm.example"
TITLE, PROBLEM = "圆锥破碎机偏心套烧损预警", "偏心套经常烧坏，希望大幅提高可靠性。报警提前量不低于 30 分钟。"


@pytest.fixture(scope="module", autouse=True)
def _records(site: Site) -> None:
    site.python("tests.e2e.records", "thread_in_latin_letters")


def test_the_panel_follows_what_is_typed(site: Site, person: Open):
    page = person()
    sign_in(page, FIRM)
    page.goto("/needs/new")
    panel = page.locator("[data-coach-panel]")
    expect(panel.locator(".ring")).to_have_count(0)
    fill(page, title=TITLE)
    expect(panel.get_by_role("img", name="完整度")).to_be_visible(timeout=60_000)
    before = int(panel.locator(".ring text").text_content() or 0)
    expect(panel.get_by_text("还没有写需解决的技术问题")).to_be_visible()
    fill(page, problem=PROBLEM)
    expect(panel.get_by_text("还没有写需解决的技术问题")).to_have_count(0, timeout=60_000)
    assert int(panel.locator(".ring text").text_content() or 0) > before
    expect(page.locator("[name=problem]")).to_be_focused()
    _follow_the_links(page, panel)
    page.locator("[name=title]").fill("")  # leaving asks nothing that stops the browser
    assert page.goto("/needs/mine").ok
    expect(page.get_by_text(TITLE)).to_have_count(0)


def _follow_the_links(page: Page, panel) -> None:
    """A link leads into its field; a vague word is marked there; a number in the text becomes a row."""
    panel.locator('a[href="#scenario"]').first.click()
    expect(page.locator("[name=scenario]")).to_be_focused()
    panel.locator('a[data-words="大幅提高"]').click()
    marked = page.evaluate(
        "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) }"
    )
    assert marked == "大幅提高"
    panel.get_by_role("button", name="加入考核指标").first.click()
    expect(page.locator('[name="requirements-0-value"]')).to_have_value("30")
    expect(panel.get_by_text("还没有考核指标")).to_have_count(0, timeout=60_000)


def test_without_script_the_button_does_it(site: Site, person: Open):
    page = person(java_script_enabled=False)
    sign_in(page, FIRM)
    page.goto("/needs/new")
    fill(page, title=TITLE, problem=PROBLEM, budget="八十")
    page.get_by_role("button", name="检查一下").click()
    expect(page.locator("[data-coach-panel] .ring")).to_be_visible()
    expect(page.locator("[data-coach-panel]").get_by_text("还没有写应用场景")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[name=budget]")).to_have_value("八十")


def test_on_a_phone_it_waits_folded_at_the_foot(site: Site, person: Open):
    page = person(viewport=PHONE)
    sign_in(page, FIRM)
    page.goto("/needs/new")
    expect(page.locator("[data-coach-panel]")).to_be_hidden()
    below = page.locator("#coach").bounding_box()["y"] - page.locator("#part-contact").bounding_box()["y"]
    assert below > 0
    fill(page, title=TITLE)
    expect(page.locator("[data-coach-summary]")).to_contain_text("完整度", timeout=60_000)
    page.locator("#coach summary").first.click()
    expect(page.locator("[data-coach-panel] .ring")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
