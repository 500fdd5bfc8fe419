"""验收 of the demo data: application, check of the documents, experts' opinions, conclusion."""

from datetime import datetime
from typing import Any

from matchmaker.adapters import clock
from matchmaker.checks.accepted_plan import kept_plan
from matchmaker.services.acceptance_rules import results_of
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Row, member, optional
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.acceptance import ACCEPTANCE
from matchmaker.workflows.need import NEED
from matchmaker.workflows.project import PROJECT
from models import Acceptance, AcceptanceOpinion, Project, db
from models.actions import Action
from models.project_enums import AcceptanceState, AcceptanceVerdict, MilestoneState


def load_of(context: Context, key: str, project: Project) -> None:
    told = sorted(context.told("acceptances", "project", key), key=lambda row: row["number"])
    opinions = context.told("acceptance_opinions", "project", key)
    for row in told:
        acceptance = _apply(context, project, row)
        context.stopped[key] = acceptance.applied_at.astimezone(clock.CITY_ZONE).date()
        own = [each for each in opinions if each["number"] == row["number"]]
        _check(context, acceptance, row)
        acceptance.opinions = [_opinion(context, acceptance, each) for each in own]
        if row["verdict"]:
            _conclude(context, acceptance, row)


def _apply(context: Context, project: Project, row: Row) -> Acceptance:
    at, author = _at(context, row["applied_on"], 10), context.author_of(project.provider)
    acceptance = Acceptance(
        project=project,
        number=int(row["number"]),
        state=AcceptanceState.APPLIED,
        summary=row["summary"],
        indicators=_results(project, dict(_told(row["unreached"]))),
        exceptions=[{"about": about, "reason": reason} for about, reason in _told(row["exception"])],
        plan=_plan(project, at),
        applied_by=author,
        applied_at=at,
        created_at=at,
    )
    db.session.add(acceptance)
    advance(context, PROJECT, project, Action.APPLY_ACCEPTANCE, at, author)
    context.note(at, acceptance, Action.APPLY_ACCEPTANCE, author, "", AcceptanceState.APPLIED.name)
    return acceptance


def _plan(project: Project, at: datetime) -> Row:
    """What was done only later was still open."""
    plan = kept_plan(project)
    for each in plan["milestones"]:
        if (each["done_on"] or "") > at.astimezone(clock.CITY_ZONE).date().isoformat():
            each |= {"done_on": None, "state": MilestoneState.OPEN.name}
    return plan


def _results(project: Project, unreached: dict[str, str]) -> list[dict[str, Any]]:
    """As they stand at the end, but for what was not reached yet."""
    results = results_of(project)
    for each in results:
        if each["name"] in unreached:
            each |= {"reached": unreached[each["name"]], "met": False}
    return results


def _told(text: str) -> list[list[str]]:
    """`title of a milestone=why it was still open`, `name of an indicator=what was said of it then`."""
    return [pair.split("=", 1) for pair in text.split(";") if pair]


def _check(context: Context, acceptance: Acceptance, row: Row) -> None:
    if not row["checked_on"]:
        return
    at, officer = _at(context, row["checked_on"], 15), acceptance.project.officer
    acceptance.checked_at, acceptance.check_note = at, row["check_note"]
    action = Action.RETURN_ACCEPTANCE if row["returned"] else Action.PASS_DOCUMENTS
    advance(context, ACCEPTANCE, acceptance, action, at, officer, row["check_note"])


def _opinion(context: Context, acceptance: Acceptance, row: Row) -> AcceptanceOpinion:
    expert, officer = context.experts[row["expert"]], acceptance.project.officer
    named = acceptance.checked_at
    context.note(named, acceptance, Action.NAME_EXPERT, officer, data={"about": expert.name})
    given_at = context.reader.moment(row["given_on"], 11)
    context.note(given_at, acceptance, Action.GIVE_VERDICT, expert)
    return AcceptanceOpinion(
        expert=expert,
        verdict=optional(AcceptanceVerdict, row["verdict"]),
        text=row["text"],
        given_at=given_at,
        created_at=named,
    )


def _conclude(context: Context, acceptance: Acceptance, row: Row) -> None:
    at, project = _at(context, row["concluded_on"], 16), acceptance.project
    acceptance.verdict, acceptance.conclusion = member(AcceptanceVerdict, row["verdict"]), row["conclusion"]
    acceptance.concluded_by, acceptance.concluded_at = project.officer, at
    told = {"verdict": acceptance.verdict.name}
    advance(context, ACCEPTANCE, acceptance, Action.CONCLUDE, at, project.officer, row["conclusion"], data=told)
    if acceptance.verdict is AcceptanceVerdict.FAILED:
        advance(context, PROJECT, project, Action.FAIL_ACCEPTANCE, at, project.officer, row["conclusion"])
    else:
        advance(context, PROJECT, project, Action.COMPLETE, at, project.officer)
        project.completed_on = at.astimezone(clock.CITY_ZONE).date()
        if project.need is not None:
            advance(context, NEED, project.need, Action.FULFIL, at, project.officer)


def _at(context: Context, text: str, hour: int) -> datetime:
    return context.reader.moment(text, hour) or clock.now()
