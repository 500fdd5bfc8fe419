"""调度: what a side reports of a period, and what the bureau answers to a call for help."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.progress import can_correct, can_set_rhythm
from matchmaker.policies.project import side_of
from matchmaker.services import events
from matchmaker.services.notify import tell, tell_and_write
from matchmaker.services.progress_rules import FULL, HelpAnswer, ReportContent, answer_faults, report_faults
from matchmaker.services.project_people import both_sides, officers_of
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.project import PROGRESS
from models import ProgressReport, Project, User, db
from models.actions import Action
from models.enums import MatchSide
from models.project_enums import ProgressState, ReportingPeriod

SAID = ("percent", "done", "problems", "drop_reason", "help_wanted")
ALREADY_IN = N_(
    "本期报告已由%(name)s（%(organization)s）于 %(day)s 提交，您的内容没有保存；需要补充请与对方联系，由其更正。"
)
NOT_YET = N_("这一期从 %(day)s 开始，还不能填报。")
REPORTED = N_("合作项目 %(number)s“%(title)s”已报 %(period)s 进展：总体进度 %(percent)s%%。")
HELP_WANTED = N_("合作项目 %(number)s“%(title)s”求助科技局：%(text)s")
HELP_ANSWERED = N_("科技局已答复合作项目 %(number)s“%(title)s”的求助，承诺 %(day)s 前办结：%(text)s")
RHYTHM_SET = N_("合作项目 %(number)s“%(title)s”的调度周期改为%(reporting)s，从下一期起执行。")


def report(row: ProgressReport, content: ReportContent, *, actor: User) -> ProgressReport:
    """Hand in what one side says of the period, for both. Raises Invalid, Refused (handed in already), Forbidden."""
    _hold(row)
    side = _expect_side(row, actor)
    if row.state is ProgressState.SUBMITTED:
        raise _already_in(row)
    if row.period_start > clock.today():
        raise Refused(NOT_YET, day=row.period_start.isoformat())
    _expect_sound(row, content)
    perform(PROGRESS, row, Action.REPORT, actor, data={"percent": content.percent})
    row.side, row.author, row.submitted_at = side, actor, clock.now()
    _say(row, content)
    others = [user for user in both_sides(row.project) if user.id != actor.id]
    tell(others, REPORTED, row, **_words(row), period=period_text(row), percent=row.percent)
    commit()
    return row


def correct(row: ProgressReport, content: ReportContent, *, actor: User, version: int | None = None) -> ProgressReport:
    """By the side that handed it in, until the next one is. The old words go into the log."""
    _hold(row)
    expect_version(row, version)
    if not can_correct(actor, row):
        raise Forbidden()
    if next_submitted(row) is not None:
        raise Refused(N_("下一期报告已经提交，本期不能再更正。"))
    if row.help_answered_at is not None and content.help_wanted != row.help_wanted:
        raise Invalid(N_("求助已经答复，不能再改；有新的求助请写在下一期。"), field="help_wanted")
    _expect_sound(row, content)
    events.record(row, Action.CORRECT_REPORT, actor, data={name: getattr(row, name) for name in SAID})
    _say(row, content)
    commit()
    return row


def answer_help(row: ProgressReport, answer: HelpAnswer, *, actor: User, version: int | None = None) -> ProgressReport:
    """An officer's answer, with the day for which it is promised; both sides hear of it."""
    _hold(row)
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if row.help_answered_at is not None:
        raise _already_answered(row)
    expect_version(row, version)
    if not row.help_waits:
        raise Refused(N_("这份报告没有求助。"))
    for fault in answer_faults(answer, clock.today()):
        raise fault
    row.help_answer, row.help_promised_on = answer.text, answer.promised_on
    row.help_answered_by, row.help_answered_at, row.help_waits = actor, clock.now(), False
    events.record(row, Action.ANSWER_HELP, actor)
    words = {**_words(row), "text": answer.text, "day": str(answer.promised_on)}
    tell_and_write(both_sides(row.project), HELP_ANSWERED, row, **words)
    commit()
    return row


def set_rhythm(project: Project, reporting: ReportingPeriod, *, actor: User) -> Project:
    """By an officer, from the next period on: what is owed now stays as it is."""
    lock(project)
    if not can_set_rhythm(actor, project):
        raise Forbidden()
    if project.reporting is not reporting:
        events.record(project, Action.EDIT, actor, data={"reporting": [project.reporting.name, reporting.name]})
        project.reporting = reporting
        words = {"number": project.number, "title": project.title, "reporting": reporting}
        tell(both_sides(project), RHYTHM_SET, project, **words)
    commit()
    return project


def previous_submitted(row: ProgressReport) -> ProgressReport | None:
    """The last report on a period before this one."""
    return _neighbour(row, ProgressReport.period_end < row.period_start, ProgressReport.period_end.desc())


def next_submitted(row: ProgressReport) -> ProgressReport | None:
    return _neighbour(row, ProgressReport.period_start > row.period_end, ProgressReport.period_start)


def percent_before(row: ProgressReport) -> int:
    before = previous_submitted(row)
    return before.percent or 0 if before else 0


def most_percent(row: ProgressReport) -> int:
    """What a late report may say: no more than the next one, unless that one gave a reason for falling."""
    after = next_submitted(row)
    return FULL if after is None or after.percent is None or after.drop_reason else after.percent


def period_text(row: ProgressReport) -> str:
    return f"{row.period_start.isoformat()} — {row.period_end.isoformat()}"


def _neighbour(row: ProgressReport, side: Any, order: Any) -> ProgressReport | None:
    query = select(ProgressReport).where(
        ProgressReport.project_id == row.project_id, ProgressReport.state == ProgressState.SUBMITTED, side
    )
    return db.session.scalar(query.order_by(order).limit(1))


def _hold(row: ProgressReport) -> None:
    """The project first, in the order of its own steps."""
    lock(row.project)
    lock(row)


def _expect_side(row: ProgressReport, actor: User) -> MatchSide:
    side = side_of(actor, row.project)
    if side is None:
        raise Forbidden()
    return side


def _expect_sound(row: ProgressReport, content: ReportContent) -> None:
    for fault in report_faults(content, percent_before(row), most_percent(row)):
        raise fault


def _already_in(row: ProgressReport) -> Refused:
    name = row.author.name if row.author else ""
    organization = row.project.organization_of(row.side).name if row.side else ""
    return Refused(ALREADY_IN, name=name, organization=organization, day=_minute(row.submitted_at))


def _already_answered(row: ProgressReport) -> Refused:
    name = row.help_answered_by.name if row.help_answered_by else ""
    return Refused(
        N_("这项求助已由%(name)s于 %(day)s 答复，您的答复没有保存。"), name=name, day=_minute(row.help_answered_at)
    )


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(clock.CITY_ZONE):%Y-%m-%d %H:%M}" if moment else ""


def _say(row: ProgressReport, content: ReportContent) -> None:
    asked_before, before = row.help_wanted, percent_before(row)
    for name in SAID:
        setattr(row, name, getattr(content, name))
    if (content.percent or 0) >= before:
        row.drop_reason = ""
    if row.help_answered_at is None:
        row.help_waits = bool(content.help_wanted)
    if next_submitted(row) is None and content.percent is not None:
        row.project.percent = content.percent
    if row.help_waits and row.help_wanted != asked_before:
        _call_for_help(row)


def _call_for_help(row: ProgressReport) -> None:
    tell_and_write(officers_of(row.project), HELP_WANTED, row, **_words(row), text=row.help_wanted)


def _words(row: ProgressReport) -> dict[str, Any]:
    return {"number": row.project.number, "title": row.project.title}
