"""The content of a report: one document that needs nothing else to be shown."""

from matchmaker.adapters import clock
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.checks.periods import Period
from matchmaker.messages import N_
from matchmaker.queries.figures import FIGURES, Scope, Totals, totals
from matchmaker.queries.reporting.dispatch import dispatch, lights
from matchmaker.queries.reporting.frozen import Document, figure_entry, say
from matchmaker.queries.reporting.goals import goals
from matchmaker.queries.reporting.tables import summaries
from matchmaker.settings import settings
from models.project_enums import SnapshotKind

FORMAT = 1
TITLES = {
    SnapshotKind.WEEKLY: N_("%(city)s产学研合作项目调度表（%(period)s）"),
    SnapshotKind.MONTHLY: N_("%(city)s产学研合作统计月报（%(period)s）"),
    SnapshotKind.HALF_YEAR: N_("%(city)s产学研合作统计半年报（%(period)s）"),
    SnapshotKind.YEAR: N_("%(city)s产学研合作统计年报（%(period)s）"),
}
# column of the table by month, title
MONTHLY_CHARTS = (
    (1, N_("各月新发布需求（项）")),
    (2, N_("各月新发布成果（项）")),
    (3, N_("各月签订项目（项）")),
    (5, N_("各月成交额（万元）")),
)


def content(period: Period, number: str) -> Document:
    """All figures of the period as they stand now, with those of the period before and of a year before."""
    tables = dispatch(period) if period.kind is SnapshotKind.WEEKLY else [*summaries(period), goals(period)]
    return document(period, number, figures(period), tables)


def document(period: Period, number: str, figures: list[Document], tables: list[Document]) -> Document:
    now, name = clock.now().astimezone(CITY_ZONE), say(period.name.message, **period.name.params)
    return {
        "format": FORMAT,
        "number": number,
        "kind": period.kind.name,
        "title": say(TITLES[period.kind], city=settings["CITY"], period=name),
        "publisher": say(N_("%(city)s科学技术局"), city=settings["CITY"]),
        "period": period_entry(period),
        "previous": period_entry(period.previous),
        "year_before": period_entry(period.year_before),
        "taken_at": f"{now:%Y-%m-%d %H:%M:%S}",
        "figures": figures,
        "tables": tables,
        "charts": _charts(tables),
    }


def period_entry(period: Period) -> Document:
    name = say(period.name.message, **period.name.params)
    return {"name": name, "since": period.since.isoformat(), "until": period.until.isoformat()}


def figures(period: Period) -> list[Document]:
    dated = [figure for figure in FIGURES.values() if not figure.open_now]
    scopes = (Scope(each.since, each.until) for each in (period.previous, period.year_before))
    found = iter(totals([(figure, scope) for scope in scopes for figure in dated]))
    previous: dict[str, Totals] = {figure.key: next(found) for figure in dated}
    before: dict[str, Totals] = {figure.key: next(found) for figure in dated}
    scope = Scope(period.since, period.until)
    return [figure_entry(each, scope, previous.get(key), before.get(key)) for key, each in FIGURES.items()]


def _charts(tables: list[Document]) -> list[Document]:
    by_key = {table["key"]: table for table in tables}
    if "projects" in by_key:
        points = lights(by_key["projects"])
        return [chart("lights", N_("在研项目红绿灯（项，按各事项中最差的计）"), "column", points)]
    months = by_key["by_month"]["rows"]
    charts = [
        chart(f"month-{place}", title, "column", [[_month(row[0]), str(row[place])] for row in months])
        for place, title in MONTHLY_CHARTS
    ]
    return [*charts, _bars(by_key["by_field"], 1), _bars(by_key["by_district"], 5)]


def _month(name: str) -> str:
    """1月 of 2026-01."""
    return say(N_("%(month)s月"), month=int(name[5:]))


def _bars(table: Document, place: int) -> Document:
    title = N_("按技术领域新发布需求（项）") if table["key"] == "by_field" else N_("按县区成交额（万元）")
    rows = sorted(table["rows"], key=lambda row: -float(row[place]))
    return chart(table["key"], title, "bar", [[row[0], str(row[place])] for row in rows if float(row[place])])


def chart(key: str, title: str, form: str, points: list[list[str]]) -> Document:
    """`form`: column or bar; points are names and numbers as text."""
    return {"key": key, "title": title, "form": form, "points": points}
