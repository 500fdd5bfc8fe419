"""Whose address counts when the site stands behind proxies."""

import pytest
from flask import request

from matchmaker import create_app

FORWARDED = {
    "X-Forwarded-For": "198.51.100.1, 203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "duijie.example",
}


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ("0", ("127.0.0.1", "http", "localhost")),
        ("1", ("203.0.113.9", "https", "duijie.example")),
    ],
)
def test_the_visitor_behind_the_proxies_that_are_trusted(monkeypatch, proxies, seen):
    monkeypatch.setenv("MATCHMAKER_PROXIES", proxies)
    found = []
    app = create_app()
    app.before_request_funcs[None].insert(
        0, lambda: found.append((request.remote_addr, request.scheme, request.host)) or ("", 204)
    )
    app.test_client().get("/", headers=FORWARDED)
    assert found == [seen]
