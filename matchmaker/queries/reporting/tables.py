"""Tables of a report: the months of the year, fields of technology, districts."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from matchmaker.checks.deadlines import months_later
from matchmaker.checks.periods import Period
from matchmaker.messages import N_
from matchmaker.queries.figures import FIGURES, UNSET, Scope, Totals, totals
from matchmaker.queries.reporting.frozen import CHINESE, Document, money
from models import District, Field, db

Cell = str | int | None
Rows = list[list[Cell]]
Parts = Sequence[tuple[str, Scope]]

# key of the figure, what of it, head of the column, unit
COUNTS = (
    ("needs-new", "count", N_("新发布需求"), N_("项")),
    ("achievements-new", "count", N_("新发布成果"), N_("项")),
    ("projects-signed", "count", N_("签订项目"), N_("项")),
    ("agreements", "count", N_("技术合同"), N_("份")),
    ("agreements", "amount", N_("成交额"), "万元"),
    ("agreements", "tech_amount", N_("技术交易额"), "万元"),
)
KEYS = tuple(dict.fromkeys(key for key, *_ in COUNTS))
# title, head of the first column, whether the rows add up: an achievement may belong to several fields
SUMMARIES = {
    "by_month": (N_("本年各月"), N_("月份"), True),
    "by_field": (N_("按技术领域"), N_("技术领域"), False),
    "by_district": (N_("按县区"), N_("县区"), True),
}


def summaries(period: Period) -> list[Document]:
    months, fields, districts = _months(period), _fields(period), _districts(period)
    return [
        summary("by_month", _counted(months)),
        summary("by_field", _given(_counted(fields))),
        summary("by_district", _given(_counted(districts))),
    ]


def summary(key: str, rows: Rows) -> Document:
    title, name, adds_up = SUMMARIES[key]
    columns = [column(name, "text", 14)]
    for _, what, head, unit in COUNTS:
        columns.append(column(head, "count", 11, unit) if what == "count" else column(head, "money", 15, unit))
    total = _total(rows) if adds_up and rows else None
    return table(key, title, columns, rows, N_("本期没有记录。"), total)


def column(title: str, form: str, width: int, unit: str = "") -> Document:
    """`form`: text, count, money (万元) or percent; `width` in signs."""
    return {"title": title, "form": form, "width": width, "unit": unit}


def table(
    key: str, title: str, columns: list[Document], rows: Rows, empty: str, total: list[Cell] | None = None
) -> Document:
    """`empty` is said when there are no rows."""
    return {"key": key, "title": title, "columns": columns, "rows": rows, "total": total, "empty": empty}


def _months(period: Period) -> Parts:
    """From January to the last month of the period."""
    january = date(period.until.year, 1, 1)
    firsts = (months_later(january, month) for month in range(period.until.month))
    return [(f"{first:%Y-%m}", Scope(first, months_later(first, 1) - timedelta(days=1))) for first in firsts]


def _fields(period: Period) -> Parts:
    query = select(Field).where(Field.parent_id.is_(None)).order_by(Field.position)
    found = [(row.label(CHINESE), row.id) for row in db.session.scalars(query)]
    return [(name, Scope(period.since, period.until, field_id=each)) for name, each in [*found, (N_("未注明"), UNSET)]]


def _districts(period: Period) -> Parts:
    query = select(District).order_by(District.position)
    found = [(row.label(CHINESE), row.id) for row in db.session.scalars(query)]
    return [
        (name, Scope(period.since, period.until, district_id=each)) for name, each in [*found, (N_("未注明"), UNSET)]
    ]


def _counted(parts: Parts) -> Rows:
    found = iter(totals([(FIGURES[key], scope) for _, scope in parts for key in KEYS]))
    return [_row(name, {key: next(found) for key in KEYS}) for name, _ in parts]


def _row(name: str, found: dict[str, Totals]) -> list[Cell]:
    return [name, *(_cell(Decimal(getattr(found[key], what)), what) for key, what, *_ in COUNTS)]


def _cell(value: Decimal, what: str) -> Cell:
    return int(value) if what == "count" else money(value)


def _given(rows: Rows) -> Rows:
    """Without those that have nothing to show."""
    return [row for row in rows if any(Decimal(cell or 0) for cell in row[1:])]


def _total(rows: Rows) -> list[Cell]:
    def added(place: int) -> Decimal:
        return sum((Decimal(row[place] or 0) for row in rows), Decimal(0))

    return [N_("合计"), *(_cell(added(place), what) for place, (_, what, *_) in enumerate(COUNTS, 1))]
