"""一周一调度: the live projects with their lights, what was reported, help wanted, what is overdue."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.checks.deadlines import Duty
from matchmaker.checks.periods import Period
from matchmaker.messages import N_
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from matchmaker.queries.dispatch import LIGHTS, Row, rows_of
from matchmaker.queries.reporting.frozen import CHINESE, Document, day, say
from matchmaker.queries.reporting.tables import Cell, Rows, column, table
from matchmaker.workflows.project import LIVE
from models import Agreement, Milestone, Payment, ProgressReport, Project, db
from models.project_enums import ProgressState

NAMES = {
    Duty.REPORT: N_("进展报告"),
    Duty.MILESTONE: N_("里程碑"),
    Duty.PAYMENT: N_("到款"),
    Duty.REGISTRATION: N_("合同登记"),
}
PARTIES = (joinedload(Project.firm), joinedload(Project.provider))
# title, further columns with their width in signs, what is said when there is nothing
FIRST = ((N_("项目编号"), 13), (N_("项目名称"), 26), (N_("企业"), 20), (N_("承担单位"), 18))
TABLES = {
    "projects": (
        N_("在研项目一览"),
        ((N_("状态"), 10), (N_("进度"), 7), *((name, 9) for name in NAMES.values())),
        N_("目前没有在研项目。"),
    ),
    "reports": (
        N_("本期进展报告"),
        ((N_("报送日期"), 11), (N_("进度"), 7), (N_("完成情况"), 36), (N_("存在问题"), 28)),
        N_("本期没有报送的进展报告。"),
    ),
    "help": (
        N_("求助科技局事项"),
        ((N_("提出日期"), 11), (N_("求助内容"), 32), (N_("答复"), 32), (N_("承诺办结"), 11)),
        N_("没有待答复的求助，本期也没有新的答复。"),
    ),
    "overdue": (
        N_("逾期事项"),
        ((N_("事项"), 10), (N_("内容"), 28), (N_("应完成日期"), 11), (N_("逾期天数"), 9)),
        N_("没有逾期事项。"),
    ),
}


def dispatch(period: Period) -> list[Document]:
    """As of today, with the reports and the answers of the period."""
    live = select(Project).where(Project.state.in_(LIVE)).order_by(Project.number).options(*PARTIES)
    rows = rows_of(list(db.session.scalars(live)))
    return [
        listing("projects", [_project(row) for row in rows]),
        listing("reports", _reports(period)),
        listing("help", _help(period)),
        listing("overdue", _overdue(clock.today())),
    ]


def lights(table: Document) -> list[list[str]]:
    """How many projects of the dispatch list stand at each light, the worst first."""
    names = [each.label(CHINESE) for each in LIGHTS]
    worst = [
        min((names.index(cell) for cell in row[-len(NAMES) :] if cell in names), default=2) for row in table["rows"]
    ]
    return [[name, str(worst.count(place))] for place, name in enumerate(names)]


def listing(key: str, rows: Rows) -> Document:
    title, further, empty = TABLES[key]
    columns = [column(name, "text", width) for name, width in (*FIRST, *further)]
    return table(key, title, columns, rows, empty)


def _project(row: Row) -> list[Cell]:
    lights = [row.signals[duty].light.label(CHINESE) if duty in row.signals else "—" for duty in NAMES]
    return [*_named(row.project), row.project.state.label(CHINESE), f"{row.project.percent}%", *lights]


def _named(row: Project) -> list[str]:
    return [row.number, row.title, row.firm.name, row.provider.name]


def _within(moment: Any, period: Period) -> Any:
    first = datetime.combine(period.since, time(), CITY_ZONE)
    return and_(moment >= first, moment < datetime.combine(period.until + timedelta(days=1), time(), CITY_ZONE))


def _asked(*rules: Any) -> Sequence[ProgressReport]:
    query = select(ProgressReport).where(*rules).order_by(ProgressReport.submitted_at, ProgressReport.id)
    return db.session.scalars(query.options(joinedload(ProgressReport.project).options(*PARTIES))).all()


def _reports(period: Period) -> Rows:
    found = _asked(ProgressReport.state == ProgressState.SUBMITTED, _within(ProgressReport.submitted_at, period))
    return [
        [*_named(row.project), day(row.submitted_at), f"{row.percent}%", row.done, row.problems or "—"] for row in found
    ]


def _help(period: Period) -> Rows:
    """What still waits, and what was answered in the period."""
    wanted = or_(ProgressReport.help_waits, _within(ProgressReport.help_answered_at, period))
    return [
        [
            *_named(row.project),
            day(row.submitted_at),
            row.help_wanted,
            row.help_answer or N_("待答复"),
            day(row.help_promised_on) or "—",
        ]
        for row in _asked(ProgressReport.help_wanted != "", wanted)
    ]


def _overdue(today: date) -> Rows:
    """What has been overdue for longest comes first."""
    late = [(owed.due_on(day), owed, row) for owed in duties.ALL for row, day in _late(owed, today)]
    late.sort(key=lambda each: each[0])
    return [
        [
            *_named(row.project),
            NAMES[owed.duty],
            _what(row),
            day(due),
            say(N_("%(days)s 天"), days=(today - due).days),
        ]
        for due, owed, row in late
    ]


def _late(owed: Owed, today: date) -> Any:
    query = select(owed.model, owed.day).where(owed.rule, owed.overdue(today)).order_by(owed.model.id)
    return db.session.execute(query.options(joinedload(owed.model.project).options(*PARTIES)))


def _what(row: ProgressReport | Milestone | Payment | Agreement) -> str:
    if isinstance(row, ProgressReport):
        return say(N_("%(since)s 至 %(until)s"), since=row.period_start, until=row.period_end)
    return row.contract_no if isinstance(row, Agreement) else row.title
