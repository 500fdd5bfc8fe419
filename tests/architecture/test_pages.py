"""What the main pages are made of, as they are sent."""

import re

import pytest
from flask import Flask

from tests.architecture.access import TABLE
from tests.architecture.answers import ANSWERED
from tests.architecture.markup import violations
from tests.architecture.records import request_of
from tests.architecture.world import ROLES, World

PAGES = [route for route in TABLE if route.startswith("GET ")]


@pytest.mark.parametrize("route", PAGES)
def test_pages_hold_nothing_inline_and_ask_for_nothing_outside(route: str, app: Flask, sign_in):
    world = World()
    for role, user in world.people().items():
        if TABLE[route][ROLES.index(role)] != ANSWERED:
            continue
        client = sign_in(user) if user else app.test_client()
        with client.open(**request_of(app, route, world)) as page:
            if page.status_code == 200 and page.mimetype == "text/html":
                assert not violations(page.text)
                assert len(re.findall(r"<h1\b", page.text)) == 1, "a page has one heading of the first level"
                assert not _repeated_ids(page.text)


def _repeated_ids(markup: str) -> set[str]:
    ids = re.findall(r'\sid="([^"]*)"', markup)
    return {name for name in ids if ids.count(name) > 1}
