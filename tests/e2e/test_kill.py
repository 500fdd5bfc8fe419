"""A worker killed with SIGKILL in the middle of publishing: each item is wholly there, or not there."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

from tests.e2e.site import OFFICER, PASSWORD, Site
from tests.e2e.visitor import Visitor

KILLS = 20
CUT_OFF = (HTTPException, ConnectionError, URLError)
THERE = {"state": "PUBLISHED", "publish events": 1, "stored": True, "ranked": True}
NOT_THERE = {"state": "SUBMITTED", "publish events": 0, "stored": False, "ranked": False}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One worker, so that the one that publishes is the one that is killed."""
    site = Site(tmp_path_factory.mktemp("site"), workers=1)
    site.prepare()
    yield site
    site.stop()


@pytest.mark.timeout(600)
def test_no_kill_leaves_half_an_item(site: Site):
    made = json.loads(site.python("tests.e2e.records", "waiting_needs", str(3 * KILLS)))
    site.start()
    officer = Visitor(site.url)
    officer.sign_in(OFFICER, PASSWORD)
    for place in range(KILLS):
        site.wait()
        first, second, third = made["needs"][3 * place : 3 * place + 3]
        # The first need warms the new worker up, the second shows how long it takes, the third is cut off.
        _publish(officer, first)
        usual = _publish(officer, second)
        _publish_and_kill(site, officer, third, usual * (place + 1) / KILLS)
    site.stop()

    found = _standing(site, made["achievement"])
    assert not [row for row in found if not (THERE.items() <= row.items() or NOT_THERE.items() <= row.items())]
    assert site.flask("index", "verify", check=False).returncode == 0
    lost = [row["id"] for row in found if row["state"] == "SUBMITTED"]
    assert 0 < len(lost) < KILLS, "every kill came too early, or too late, to say anything"

    _publish_the_rest(site, lost)
    assert all(THERE.items() <= row.items() for row in _standing(site, made["achievement"]))


def _standing(site: Site, achievement: int) -> list[dict[str, Any]]:
    """What a fresh process finds."""
    return list(json.loads(site.python("tests.e2e.records", "standing", str(achievement))))


def _publish(officer: Visitor, need: int) -> float:
    """Seconds from the click to the page that follows."""
    officer.get(f"/needs/{need}")
    begun = time.monotonic()
    officer.post(f"/needs/{need}/publish")
    return time.monotonic() - begun


def _publish_and_kill(site: Site, officer: Visitor, need: int, delay: float) -> None:
    officer.get(f"/needs/{need}")
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(officer.post, f"/needs/{need}/publish")
        time.sleep(delay)
        site.kill_workers()
    error = request.exception()
    if error is not None and (isinstance(error, HTTPError) or not isinstance(error, CUT_OFF)):
        raise error


def _publish_the_rest(site: Site, needs: list[int]) -> None:
    site.start()
    officer = Visitor(site.url)
    officer.sign_in(OFFICER, PASSWORD)
    for need in needs:
        _publish(officer, need)
    site.stop()
