"""调度 of the demo data. A report is dated by how many periods ago it was due, so that it fits any day of loading."""

from datetime import date, datetime, timedelta

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import period_of, report_due_on
from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import Row, member, whole
from models import ProgressReport, Project, db
from models.actions import Action
from models.enums import MatchSide, ProjectState
from models.project_enums import ProgressState

Period = tuple[date, date]


def load(context: Context) -> None:
    told = context.grouped("progress_reports", "project")
    for key, project in context.projects.items():
        if project.started_on is None:
            continue
        rows = {int(row["back"]): row for row in told.get(key, [])}
        for back, period in _periods(project, context.stopped.get(key, clock.today()), max(rows, default=0)):
            _report(context, project, period, rows.get(back))
    db.session.flush()


def _periods(project: Project, until: date, earliest: int) -> list[tuple[int, Period]]:
    """Numbered backwards: 1 is the last that was due before the project stopped, 0 and less came after it."""
    last = period_of(project.reporting, until)
    periods = [last]
    while len(periods) < earliest + 3:
        periods.append(period_of(project.reporting, periods[-1][0] - timedelta(days=1)))
    open_ones = sum(_due(project, each) >= until for each in periods)
    numbered = ((index + 1 - open_ones, each) for index, each in enumerate(periods))
    began = project.started_on or clock.today()
    return [(back, each) for back, each in reversed(list(numbered)) if back <= earliest and each[1] >= began]


def _report(context: Context, project: Project, period: Period, row: Row | None) -> None:
    report = ProgressReport(
        project=project,
        period_start=period[0],
        period_end=period[1],
        due_on=_due(project, period),
        state=ProgressState.OWED if project.state is ProjectState.RUNNING else ProgressState.WAIVED,
        created_at=at_hour(max(period[0], project.started_on or period[0]), 6),
    )
    db.session.add(report)
    if row is not None and row["percent"]:
        db.session.flush()
        _submit(context, report, row)


def _submit(context: Context, report: ProgressReport, row: Row) -> None:
    report.state, report.percent, report.side = ProgressState.SUBMITTED, whole(row["percent"]), _side(row)
    report.done, report.problems, report.drop_reason = row["done"], row["problems"], row["drop_reason"]
    report.author = context.speaker_of(report.project, report.side)
    at = at_hour(report.due_on + timedelta(days=int(row["late"] or 0)), 9 + report.id % 8) or clock.now()
    report.submitted_at = at
    context.note(at, report, Action.REPORT, report.author, "OWED", "SUBMITTED", data={"percent": report.percent})
    report.project.percent = report.percent or 0
    if row["help"]:
        _call_for_help(context, report, row, at)


def _call_for_help(context: Context, report: ProgressReport, row: Row, at: datetime) -> None:
    report.help_wanted, report.help_answer = row["help"], row["answer"]
    report.help_waits = not row["answer"]
    if row["answer"]:
        answered = min(at + timedelta(days=int(row["answered_after"])), clock.now())
        report.help_answered_at, report.help_answered_by = answered, report.project.officer
        report.help_promised_on = answered.date() + timedelta(days=int(row["promised_after"]))
        context.note(answered, report, Action.ANSWER_HELP, report.project.officer, "", "")


def _side(row: Row) -> MatchSide:
    return member(MatchSide, row["side"] or "ACHIEVEMENT")


def _due(project: Project, period: Period) -> date:
    return report_due_on(project.reporting, period[1])
