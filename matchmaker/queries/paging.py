from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

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
    """One count and one select of entities; a page beyond the last shows the last."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).options().subquery())) or 0
    page = min(max(1, page), max(1, ceil(total / per_page)))
    rows = db.session.scalars(query.limit(per_page).offset((page - 1) * per_page)).unique().all()
    return Page(list(rows), page, total, per_page)
