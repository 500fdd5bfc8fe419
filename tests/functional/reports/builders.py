"""A half-year with something in it, and its report in the states of its way."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from matchmaker.adapters import clock
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.services import snapshots
from models import Agreement, Snapshot, User, db
from models.enums import ProjectState, Role
from models.project_enums import SnapshotKind
from tests.factories import bureau_user
from tests.factories.agreements import AgreementFactory
from tests.factories.threads import ProjectFactory

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
AFTER = datetime(2026, 7, 3, 9, 30, tzinfo=CITY_ZONE)


def set_clock(monkeypatch: Any, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def contract(title: str, amount: str, signed_on: date = date(2026, 3, 5), **given: Any) -> Agreement:
    """Of a project signed on that day."""
    project = ProjectFactory(title=title, state=ProjectState.RUNNING, signed_on=signed_on, **given)
    value = Decimal(amount)
    agreement = AgreementFactory(project=project, signed_on=signed_on, amount=value, tech_amount=value)
    db.session.commit()
    return agreement


def drafted(actor: User | None = None, kind: SnapshotKind = SnapshotKind.HALF_YEAR) -> Snapshot:
    """On the day that the clock shows."""
    actor = actor or bureau_user(Role.OFFICER)
    return snapshots.take(kind, FIRST, LAST, actor=actor)


def submitted(actor: User | None = None) -> Snapshot:
    row = drafted(actor)
    return snapshots.submit(row, actor=row.author)


def approved(actor: User | None = None) -> Snapshot:
    return snapshots.approve(submitted(actor), actor=bureau_user(Role.SUPERVISOR))


def figure(row: Snapshot, key: str) -> dict[str, Any]:
    return next(each for each in row.content["figures"] if each["key"] == key)


def later(days: int) -> datetime:
    return AFTER + timedelta(days=days)
