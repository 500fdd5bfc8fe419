"""Random people take random steps. What the rules allow goes through, what they forbid changes nothing, and the event
log is whole after each run."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm.exc import UnmappedInstanceError

from matchmaker.errors import DomainError
from matchmaker.services import audit
from models import Bid, User, db
from tests.functional.challenges.stage import Stage, cast
from tests.functional.challenges.steps import DEADLINE, OBJECT, STEPS, WAY, Step

MOST_STEPS = 25
RANDOM = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def people(app: Flask) -> dict[str, User]:
    return cast()


@RANDOM
@given(data=st.data())
def test_no_illegal_step_passes_and_no_legal_one_is_lost(people: dict[str, User], data: st.DataObject):
    with pytest.MonkeyPatch.context() as patch:
        stage = Stage(people, patch)
        _go_ahead(stage, data.draw(st.integers(0, len(WAY)), label="begin at"))
        for _ in range(data.draw(st.integers(5, MOST_STEPS), label="steps")):
            _one(stage, data)
        assert audit.verify() == []
        _receipts_and_bids_belong_together()


def _go_ahead(stage: Stage, length: int) -> None:
    for name in WAY[:length]:
        if name == DEADLINE:
            stage.pass_deadline()
        else:
            step = next(each for each in STEPS if each.name == name)
            _try(stage, step, step.who[0])


def _one(stage: Stage, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(("legal", "legal", "legal", "any", "time", "object")), label="kind")
    if kind == "time":
        _pass_time(stage, data)
    elif kind == "object":
        _try(stage, OBJECT, "visitor")
    else:
        open_now = [step for step in STEPS if step.when(stage)] if kind == "legal" else STEPS
        if open_now:
            step = data.draw(st.sampled_from(open_now), label="step")
            people = step.who if kind == "legal" else [each for each in stage.people if each not in step.others]
            _try(stage, step, data.draw(st.sampled_from(people), label="person"))


def _pass_time(stage: Stage, data: st.DataObject) -> None:
    """Rarely to the deadline while bids are still being written; else some days."""
    if stage.in_time:
        if len(stage.bids) and data.draw(st.booleans(), label="deadline"):
            stage.pass_deadline()
    else:
        stage.pass_time(timedelta(days=data.draw(st.integers(1, 12), label="days")))


def _try(stage: Stage, step: Step, person: str) -> None:
    allowed = step.when(stage) and (person in step.who or step is OBJECT)
    before, refused = stage.states(), None
    try:
        step.take(stage, stage.people.get(person))
    except (DomainError, AttributeError, UnmappedInstanceError) as error:
        # without the record that the step is about there is nothing that a page could hand to the service
        refused = error
        db.session.rollback()
    after = stage.states()
    if allowed:
        assert refused is None, f"{step.name} by {person} was refused: {refused!r}"
        assert after != before, f"{step.name} by {person} changed nothing"
    else:
        assert after == before, f"{step.name} by {person} passed"


def _receipts_and_bids_belong_together() -> None:
    """Never a receipt without a bid, never a bid handed in without a receipt."""
    for bid in db.session.query(Bid):
        standing = [receipt for receipt in bid.receipts if receipt.superseded_at is None]
        handed_in = bid.state.name not in ("DRAFT", "WITHDRAWN")
        assert len(standing) == handed_in, f"{bid.number} {bid.state} has {len(standing)} receipts that stand"
