import re

import pytest
from flask import Flask

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import UNDECLARED_ALLOWED
from tests.architecture.access import TABLE

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TYPED = re.compile(r"<(int|string\(maxlength=\d+\)):[a-z_]+>")
# The token is signed text; its own length is its type.
FREE_TEXT = {"account.reset": "<token>"}


@pytest.fixture
def rules(_app: Flask):
    return [rule for rule in _app.url_map.iter_rules() if rule.endpoint not in UNDECLARED_ALLOWED]


def test_every_route_says_who_may_open_it(_app: Flask, rules):
    undeclared = [
        rule.endpoint
        for rule in rules
        if not isinstance(getattr(_app.view_functions[rule.endpoint], "permission", None), Permission)
    ]
    assert not undeclared


def test_addresses_are_kebab_case_and_typed(rules):
    assert not [rule.rule for rule in rules if not all(_is_good(rule.endpoint, part) for part in _parts(rule.rule))]


def test_every_route_is_in_the_table_of_access(rules):
    present = {f"{method} {rule.endpoint}" for rule in rules for method in _methods(rule)}
    listed = {" ".join(route.split()[:2]) for route in TABLE}
    assert sorted(present - listed) == []
    assert sorted(listed - present) == []


def _methods(rule) -> set[str]:
    return rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}


def _parts(address: str) -> list[str]:
    return [part for part in address.split("/") if part]


def _is_good(endpoint: str, part: str) -> bool:
    return bool(KEBAB.fullmatch(part) or TYPED.fullmatch(part)) or FREE_TEXT.get(endpoint) == part
