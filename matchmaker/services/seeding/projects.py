from datetime import date

from matchmaker.adapters import clock
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.milestones import milestone, note_milestones
from matchmaker.services.seeding.reader import Row, member, money, optional
from models import Project, ProjectIndicator, db
from models.actions import Action
from models.enums import CooperationMode, ProjectOrigin, ProjectState
from models.project_enums import ReportingPeriod


def load(context: Context) -> None:
    """Projects stand before their signature; what became of them is told by `course`."""
    milestones = context.grouped("milestones", "project")
    for row in sorted(context.reader.rows("projects"), key=lambda row: row["agreed_on"]):
        project = _project(context, row)
        project.milestones = [milestone(context, i, m) for i, m in enumerate(milestones[row["key"]], 1)]
        db.session.add(project)
        context.projects[row["key"]] = project
        context.courses[row["key"]] = row
        db.session.flush()
        project.officer = context.officer(project)
        context.note(project.created_at, project, Action.CREATE, project.officer, "", "NEGOTIATING")


def load_indicators(context: Context) -> None:
    for key, rows in context.grouped("indicators", "project").items():
        project = context.projects[key]
        project.indicators = [_indicator(position, row) for position, row in enumerate(rows, 1)]
    for project in context.projects.values():
        note_milestones(context, project)


def _project(context: Context, row: Row) -> Project:
    agreed_on = context.reader.day(row["agreed_on"]) or clock.today()
    match = context.matches.get(row["match"])
    firm = context.organizations[row["firm"]]
    thread = match.need.thread if match else _new_thread(context, agreed_on)
    taken = context.serial(f"project-{thread}")
    return Project(
        number=f"P-{thread}" if taken == 1 else f"P-{thread}-{taken}",
        thread=thread,
        title=row["title"],
        origin=member(ProjectOrigin, row["origin"]),
        state=ProjectState.NEGOTIATING,
        match=match,
        need=match.need if match else None,
        achievement=match.achievement if match else None,
        firm=firm,
        provider=context.organizations[row["provider"]],
        firm_leader=row["firm_leader"],
        provider_leader=row["provider_leader"],
        field=context.fields[row["field"]],
        district=firm.district,
        mode=member(CooperationMode, row["mode"]),
        total_budget=money(row["total_budget"]),
        subsidy=money(row["subsidy"] or "0"),
        lump_sum=row["lump_sum"] == "YES",
        reporting=optional(ReportingPeriod, row["reporting"]) or ReportingPeriod.MONTH,
        starts_on=context.reader.day(row["starts_on"]),
        ends_on=context.reader.day(row["ends_on"]),
        created_at=context.reader.moment(row["agreed_on"], 17),
    )


def _new_thread(context: Context, day: date) -> str:
    return f"{day.year}-{context.serial(f'thread-{day.year}'):04d}"


def _indicator(position: int, row: Row) -> ProjectIndicator:
    met = {"YES": True, "NO": False, "": None}[row["met"]]
    return ProjectIndicator(
        position=position, name=row["name"], promised=row["promised"], reached=row["reached"], met=met
    )
