"""The served site does by itself what time brings."""

import json
import time

import pytest

from tests.e2e.site import Site

PATIENCE = 60


def test_a_need_expires_while_the_site_is_served(tmp_path_factory: pytest.TempPathFactory):
    site = Site(tmp_path_factory.mktemp("site"), workers=1, MATCHMAKER_TICK_MINUTES="0.02")
    site.prepare()
    need = str(json.loads(site.python("tests.e2e.records", "overdue_need")))
    site.start()
    try:
        deadline = time.monotonic() + PATIENCE
        state = "PUBLISHED"
        while state == "PUBLISHED" and time.monotonic() < deadline:
            state = json.loads(site.python("tests.e2e.records", "state_of_need", need))
        assert state == "EXPIRED", site.log.read_text()[-2000:]
    finally:
        site.stop()
