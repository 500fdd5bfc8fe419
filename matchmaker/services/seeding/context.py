from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import update

from matchmaker.adapters import clock
from matchmaker.services.events import KINDS, subject_label
from matchmaker.services.seeding.reader import Reader, Row
from models import (
    Achievement,
    Agreement,
    Attachment,
    Counter,
    District,
    Event,
    Field,
    Match,
    Need,
    Organization,
    Project,
    User,
    db,
)
from models.actions import Action
from models.base import Timestamped
from models.enums import MatchSide


@dataclass
class Context:
    """What the parts of the loader hand on to each other, by the keys of the CSV files."""

    reader: Reader
    password_hash: str
    fields: dict[str, Field] = field(default_factory=dict)
    districts: dict[str, District] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    owners: dict[str, User] = field(default_factory=dict)
    authors: dict[str, User] = field(default_factory=dict)
    officers: list[User] = field(default_factory=list)
    supervisors: list[User] = field(default_factory=list)
    experts: dict[str, User] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    achievements: dict[str, Achievement] = field(default_factory=dict)
    matches: dict[str, Match] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    courses: dict[str, Row] = field(default_factory=dict)
    stopped: dict[str, date] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    filed: list[Attachment] = field(default_factory=list)
    happened: list[tuple[datetime, Any, Action, User | None, str, str, str, dict[str, Any]]] = field(
        default_factory=list
    )
    writers: dict[int, User] = field(default_factory=dict)
    groups: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def note(
        self,
        at: datetime | None,
        row: Any,
        action: Action,
        actor: User | None,
        old: str = "",
        new: str = "",
        why: str = "",
        data: dict[str, Any] | None = None,
    ) -> None:
        """Remember an event; all are written in the order of time at the end."""
        if at is not None:
            self.happened.append((at, row, action, actor, old, new, why, data or {}))

    def serial(self, series: str) -> int:
        self.serials[series] += 1
        return self.serials[series]

    def officer(self, row: Any) -> User:
        chosen: int = row.id % len(self.officers)
        return self.officers[chosen]

    def author_of(self, organization: Organization) -> User:
        """Who writes for it: the contact person, or else the owner."""
        if not self.writers:
            self.writers = {self.organizations[key].id: user for key, user in self.authors.items()}
        return self.writers[organization.id]

    def speaker_of(self, project: Project, side: MatchSide) -> User:
        return self.author_of(project.organization_of(side))

    @property
    def supervisor(self) -> User:
        return self.supervisors[0]

    def grouped(self, kind: str, key: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in self.reader.rows(kind):
            groups[row[key]].append(row)
        return groups

    def told(self, kind: str, column: str, key: str) -> list[Row]:
        """The rows of a kind about one project; read once."""
        if kind not in self.groups:
            self.groups[kind] = self.grouped(kind, column)
        return self.groups[kind].get(key, [])

    def write_history(self) -> None:
        db.session.flush()
        latest: dict[Any, datetime] = {}
        for at, row, action, actor, old, new, why, data in sorted(self.happened, key=lambda entry: entry[0]):
            latest[row] = at
            db.session.add(
                Event(
                    at=at,
                    actor_id=actor.id if actor else None,
                    actor_name=actor.name if actor else "",
                    subject_kind=KINDS[type(row)],
                    subject_id=row.id,
                    subject_label=subject_label(row),
                    action=action,
                    old_state=old,
                    new_state=new,
                    reason=why,
                    data=data,
                )
            )
        db.session.flush()
        for row, at in latest.items():
            entity: Any = type(row)
            if issubclass(entity, Timestamped):
                moved = update(entity).where(entity.id == row.id).values(updated_at=at)
                db.session.execute(moved.execution_options(synchronize_session=False))

    def write_counters(self) -> None:
        for series, last in self.serials.items():
            db.session.add(Counter(series=series, last=last))


def at_hour(day: date | None, hour: int) -> datetime | None:
    """That day at an hour of the city's working time, never later than now."""
    if day is None:
        return None
    return min(datetime.combine(day, time(hour), clock.CITY_ZONE).astimezone(UTC), clock.now())


def later(moment: datetime | None, hours: float) -> datetime | None:
    return None if moment is None else moment + timedelta(hours=hours)
