"""Every route walked as every role, on real records; POST routes with nothing in the form."""

import pytest
from flask import Flask

from tests.architecture.access import TABLE
from tests.architecture.answers import answer_of
from tests.architecture.records import request_of
from tests.architecture.world import ROLES, World


@pytest.mark.parametrize("route", TABLE)
def test_each_role_gets_the_expected_answer(route: str, app: Flask, sign_in):
    world, answers = World(), {}
    for role, user in world.people().items():
        client = sign_in(user) if user else app.test_client()
        with client.open(**request_of(app, route, world)) as response:
            answers[role] = answer_of(response)
    assert answers == dict(zip(ROLES, TABLE[route], strict=True))
