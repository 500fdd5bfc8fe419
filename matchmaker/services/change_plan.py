"""What an approved change does to the plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from matchmaker.checks.plan_parts import Part, amount_of, day_of
from matchmaker.services import chasing
from models import Project


def apply_part(project: Project, part: Part) -> None:
    for name, value in part.items():
        _SETTERS[name](project, value)


def _set_ends_on(project: Project, text: str) -> None:
    project.ends_on = day_of(text)


def _set_milestones(project: Project, rows: list[Part]) -> None:
    """A new day is reminded of anew."""
    days = {row["id"]: date.fromisoformat(row["due_on"]) for row in rows}
    for milestone in project.milestones:
        if milestone.id in days and milestone.due_on != days[milestone.id]:
            milestone.due_on = days[milestone.id]
            chasing.reset(milestone)


def _set_total(project: Project, text: str | None) -> None:
    project.total_budget = amount_of(text)


def _set_subsidy(project: Project, text: str) -> None:
    project.subsidy = Decimal(text)


def _set_lump_sum(project: Project, value: bool) -> None:
    project.lump_sum = value


def _set_indicators(project: Project, rows: list[Part]) -> None:
    promised = {row["id"]: row["promised"] for row in rows}
    for indicator in project.indicators:
        indicator.promised = promised.get(indicator.id, indicator.promised)


def _set_firm_leader(project: Project, name: str) -> None:
    project.firm_leader = name


def _set_provider_leader(project: Project, name: str) -> None:
    project.provider_leader = name


_SETTERS: dict[str, Callable[[Project, Any], None]] = {
    "ends_on": _set_ends_on,
    "milestones": _set_milestones,
    "total_budget": _set_total,
    "subsidy": _set_subsidy,
    "lump_sum": _set_lump_sum,
    "indicators": _set_indicators,
    "firm_leader": _set_firm_leader,
    "provider_leader": _set_provider_leader,
}
