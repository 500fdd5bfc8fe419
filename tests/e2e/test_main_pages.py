"""The main pages on a phone, by keyboard, without script and in English."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.site import OFFICER, Site
from tests.e2e.steps import fill, fill_rows, press, sign_in

Open = Callable[..., Page]
FIRM, RESEARCHER = "owner@firm.example", "zhou@university.example"
CHINESE = re.compile(r"[\u4e00-\u9fff，。；：！？、（）《》]")
OWN_NAME = "中文"

PUBLIC = ["/", "/needs/", "/achievements/", "/organizations/", "/account/login", "/account/register", "/no-such-page"]
PERSONAL = ["/todo/", "/matches/", "/projects/", "/account/profile", "/account/notifications", "/account/password"]
RECORDS = ["/needs/{need}", "/achievements/{achievement}", "/matches/{match}", "/projects/{project}"]
PAGES = {
    "": PUBLIC,
    FIRM: [*PERSONAL, *RECORDS, "/needs/mine", "/needs/new", "/organizations/mine/edit", "/organizations/mine/members"],
    RESEARCHER: [*PERSONAL, *RECORDS, "/achievements/mine", "/achievements/new"],
    OFFICER: [
        *RECORDS,
        "/bureau/",
        "/bureau/board",
        "/agreements/",
        "/agreements/{agreement}",
        "/needs/review",
        "/achievements/review",
        "/organizations/review",
        "/projects/offline/new",
    ],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one thread from need to agreement, all of whose own texts are Latin letters."""
    site = Site(tmp_path_factory.mktemp("site"), workers=1, MATCHMAKER_CITY="Linyi")
    site.prepare()
    site.records = json.loads(site.python("tests.e2e.records", "thread_in_latin_letters"))
    site.flask("index", "rebuild")
    site.start()
    yield site
    site.stop()


def _visit(page: Page, site: Site, email: str) -> Iterator[Page]:
    if email:
        sign_in(page, email)
    for address in PAGES[email]:
        page.goto(address.format(**site.records))
        yield page


@pytest.mark.parametrize("email", PAGES)
def test_nothing_is_wider_than_a_phone(email: str, site: Site, person: Open):
    page = person(viewport=PHONE)
    for shown in _visit(page, site, email):
        width = shown.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{shown.url} is {width} wide"


@pytest.mark.parametrize("email", PAGES)
def test_no_page_complains_to_the_console(email: str, site: Site, person: Open):
    page, complaints = person(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for shown in _visit(page, site, email):
        assert shown.locator("h1").count() == 1
    assert not [text for text in complaints if "404 (NOT FOUND)" not in text]


def test_the_keyboard_reaches_the_content_first(site: Site, person: Open):
    page = person()
    page.goto("/needs/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_focus_can_be_seen(site: Site, person: Open):
    page = person()
    page.goto("/needs/")
    for _ in range(12):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' }"
        )
        assert ring, page.evaluate("document.activeElement.outerHTML")


def test_a_wrong_form_takes_the_reader_to_its_errors(site: Site, person: Open):
    page = person()
    page.goto("/account/register")
    press(page, "提交注册")
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").first.click()
    expect(page.locator("[name=kind]")).to_be_focused()


def test_a_need_is_posted_without_script(site: Site, person: Open):
    page = person(java_script_enabled=False)
    sign_in(page, FIRM)
    page.goto("/needs/new")
    fill(page, title="Sawdust drying without script", problem="The dryer wastes heat.")
    fill_rows(
        page,
        "requirements",
        [
            {"indicator": "Moisture", "comparator": ("≤",), "value": "8", "unit": "%"},
            {"indicator": "Dropped again", "value": "1"},
            {"indicator": "Throughput", "value": "12", "unit": "t/h"},
        ],
    )
    page.locator('button[name=remove_row][value="requirements-1"]').click()
    expect(page.locator('[name="title"]')).to_have_value("Sawdust drying without script")
    expect(page.locator('[name$="-indicator"]').nth(1)).to_have_value("Throughput")
    press(page, "保存草稿")
    expect(page.locator("h1")).to_have_text("Sawdust drying without script")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.get_by_text("Dropped again")).to_have_count(0)


# last, because the choice of language stays with the person
@pytest.mark.parametrize("email", PAGES)
def test_english_pages_speak_english(email: str, site: Site, person: Open):
    page = person()
    if email:
        sign_in(page, email)
    page.goto("/")
    page.get_by_role("button", name="English").first.click()
    for address in PAGES[email]:
        page.goto(address.format(**site.records))
        text = page.locator("body").text_content() or ""
        words = [line.strip() for line in text.splitlines() if CHINESE.search(line.replace(OWN_NAME, ""))]
        assert not words, f"{page.url}: {words[:5]}"
        assert page.locator("html").get_attribute("lang") == "en"
