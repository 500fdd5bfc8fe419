import pytest

from matchmaker.web.needs.show import steps
from models.enums import NeedKind, NeedState
from tests.factories import NeedFactory

TECHNICAL, CHALLENGE = NeedKind.TECHNICAL, NeedKind.CHALLENGE


BIDDING_ONLY = (NeedState.BIDDING, NeedState.EVALUATING, NeedState.PUBLICIZED, NeedState.UNSOLVED)
CASES = [(kind, state) for kind in NeedKind for state in NeedState if kind is CHALLENGE or state not in BIDDING_ONLY]


@pytest.mark.parametrize(("kind", "state"), CASES)
def test_every_state_has_its_place(app, kind, state):
    with app.test_request_context():
        found = steps(NeedFactory(kind=kind, state=state))
    assert len(found) == (5 if kind is TECHNICAL else 7)
    marked = [name for name, progress in found if progress in ("current", "stopped")]
    assert len(marked) == (0 if state is NeedState.FULFILLED else 1)


def test_what_ended_says_how(app):
    with app.test_request_context():
        assert ("流标", "stopped") in steps(NeedFactory(kind=CHALLENGE, state=NeedState.UNSOLVED))
        assert ("退回修改", "stopped") in steps(NeedFactory(state=NeedState.RETURNED))
