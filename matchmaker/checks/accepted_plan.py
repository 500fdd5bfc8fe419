"""A project's plan as it was when its acceptance was applied for: kept as JSON, days in ISO form, amounts as text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from matchmaker.checks.plan_parts import amount_of, day_of
from models import Milestone, Project
from models.project_enums import MilestoneState


@dataclass(frozen=True)
class AcceptedMilestone:
    title: str
    due_on: date
    done_on: date | None
    state: MilestoneState


@dataclass(frozen=True)
class AcceptedPlan:
    """`total_budget` in 万元."""

    firm_leader: str
    provider_leader: str
    starts_on: date | None
    ends_on: date | None
    total_budget: Decimal | None
    milestones: list[AcceptedMilestone]


def kept_plan(project: Project) -> dict[str, Any]:
    return {
        "firm_leader": project.firm_leader,
        "provider_leader": project.provider_leader,
        "starts_on": _text(project.starts_on),
        "ends_on": _text(project.ends_on),
        "total_budget": None if project.total_budget is None else f"{project.total_budget:.2f}",
        "milestones": [_kept_milestone(row) for row in project.milestones],
    }


def accepted_plan(kept: dict[str, Any]) -> AcceptedPlan:
    """From what `kept_plan` gave."""
    days = {name: day_of(kept[name]) for name in ("starts_on", "ends_on")}
    milestones = [_milestone(row) for row in kept["milestones"]]
    return AcceptedPlan(**{**kept, **days, "total_budget": amount_of(kept["total_budget"]), "milestones": milestones})


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _kept_milestone(row: Milestone) -> dict[str, str | None]:
    return {"title": row.title, "due_on": _text(row.due_on), "done_on": _text(row.done_on), "state": row.state.name}


def _milestone(row: dict[str, str]) -> AcceptedMilestone:
    due_on, state = date.fromisoformat(row["due_on"]), MilestoneState[row["state"]]
    return AcceptedMilestone(row["title"], due_on, day_of(row["done_on"]), state)
