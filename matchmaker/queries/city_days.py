"""Days of the city in SQL: differences of moments and dates that every database counts alike."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from models.types import UtcDateTime

CITY = "Asia/Shanghai"
CITY_AHEAD = "+8 hours"


class day_number(GenericFunction[int]):
    """A column of moments or of dates as the number of its day in the city; only differences mean something."""

    type = Integer()
    inherit_cache = True


@compiles(day_number, "sqlite")
def _sqlite(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    # 12:00 of a day has a whole Julian number, so that the cast cuts nothing off
    shift = f", '{CITY_AHEAD}'" if isinstance(column.type, UtcDateTime) else ""
    return f"CAST(julianday(date({text}{shift}), '+12 hours') AS INTEGER)"


@compiles(day_number, "postgresql")
def _postgresql(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    day = f"CAST({text} AT TIME ZONE '{CITY}' AS DATE)" if isinstance(column.type, UtcDateTime) else text
    return f"({day} - DATE '2000-01-01')"
