"""目标任务 in a report: the targets of the year, with what was reached by the last day of the period."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from matchmaker.checks.pace import pace
from matchmaker.checks.periods import Period
from matchmaker.messages import N_
from matchmaker.queries import targets
from matchmaker.queries.figures import totals
from matchmaker.queries.reporting.frozen import CHINESE, Document, money
from matchmaker.queries.reporting.tables import Cell, Rows, column, table
from matchmaker.queries.targets import TargetRow

COLUMNS = (
    (N_("责任单位"), "text", 17),
    (N_("县区"), "text", 10),
    (N_("指标"), "text", 20),
    (N_("计量单位"), "text", 9),
    (N_("年度目标"), "text", 13),
    (N_("累计完成"), "text", 13),
    (N_("完成率"), "text", 9),
    (N_("序时进度"), "text", 9),
    (N_("进展"), "text", 18),
)


def goals(period: Period) -> Document:
    """Counted from the first of January."""
    return listing(_rows(period.until))


def listing(rows: Rows) -> Document:
    columns = [column(*each) for each in COLUMNS]
    return table("targets", N_("目标任务"), columns, rows, N_("本年没有设定目标任务。"))


def _rows(until: date) -> Rows:
    found = targets.of_year(until.year)
    counted = totals([(row.indicator.figure, replace(row.scope, until=until)) for row in found])
    pairs = zip(found, counted, strict=True)
    return [_row(row, each.value(row.indicator.figure.measure), until) for row, each in pairs]


def _row(row: TargetRow, actual: Decimal, until: date) -> list[Cell]:
    target, stands = row.target, pace(until.year, until, row.target.goal, actual)
    return [
        target.unit,
        target.district.label(CHINESE) if target.district else "—",
        row.indicator.title,
        row.indicator.unit,
        _number(target.goal, row),
        _number(actual, row),
        _percent(stands.reached),
        _percent(stands.expected),
        stands.standing.label(CHINESE),
    ]


def _number(value: Decimal, row: TargetRow) -> str:
    return money(value) or "" if row.indicator.is_amount else f"{value:.0f}"


def _percent(share: float) -> str:
    return f"{share:.0%}"
