"""跟踪回访: both parties of a completed project are asked after 6 and 12 months what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import FOLLOW_UP_DAYS, FOLLOW_UP_MONTHS, months_later
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.notify import Deadline, members_of, tell, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.acceptance import FOLLOW_UP
from models import FollowUp, Project, User, db
from models.actions import Action
from models.project_enums import FollowUpState, Reminder

MOST_JOBS = 100_000
ASK = N_("合作项目 %(number)s“%(title)s”完成已满 %(months)s 个月，请填报回访：销售、就业和后续合作，约需两分钟。")
ENTRY = N_("填报回访：%(number)s")
AGAIN = N_("合作项目 %(number)s“%(title)s”的 %(months)s 个月回访还没有填报，请抽空填写。")
ANSWERED = N_("%(organization)s填报了合作项目 %(number)s 的 %(months)s 个月回访。")


@dataclass(frozen=True)
class Answer:
    """`sales` in 万元 since the completion or the last answer; `jobs` created; whether the cooperation goes on."""

    sales: Decimal | None
    jobs: int | None
    goes_on: bool | None
    remark: str = ""


def answer_faults(answer: Answer) -> list[Invalid]:
    return list(_faults(answer))


def schedule(project: Project) -> None:
    """Inside the transaction that completes the project."""
    if project.completed_on is None:
        raise ValueError("a project that is not completed has no follow-ups")
    for months in FOLLOW_UP_MONTHS:
        for organization in (project.firm, project.provider):
            due = months_later(project.completed_on, months)
            db.session.add(FollowUp(project=project, organization=organization, months=months, due_on=due))


def answer_follow_up(row: FollowUp, answer: Answer, *, actor: User, version: int | None = None) -> FollowUp:
    """Raises Invalid, Refused (not asked yet, answered already), Forbidden, Conflict."""
    lock(row)
    expect_version(row, version)
    for fault in answer_faults(answer):
        raise fault
    perform(FOLLOW_UP, row, Action.ANSWER_FOLLOW_UP, actor)
    row.sales, row.jobs, row.goes_on, row.remark = answer.sales, answer.jobs, answer.goes_on, answer.remark
    row.answered_by, row.answered_at = actor, clock.now()
    officer = [row.project.officer] if row.project.officer else []
    tell(officer, ANSWERED, row.project, organization=row.organization.name, **_words(row))
    commit()
    return row


def ask_for_follow_ups() -> int:
    """What the clock brings: those whose day has come are asked, those who kept silent are asked once more."""
    asked = sum(_ask(row_id) for row_id in _due(FollowUpState.WAITING, 0, Reminder.NONE))
    return asked + sum(_remind(row_id) for row_id in _due(FollowUpState.ASKED, FOLLOW_UP_DAYS, Reminder.BEFORE))


def _due(state: FollowUpState, days: int, reminder: Reminder) -> list[int]:
    before = clock.today() - timedelta(days=days)
    query = select(FollowUp.id).where(FollowUp.state == state, FollowUp.due_on <= before, FollowUp.reminder == reminder)
    return list(db.session.scalars(query.order_by(FollowUp.id)))


def _ask(row_id: int) -> bool:
    row = db.session.get_one(FollowUp, row_id)
    lock(row)
    if row.state is not FollowUpState.WAITING:
        db.session.rollback()
        return False
    row.state, row.reminder = FollowUpState.ASKED, Reminder.BEFORE
    until = clock.end_of_day(max(row.due_on, clock.today()) + timedelta(days=FOLLOW_UP_DAYS))
    deadline = Deadline(f"follow-up-{row.id}", ENTRY, until, f"/follow-ups/{row.id}")
    tell_and_write(members_of(row.organization), ASK, row, deadline=deadline, **_words(row))
    commit()
    return True


def _remind(row_id: int) -> bool:
    row = db.session.get_one(FollowUp, row_id)
    lock(row)
    if row.state is not FollowUpState.ASKED or row.reminder is not Reminder.BEFORE:
        db.session.rollback()
        return False
    row.reminder = Reminder.AFTER
    tell_and_write(members_of(row.organization), AGAIN, row, **_words(row))
    commit()
    return True


def _faults(answer: Answer) -> Iterator[Invalid]:
    if answer.sales is None:
        yield Invalid(N_("请填写销售额，没有请填 0。"), field="sales")
    if answer.jobs is None:
        yield Invalid(N_("请填写就业人数，没有请填 0。"), field="jobs")
    elif not 0 <= answer.jobs <= MOST_JOBS:
        yield Invalid(N_("就业人数应在 0 到 %(most)s 之间。"), field="jobs", most=MOST_JOBS)
    if answer.goes_on is None:
        yield Invalid(N_("请选择合作是否继续。"), field="goes_on")


def _words(row: FollowUp) -> dict[str, Any]:
    return {"number": row.project.number, "title": row.project.title, "months": row.months}
