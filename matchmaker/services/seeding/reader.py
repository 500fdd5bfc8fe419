"""The demo data's CSV files. Their dates are written as of REFERENCE_DAY and moved so that the data ends today."""

import csv
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from matchmaker.adapters import clock

REFERENCE_DAY = date(2026, 11, 20)
E = TypeVar("E", bound=enum.Enum)
Row = dict[str, str]


@dataclass(frozen=True)
class Reader:
    """Rows of a folder `<kind>/*.csv`; `shift` is added to every date."""

    folder: Path
    shift: timedelta

    @classmethod
    def ending_today(cls, folder: Path) -> "Reader":
        return cls(folder, clock.today() - REFERENCE_DAY)

    def rows(self, kind: str) -> Iterator[Row]:
        for path in sorted((self.folder / kind).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)

    def day(self, text: str) -> date | None:
        return date.fromisoformat(text) + self.shift if text else None

    def moment(self, text: str, hour: int = 10) -> datetime | None:
        """That day at an hour of the city's working time, never later than now."""
        day = self.day(text)
        if day is None:
            return None
        local = datetime.combine(day, time(hour), clock.CITY_ZONE).astimezone(UTC)
        return min(local, clock.now())

    def at(self, text: str) -> datetime:
        """A moment in the city, "2026-10-12 09:30", moved like the days, never later than now."""
        local = datetime.fromisoformat(text).replace(tzinfo=clock.CITY_ZONE) + self.shift
        return min(local.astimezone(UTC), clock.now())


def money(text: str) -> Decimal | None:
    return Decimal(text).quantize(Decimal("0.01")) if text else None


def whole(text: str) -> int | None:
    return int(text) if text else None


def member(kind: type[E], name: str) -> E:
    return kind[name]


def optional(kind: type[E], name: str) -> E | None:
    return kind[name] if name else None


def members(kind: type[E], names: str) -> list[E]:
    return [kind[name] for name in names.split("|") if name]
