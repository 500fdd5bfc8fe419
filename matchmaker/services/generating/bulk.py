"""Very many rows at once, with identifiers that are known beforehand."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select, text

from models import Base, Counter, db

ROWS = 2_000
Row = dict[str, Any]
Tell = Callable[[str], None]

# A sequence of PostgreSQL has not seen the identifiers that were given here.
CATCH_UP = "SELECT setval(pg_get_serial_sequence('\"{0}\"', 'id'), (SELECT max(id) FROM \"{0}\"))"


def first_id(model: type[Any]) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def store(model: type[Base], rows: Iterable[Row], tell: Tell, whole: int) -> None:
    """Rows with the same keys, in one transaction for every ROWS of them; `tell` hears `table: done/whole`."""
    done = 0
    for part in _batches(rows):
        db.session.execute(insert(model), part)
        db.session.commit()
        done += len(part)
        tell(f"{model.__tablename__}: {done}/{max(done, whole)}")
    if db.engine.dialect.name == "postgresql" and "id" in model.__table__.c:
        db.session.execute(text(CATCH_UP.format(model.__tablename__)))
        db.session.commit()


def last_serial(series: str) -> int:
    return db.session.scalar(select(Counter.last).where(Counter.series == series)) or 0


def set_serial(series: str, last: int) -> None:
    db.session.merge(Counter(series=series, last=last))
    db.session.commit()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    return iter(lambda: list(islice(left, ROWS)), [])
