"""The part of a project's plan that a change request is about, as JSON: days in ISO form, amounts as text.

延期 `{ends_on, milestones: [{id, title, due_on}]}` with all milestones that are not confirmed;
经费 `{total_budget, subsidy, lump_sum}`; 指标 `{indicators: [{id, name, promised}]}`;
负责人 `{firm_leader}` or `{provider_leader}`.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from models import Project
from models.enums import MatchSide
from models.project_enums import ChangeKind, MilestoneState

Part = dict[str, Any]
LEADERS = {MatchSide.NEED: "firm_leader", MatchSide.ACHIEVEMENT: "provider_leader"}


def part_of(project: Project, kind: ChangeKind, side: MatchSide) -> Part:
    """As it is now; `side` is the one whose leader is meant."""
    return {LEADERS[side]: getattr(project, LEADERS[side])} if kind is ChangeKind.LEADER else _PARTS[kind](project)


def has_moved(before: Part, now: Part) -> bool:
    """Whether the plan is no longer what the request was written on."""
    return any(now.get(name) != value for name, value in before.items())


def rebased(after: Part, now: Part) -> Part:
    """What is wanted, on the plan as it is now: rows that are gone or confirmed are no longer asked for."""
    return {name: _rebased_value(after.get(name, value), value) for name, value in now.items()}


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def amount_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _extension(project: Project) -> Part:
    rows = [row for row in project.milestones if row.state is not MilestoneState.CONFIRMED]
    return {
        "ends_on": project.ends_on.isoformat() if project.ends_on else None,
        "milestones": [{"id": row.id, "title": row.title, "due_on": row.due_on.isoformat()} for row in rows],
    }


def _funds(project: Project) -> Part:
    total = project.total_budget
    return {
        "total_budget": None if total is None else f"{total:.2f}",
        "subsidy": f"{project.subsidy:.2f}",
        "lump_sum": project.lump_sum,
    }


def _indicators(project: Project) -> Part:
    rows = [{"id": row.id, "name": row.name, "promised": row.promised} for row in project.indicators]
    return {"indicators": rows}


def _rebased_value(wanted: Any, now: Any) -> Any:
    if not isinstance(now, list):
        return wanted
    by_id = {row["id"]: row for row in wanted}
    return [by_id.get(row["id"], row) for row in now]


_PARTS: dict[ChangeKind, Callable[[Project], Part]] = {
    ChangeKind.EXTENSION: _extension,
    ChangeKind.BUDGET: _funds,
    ChangeKind.INDICATORS: _indicators,
}
