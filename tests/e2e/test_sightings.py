"""What of a ranking was in sight reaches the server; what was below the fold does not."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.records import FIRM
from tests.e2e.site import OFFICER, Site
from tests.e2e.steps import sign_in

LONG_ENOUGH = 1_600
# A firm first sees its own needs, with recommendations: what is in sight there while the next page loads counts, too.
NO_RANKING = "/needs/"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"), workers=1)
    site.prepare()
    site.records = json.loads(site.python("tests.e2e.records", "ranked_need"))
    site.start()
    yield site
    site.stop()


def _sightings(site: Site) -> list[dict[str, Any]]:
    return list(json.loads(site.python("tests.e2e.records", "sightings")))


def _until(site: Site, holds: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """A report is sent while the page goes, so it may arrive a little later."""
    deadline = time.monotonic() + 20
    while not holds(rows := _sightings(site)):
        assert time.monotonic() < deadline, rows
    return rows


def _in_sight(page: Page) -> int:
    return int(
        page.evaluate(
            "[...document.querySelectorAll('[data-seen]')].filter(card => { const r = card.getBoundingClientRect();"
            " return (Math.min(r.bottom, innerHeight) - Math.max(r.top, 0)) / r.height >= .5 }).length"
        )
    )


def test_an_officer_who_looks_leaves_no_trace(site: Site, person: Open):
    page, sent = person(), []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/rankings/seen") else None)
    sign_in(page, OFFICER)
    page.goto(f"/needs/{site.records['need']}")
    expect(page.locator("#ranking .ranked")).not_to_have_count(0)
    page.wait_for_timeout(LONG_ENOUGH)
    page.goto("/needs/")
    assert not sent and _sightings(site) == []


def test_a_glance_is_not_a_look(site: Site, person: Open):
    page = person()
    sign_in(page, FIRM, goes_to=NO_RANKING)
    page.goto(f"/needs/{site.records['need']}")
    page.goto("about:blank")
    assert _sightings(site) == []


def test_cards_in_sight_are_told_when_the_page_is_left(site: Site, person: Open):
    page = person()
    sign_in(page, FIRM, goes_to=NO_RANKING)
    page.goto(f"/needs/{site.records['need']}")
    shown = _in_sight(page)
    assert 0 < shown < page.locator("[data-seen]").count(), "some cards are below the fold"
    page.wait_for_timeout(LONG_ENOUGH)
    page.goto("about:blank")
    rows = _until(site, bool)
    assert [row["place"] for row in rows] == list(range(1, shown + 1))
    assert all(row["times"] == 1 and not row["opened"] for row in rows)


def test_a_card_that_is_scrolled_to_and_opened(site: Site, person: Open):
    page = person(viewport=PHONE)
    sign_in(page, FIRM)
    page.goto(f"/needs/{site.records['need']}")
    last = page.locator("[data-seen]").last
    place = int((last.get_attribute("data-seen") or "").split("-")[2])
    last.locator("a").first.click()
    expect(page.locator("h1")).to_contain_text("型）")
    assert "?" not in page.url
    rows = _until(site, lambda rows: any(row["opened"] for row in rows))
    assert [row["place"] for row in rows if row["opened"]] == [place]
    assert [row["id"] for row in rows if row["opened"]] == [int(page.url.rpartition("/")[2])]


def test_a_page_that_stays_open_tells_by_and_by(site: Site, person: Open):
    page = person()
    sign_in(page, FIRM)
    page.goto("/needs/mine")
    with page.expect_request("**/rankings/seen", timeout=15_000) as told:
        page.locator("#recommended [data-seen]").nth(1).scroll_into_view_if_needed()
    assert told.value.method == "POST" and "asked=need" in (told.value.post_data or "")
    answer = told.value.response()
    assert answer is not None and answer.status == 204


def test_without_script_nothing_is_told_and_everything_works(site: Site, person: Open):
    page = person(java_script_enabled=False)
    sign_in(page, FIRM)
    before = _sightings(site)
    page.goto(f"/needs/{site.records['need']}")
    page.locator("[data-seen] a").first.click()
    expect(page.locator("h1")).to_contain_text("型）")
    assert _sightings(site) == before
