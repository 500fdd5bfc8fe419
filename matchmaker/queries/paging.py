from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, inspect, select

from models import db

T = TypeVar("T")
PER_PAGE = 20


@dataclass
class Page(Generic[T]):
    rows: list[T]
    page: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.per_page))

    @property
    def has_prev(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages


def paginate(query: Select[Any], page: int, per_page: int = PER_PAGE) -> Page[Any]:
    """Count, keys, entities: three queries. A page beyond the last shows the last. Counting and sorting look at the
    keys only, which an index can give without the rows."""
    key, keys = _keys(query)
    total = db.session.scalar(select(func.count()).select_from(keys.order_by(None).subquery())) or 0
    page = min(max(1, page), max(1, ceil(total / per_page)))
    shown = list(db.session.scalars(keys.limit(per_page).offset((page - 1) * per_page)))
    return Page(_in_order(query, key, shown), page, total, per_page)


def first(query: Select[Any], count: int) -> list[Any]:
    """The first `count` entities, of which only these are read as rows."""
    key, keys = _keys(query)
    return _in_order(query, key, list(db.session.scalars(keys.limit(count))))


def _keys(query: Select[Any]) -> tuple[Any, Select[Any]]:
    (key,) = inspect(query.column_descriptions[0]["entity"]).primary_key
    return key, query.with_only_columns(key, maintain_column_froms=True)


def _in_order(query: Select[Any], key: Any, shown: list[int]) -> list[Any]:
    rows = db.session.scalars(query.where(key.in_(shown))).unique() if shown else ()
    found = {getattr(row, key.key): row for row in rows}
    return [found[each] for each in shown if each in found]
