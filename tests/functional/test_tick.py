"""What the clock brings, part by part."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.services import ticking
from models import db
from models.enums import NeedState
from tests.factories import NeedFactory


def test_a_part_that_fails_keeps_no_other_from_its_work(app, monkeypatch, caplog):
    need = NeedFactory(state=NeedState.PUBLISHED, expires_on=clock.today() - timedelta(days=1))
    fault = OSError("the disk is full")

    def fails() -> int:
        need.title = "half done"
        db.session.flush()
        raise fault

    monkeypatch.setitem(ticking.PARTS, ("rounds closed",), fails)
    with pytest.raises(ExceptionGroup) as caught:
        ticking.tick()
    assert caught.value.exceptions == (fault,) and "rounds closed" in caplog.text
    assert need.state is NeedState.EXPIRED and need.title != "half done"
