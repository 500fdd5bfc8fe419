"""统计报表: the list, one of them, who handed it in, the Word template in use."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload

from matchmaker.adapters import clock, storage
from matchmaker.checks.periods import Period, period_with
from matchmaker.queries.paging import Page, paginate
from models import Event, ReportTemplate, Snapshot, db
from models.actions import Action
from models.enums import SubjectKind
from models.project_enums import SnapshotKind, SnapshotState

SUGGESTED = (SnapshotKind.WEEKLY, SnapshotKind.MONTHLY, SnapshotKind.HALF_YEAR)


@dataclass(frozen=True)
class SnapshotFilter:
    kind: SnapshotKind | None = None


def index(chosen: SnapshotFilter, page: int) -> Page[Snapshot]:
    return paginate(listing_rows(chosen), page)


def listing_rows(chosen: SnapshotFilter) -> Select[tuple[Snapshot]]:
    """The latest period first, without the contents."""
    query = select(Snapshot).options(defer(Snapshot.content), joinedload(Snapshot.author))
    query = query.where(Snapshot.kind == chosen.kind) if chosen.kind else query
    return query.order_by(Snapshot.until.desc(), Snapshot.id.desc())


def get(snapshot_id: int) -> Snapshot | None:
    people = (joinedload(Snapshot.author), joinedload(Snapshot.decided_by))
    return db.session.scalar(select(Snapshot).where(Snapshot.id == snapshot_id).options(*people))


def period(row: Snapshot) -> Period:
    return Period(row.kind, row.since, row.until)


def of_period(kind: SnapshotKind, since: date) -> list[Snapshot]:
    """The latest first, without the contents."""
    query = select(Snapshot).where(Snapshot.kind == kind, Snapshot.since == since).options(defer(Snapshot.content))
    return list(db.session.scalars(query.order_by(Snapshot.id.desc())))


def missing() -> list[Period]:
    """The week, month and half-year that ended last, as far as nobody has begun their report."""
    ended = [period_with(kind, clock.today()).previous for kind in SUGGESTED]
    begun = {(row.kind, row.since) for row in db.session.execute(select(Snapshot.kind, Snapshot.since).distinct())}
    return [each for each in ended if (each.kind, each.since) not in begun]


def handed_in_by(row: Snapshot) -> int | None:
    """Who submitted it last."""
    query = select(Event.actor_id).where(
        Event.subject_kind == SubjectKind.SNAPSHOT,
        Event.subject_id == row.id,
        Event.action == Action.SUBMIT_SNAPSHOT,
    )
    return db.session.scalar(query.order_by(Event.id.desc()).limit(1))


def approved(row: Snapshot) -> Snapshot | None:
    """The approved report of the same period that came last, which stands now."""
    standing = [each for each in of_period(row.kind, row.since) if each.state is SnapshotState.APPROVED]
    return standing[0] if standing else None


def template(kind: SnapshotKind) -> ReportTemplate | None:
    """None: the built-in one is in use."""
    query = select(ReportTemplate).where(ReportTemplate.kind == kind).options(joinedload(ReportTemplate.uploaded_by))
    return db.session.scalar(query.order_by(ReportTemplate.id.desc()).limit(1))


def template_bytes(row: ReportTemplate) -> bytes:
    return storage.path(row.stored_name).read_bytes()


def stored_file(name: str) -> bytes:
    """Word or Excel of an approved report. Raises FileNotFoundError."""
    return storage.path(name).read_bytes()
