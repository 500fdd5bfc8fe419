"""统计报表 of the demo data: not told by a file but taken, handed in and approved like any other when all is loaded."""

from collections.abc import Iterable

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.periods import period_with
from matchmaker.services import snapshots
from models import Snapshot, User, UserRole, db
from models.enums import Role
from models.project_enums import SnapshotKind

KINDS = (SnapshotKind.HALF_YEAR, SnapshotKind.MONTHLY)


def take_all(kinds: Iterable[SnapshotKind] = KINDS) -> list[Snapshot]:
    """Approved reports of the last half-year and the last month that are over."""
    officer, supervisor = _first(Role.OFFICER), _first(Role.SUPERVISOR)
    return [_take(kind, officer, supervisor) for kind in kinds]


def _take(kind: SnapshotKind, officer: User, supervisor: User) -> Snapshot:
    period = period_with(kind, clock.today()).previous
    row = snapshots.take(kind, period.since, period.until, actor=officer)
    snapshots.submit(row, actor=officer)
    return snapshots.approve(row, actor=supervisor)


def _first(role: Role) -> User:
    query = select(User).join(UserRole).where(UserRole.role == role).order_by(User.id).limit(1)
    return db.session.scalars(query).one()
