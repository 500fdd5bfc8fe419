"""A list as a file costs a number of queries that does not grow with its rows."""

import pytest
from flask import url_for

from tests.architecture.test_query_counts import counted
from tests.architecture.world import World
from tests.functional.exports.test_lists import LISTS

FEW, MORE = 2, 6


@pytest.mark.parametrize("name", LISTS)
def test_more_rows_take_no_more_queries(name: str, app, sign_in):
    viewer, make, _ = LISTS[name]
    listing, *arguments = name.split()
    world = World()
    client = sign_in(viewer(world))
    with app.test_request_context():
        address = url_for("exports.create", listing=listing, **dict(each.split("=") for each in arguments))
    few, many = [_statements(client, address, lambda: make(world), count) for count in (FEW, MORE)]
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def _statements(client, address: str, make, count: int) -> list[str]:
    for _ in range(count):
        make()
    with counted() as statements:
        assert client.post(address, data={"format": "CSV"}).mimetype == "text/csv"
    return statements
