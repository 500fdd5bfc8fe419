"""Days of the city in SQL: differences of moments and dates that every database counts alike."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from models.types import UtcDateTime

CITY = "Asia/Shanghai"
A_DAY = 24 * 3600 * 1000
CITY_AHEAD, MIDNIGHT = A_DAY // 3, A_DAY // 2  # julian days begin at noon


class day_number(GenericFunction[int]):
    """A column of moments or of dates as the number of its day in the city; only differences mean something."""

    type = Integer()
    inherit_cache = True


@compiles(day_number, "sqlite")
def _sqlite(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    ahead = MIDNIGHT + CITY_AHEAD if isinstance(column.type, UtcDateTime) else MIDNIGHT
    # the day and its fraction, from whole milliseconds; half as slow as strftime
    return f"((CAST(julianday({text}) * {A_DAY} + 0.5 AS INTEGER) + {ahead}) / {A_DAY})"


@compiles(day_number, "postgresql")
def _postgresql(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    day = f"CAST({text} AT TIME ZONE '{CITY}' AS DATE)" if isinstance(column.type, UtcDateTime) else text
    return f"({day} - DATE '2000-01-01')"
