"""What one process publishes, another ranks in its next answer."""

import json
from collections.abc import Iterator

import pytest

from tests.e2e.records import RESEARCHER
from tests.e2e.site import OFFICER, PASSWORD, Site
from tests.e2e.visitor import Visitor


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """Two servers of one worker each on the same database: whoever answers is known."""
    instance = tmp_path_factory.mktemp("site")
    first, second = Site(instance, workers=1), Site(instance, workers=1)
    first.prepare()
    yield first, second
    first.stop()
    second.stop()


def test_published_here_ranked_there(sites: tuple[Site, Site]):
    here, there = sites
    made = json.loads(here.python("tests.e2e.records", "waiting_needs", "3"))
    page = f"/achievements/{made['achievement']}"
    here.start()
    there.start()
    officer, researcher = Visitor(here.url), Visitor(there.url)
    officer.sign_in(OFFICER, PASSWORD)
    researcher.sign_in(RESEARCHER, PASSWORD)
    for need in made["needs"]:
        address = f"/needs/{need}"
        assert f'href="{address}"' not in researcher.get(page)
        officer.get(address)
        officer.post(f"{address}/publish")
        assert f'href="{address}"' in researcher.get(page)
