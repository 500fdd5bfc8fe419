"""For which periods a project owes a report, and when it does not."""

from datetime import date

import pytest

from matchmaker.services import progress
from matchmaker.services.progress_reports import set_rhythm
from matchmaker.services.projects import move_project
from models import ProgressReport, Project, db
from models.actions import Action
from models.enums import ProjectState
from models.project_enums import ProgressState, Reminder, ReportingPeriod
from tests.factories import ProjectFactory, UserFactory
from tests.factories.projects import ProgressReportFactory, running_project

OWED, SUBMITTED, WAIVED = ProgressState.OWED, ProgressState.SUBMITTED, ProgressState.WAIVED


def periods(project: Project) -> list[tuple[str, str, ProgressState]]:
    rows = db.session.query(ProgressReport).filter_by(project_id=project.id).order_by(ProgressReport.period_start)
    return [(row.period_start.isoformat(), row.period_end.isoformat(), row.state) for row in rows]


def test_with_its_start_a_project_owes_the_report_of_the_month(app, on_day):
    on_day("2026-06-15")
    project = running_project(state=ProjectState.SIGNED)
    move_project(project, Action.START, actor=UserFactory(organization=project.firm))
    assert periods(project) == [("2026-06-01", "2026-06-30", OWED)]
    (row,) = db.session.query(ProgressReport)
    assert row.due_on == date(2026, 7, 3)


def test_the_clock_opens_the_next_period_once(app, on_day):
    on_day("2026-06-15")
    monthly, weekly = running_project(), running_project(reporting=ReportingPeriod.WEEK)
    signed = running_project(state=ProjectState.SIGNED)
    assert progress.open_periods() == 2
    assert progress.open_periods() == 0
    on_day("2026-06-22")
    assert progress.open_periods() == 1
    on_day("2026-07-01")
    assert progress.open_periods() == 2
    assert periods(monthly) == [("2026-06-01", "2026-06-30", OWED), ("2026-07-01", "2026-07-31", OWED)]
    assert periods(weekly) == [
        ("2026-06-15", "2026-06-21", OWED),
        ("2026-06-22", "2026-06-28", OWED),
        ("2026-06-29", "2026-07-05", OWED),
    ]
    assert periods(signed) == []


def test_many_projects_take_few_questions(app, on_day, monkeypatch):
    on_day("2026-06-15")
    monkeypatch.setattr(progress, "AT_ONCE", 3)
    projects = [ProjectFactory(state=ProjectState.RUNNING) for _ in range(8)]
    assert progress.open_periods() == 8
    assert all(periods(project) == [("2026-06-01", "2026-06-30", OWED)] for project in projects)


def test_a_suspended_project_owes_nothing_and_a_resumed_one_does_again(app, on_day):
    on_day("2026-06-15")
    project = running_project()
    ProgressReportFactory(project=project, period_start=date(2026, 4, 1), submitted=True)
    ProgressReportFactory(project=project, period_start=date(2026, 5, 1), reminder=Reminder.AFTER)
    progress.open_periods()
    move_project(project, Action.SUSPEND, actor=project.officer, reason="等待设备进场。")
    assert [state for *_, state in periods(project)] == [SUBMITTED, WAIVED, WAIVED]
    on_day("2026-06-20")
    assert progress.open_periods() == 0
    move_project(project, Action.RESUME, actor=project.officer)
    assert [state for *_, state in periods(project)] == [SUBMITTED, WAIVED, OWED]


@pytest.mark.parametrize("action", [Action.TERMINATE, Action.SUSPEND])
def test_what_rests_or_ends_is_asked_for_nothing(app, on_day, action):
    on_day("2026-06-15")
    project = running_project()
    progress.open_periods()
    move_project(project, action, actor=project.officer, reason="双方协商一致。")
    on_day("2026-07-15")
    assert progress.open_periods() == 0 and [state for *_, state in periods(project)] == [WAIVED]


def test_after_a_change_of_rhythm_periods_follow_without_overlap(app, on_day):
    on_day("2026-06-17")
    project = running_project(reporting=ReportingPeriod.WEEK)
    progress.open_periods()
    set_rhythm(project, ReportingPeriod.MONTH, actor=project.officer)
    assert progress.open_periods() == 0
    on_day("2026-06-22")
    progress.open_periods()
    set_rhythm(project, ReportingPeriod.WEEK, actor=project.officer)
    on_day("2026-07-01")
    progress.open_periods()
    assert [row[:2] for row in periods(project)] == [
        ("2026-06-15", "2026-06-21"),
        ("2026-06-22", "2026-06-30"),
        ("2026-07-01", "2026-07-05"),
    ]
