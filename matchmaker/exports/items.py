"""What needs and achievements share as exports: their texts for those who may read them, and their matches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaker.exports.listing import Column
from matchmaker.messages import N_
from models import User


@dataclass(frozen=True)
class Shown:
    """`text` is empty where the reader may not see details; `matches` are (all, live)."""

    row: Any
    text: str
    matches: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Items:
    """`text` of a row, who `may` read it, and how many matches each row of a batch has (`counts`), by its id."""

    text: Callable[[Any], str]
    may: Callable[[User | None, Any], bool]
    counts: Callable[[Sequence[Any]], Mapping[int, tuple[int, int]]]

    def shown(self, rows: Sequence[Any], actor: User, _chosen: object) -> list[Shown]:
        return [Shown(row, self.text(row) if self.may(actor, row) else "") for row in rows]

    def with_matches(self, rows: Sequence[Any], actor: User, chosen: object) -> list[Shown]:
        counts = self.counts(rows)
        return [
            replace(each, matches=counts.get(each.row.id, each.matches)) for each in self.shown(rows, actor, chosen)
        ]


PUBLISHED = Column(N_("发布时间"), lambda shown: shown.row.published_at, 17)
SUBMITTED = Column(N_("提交时间"), lambda shown: shown.row.submitted_at, 17)
OWN = (
    PUBLISHED,
    Column(N_("最近修改"), lambda shown: shown.row.updated_at, 17),
    Column(N_("对接数"), lambda shown: shown.matches[0], 8),
    Column(N_("进行中的对接"), lambda shown: shown.matches[1], 8),
)
