"""A change request as a comparison of the old plan and the one that is wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.checks.plan_parts import Part, amount_of, day_of
from matchmaker.web.filters import date_, money
from models import ChangeRequest

ROW_VALUE = {"milestones": ("title", "due_on"), "indicators": ("name", "promised")}


@dataclass(frozen=True)
class Pair:
    """One line of the plan, before and after."""

    label: str
    old: Any
    new: Any

    @property
    def changed(self) -> bool:
        return bool(self.old != self.new)


def comparison(change: ChangeRequest) -> list[Pair]:
    return list(_pairs(change.before, change.after))


def _pairs(before: Part, after: Part) -> Iterator[Pair]:
    for name in before | after:
        if name in ROW_VALUE:
            yield from _row_pairs(name, before.get(name, []), after.get(name, []))
        else:
            label, shown = FACTS[name]
            yield Pair(str(label), shown(before.get(name)), shown(after.get(name)))


def _row_pairs(name: str, before: list[Part], after: list[Part]) -> Iterator[Pair]:
    title, value = ROW_VALUE[name]
    wanted = {row["id"]: row[value] for row in after}
    for row in before:
        yield Pair(row[title], row[value], wanted.get(row["id"], row[value]))


def _day(text: str | None) -> str:
    return date_(day_of(text)) or _("未定")


def _amount(text: str | None) -> Any:
    return money(amount_of(text), _("未定"))


def _yes_no(value: bool | None) -> str:
    return _("是") if value else _("否")


def _text(value: str | None) -> str:
    return value or _("未定")


FACTS: dict[str, tuple[Any, Any]] = {
    "ends_on": (_l("结束日期"), _day),
    "total_budget": (_l("总预算"), _amount),
    "subsidy": (_l("财政资助"), _amount),
    "lump_sum": (_l("经费包干制"), _yes_no),
    "firm_leader": (_l("企业负责人"), _text),
    "provider_leader": (_l("高校院所负责人"), _text),
}
