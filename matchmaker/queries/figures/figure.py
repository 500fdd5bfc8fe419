"""What a figure is: which records, dated by what, within which part of the city's year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement

UNSET = 0


class Measure(Enum):
    """What a figure says in the first place; the value names the column of Totals."""

    COUNT = "count"
    AMOUNT = "amount"
    PEOPLE = "people"


@dataclass(frozen=True)
class Scope:
    """A part of a figure: days from `since` to `until` in the city's time, both included; a field with those below
    it; a district. UNSET asks for records without one."""

    since: date | None = None
    until: date | None = None
    field_id: int | None = None
    district_id: int | None = None


@dataclass(frozen=True, eq=False)
class Figure:
    """`definition`: what counts, and from which day. `moment` dates a record; figures that are `open_now` are a stock,
    so dates do not narrow them. `amount`, `tech_amount` (万元) and `people` are summed. Two are the same only if they
    are one: conditions cannot be compared."""

    key: str
    title: str
    definition: str
    model: type[Any]
    moment: Any
    rule: ColumnElement[bool]
    open_now: bool = False
    measure: Measure = Measure.COUNT
    amount: Any = None
    tech_amount: Any = None
    people: Any = None
    reached: "tuple[Reach, ...]" = ()


@dataclass(frozen=True, eq=False)
class Reach:
    """From the records of `figure` to others, each counted once however often it is reached: `column` holds their
    ids, on the figure's own model or beyond `join`. What narrows such a figure narrows the records it starts from."""

    figure: Figure
    column: Any
    join: Any = None


@dataclass(frozen=True)
class Totals:
    """`count` of records; amounts in 万元, zero for records without amounts."""

    count: int
    amount: Decimal = Decimal(0)
    tech_amount: Decimal = Decimal(0)
    people: int = 0

    def value(self, measure: Measure) -> Decimal:
        return Decimal(getattr(self, measure.value))
