"""What a project's page shows of its state and of the thread it belongs to."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from matchmaker.policies import agreement as agreement_policy
from matchmaker.policies.parties import parties
from matchmaker.web.filters import label
from matchmaker.web.guards import actor
from matchmaker.workflows.project import PROJECT
from models import Project
from models.actions import Action
from models.enums import ProjectState

WAY = (
    ProjectState.NEGOTIATING,
    ProjectState.SIGNED,
    ProjectState.RUNNING,
    ProjectState.ACCEPTANCE,
    ProjectState.COMPLETED,
)
ELSEWHERE = (Action.SIGN, Action.APPLY_ACCEPTANCE, Action.COMPLETE)


def steps(project: Project) -> list[tuple[Any, str]]:
    """For the macro `steps`; a suspended or terminated project stops where it stood."""
    stopped = project.state in (ProjectState.SUSPENDED, ProjectState.TERMINATED)
    reached = WAY.index(_stood(project)) if stopped else WAY.index(project.state)
    states = ["done" if place < reached else "todo" for place in range(len(WAY))]
    states[reached] = "stopped" if stopped else "done" if project.state is ProjectState.COMPLETED else "current"
    names = [label(project.state if stopped and place == reached else state) for place, state in enumerate(WAY)]
    return list(zip(names, states, strict=True))


def thread(project: Project, here: type = Project) -> list[dict[str, Any]]:
    """For the macro `thread`: need → achievement → match or bid → project → agreement, seen from the page of `here`;
    an offline deal begins at the project."""
    before = (
        _stop(_l("需求"), project.need, "needs.show", "need_id"),
        _stop(_l("成果"), project.achievement, "achievements.show", "achievement_id"),
        _stop(_l("对接"), project.match, "matches.show", "match_id", project.match and project.match.origin),
        _stop(_l("揭榜"), project.bid, "bids.show", "bid_id", project.origin),
    )
    stops = [stop for stop in before if stop["number"]]
    signed = project.agreement is not None and agreement_policy.can_view(actor(), project.agreement)
    own = _stop(_l("项目"), project, "projects.show", "project_id")
    last = _agreement_stop(project) if signed else _nothing(_l("合同"))
    (own if here is Project else last).update(url=None, progress="current")
    return [*stops, own, last]


def moves(project: Project) -> set[str]:
    """Names of the steps of the table open to the actor; signing goes with the agreement, the end with acceptance."""
    found = PROJECT.allowed(project.state, parties(actor(), project))
    return {step.action.name for step in found if step.action not in ELSEWHERE}


def _stood(project: Project) -> ProjectState:
    if project.state is ProjectState.SUSPENDED:
        return ProjectState.RUNNING
    return ProjectState.NEGOTIATING if project.agreement is None else ProjectState.RUNNING


def _stop(kind: Any, row: Any, endpoint: str, argument: str, origin: Any = None) -> dict[str, Any]:
    if row is None:
        return _nothing(kind)
    return {
        "kind": kind,
        "number": row.number,
        "title": label(origin) if origin else row.title,
        "url": url_for(endpoint, **{argument: row.id}),
        "state": row.state,
        "progress": "done",
    }


def _agreement_stop(project: Project) -> dict[str, Any]:
    agreement = project.agreement
    return {
        "kind": _l("合同"),
        "number": "",
        "title": agreement.contract_no,
        "url": url_for("agreements.show", agreement_id=agreement.id),
        "state": agreement.state,
        "progress": "done",
    }


def _nothing(kind: Any) -> dict[str, Any]:
    return {"kind": kind, "number": "", "title": "", "url": None, "state": None, "progress": "todo"}
