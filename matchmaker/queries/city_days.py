"""Days of the city in SQL: differences of moments and dates that every database counts alike."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from models.types import UtcDateTime

CITY = "Asia/Shanghai"
CITY_AHEAD = 8 * 3600
A_DAY = 24 * 3600


class day_number(GenericFunction[int]):
    """A column of moments or of dates as the number of its day in the city; only differences mean something."""

    type = Integer()
    inherit_cache = True


@compiles(day_number, "sqlite")
def _sqlite(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    seconds = f"strftime('%s', {text})"
    seconds = f"({seconds} + {CITY_AHEAD})" if isinstance(column.type, UtcDateTime) else seconds
    return f"({seconds} / {A_DAY})"


@compiles(day_number, "postgresql")
def _postgresql(element: Any, compiler: Any, **given: Any) -> str:
    (column,) = element.clauses
    text = compiler.process(column, **given)
    day = f"CAST({text} AT TIME ZONE '{CITY}' AS DATE)" if isinstance(column.type, UtcDateTime) else text
    return f"({day} - DATE '2000-01-01')"
