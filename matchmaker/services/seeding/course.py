"""What became of the demo projects: signed, begun, ended. Each step goes through the machine."""

from datetime import datetime, timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding.acceptances import load_of
from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import Row
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.project import PROJECT
from models import Project
from models.actions import Action
from models.enums import ProjectState as S

BEGUN = (S.RUNNING, S.ACCEPTANCE, S.COMPLETED, S.SUSPENDED)
STOPPED = {S.SUSPENDED: Action.SUSPEND, S.TERMINATED: Action.TERMINATE}


def load(context: Context) -> None:
    for key, row in context.courses.items():
        project = context.projects[key]
        if project.agreement is not None:
            _run(context, key, project, row)
            _expect(project, S[row["state"]])


def _run(context: Context, key: str, project: Project, row: Row) -> None:
    final = S[row["state"]]
    assert project.agreement is not None
    signed = project.agreement.created_at + timedelta(minutes=12)
    advance(context, PROJECT, project, Action.SIGN, signed, project.officer)
    if final in BEGUN or row["stopped_on"]:
        _start(context, project, signed)
    load_of(context, key, project)
    if final in STOPPED:
        _stop(context, key, project, row, STOPPED[final])


def _start(context: Context, project: Project, signed: datetime) -> None:
    assert project.signed_on is not None
    project.started_on = max(project.signed_on, min(project.starts_on or project.signed_on, clock.today()))
    at = max(signed + timedelta(minutes=5), min(at_hour(project.started_on, 9) or signed, clock.now()))
    advance(context, PROJECT, project, Action.START, at, project.officer)


def _stop(context: Context, key: str, project: Project, row: Row, action: Action) -> None:
    at = context.reader.moment(row["stopped_on"], 15) or clock.now()
    advance(context, PROJECT, project, action, at, project.officer, row["reason"])
    context.stopped[key] = at.astimezone(clock.CITY_ZONE).date()
    if action is Action.TERMINATE:
        project.termination_reason = row["reason"]


def _expect(project: Project, state: S) -> None:
    if project.state is not state:
        raise ValueError(f"{project.number} is told to be {state.name}, but came to {project.state.name}")
