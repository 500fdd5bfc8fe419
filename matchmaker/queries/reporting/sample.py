"""A report with one made-up line everywhere: what a Word template is tried on, and the built-in one is laid out by."""

from matchmaker.adapters import clock
from matchmaker.checks.periods import period_with
from matchmaker.messages import N_
from matchmaker.queries.figures import FIGURES, Totals
from matchmaker.queries.reporting import goals
from matchmaker.queries.reporting.content import document
from matchmaker.queries.reporting.dispatch import FIRST, TABLES, listing
from matchmaker.queries.reporting.frozen import Document, describe, totals_entry
from matchmaker.queries.reporting.tables import COUNTS, SUMMARIES, summary
from models.project_enums import SnapshotKind

SAMPLE = N_("示例 <A&B>")


def sample(kind: SnapshotKind) -> Document:
    period = period_with(kind, clock.today()).previous
    year = period.until.year
    figures = [
        describe(figure)
        | dict.fromkeys(("now", "previous", "year_before"), totals_entry(Totals(1)))
        | {"records": [_record()]}
        for figure in FIGURES.values()
    ]
    if kind is SnapshotKind.WEEKLY:
        tables = [listing(key, [[SAMPLE] * (len(FIRST) + len(further))]) for key, (_, further, _) in TABLES.items()]
    else:
        line = [1 if what == "count" else "1.00" for _, what, *_ in COUNTS]
        tables = [summary(key, [[f"{year}-01", *line]]) for key in SUMMARIES]
        tables.append(goals.listing([[SAMPLE] * len(goals.COLUMNS)]))
    return document(period, f"T-{year}-001", figures, tables)


def _record() -> Document:
    return {
        "id": 1,
        "kind": "NEED",
        "page": 1,
        "number": "N-2026-0001",
        "title": SAMPLE,
        "parties": [SAMPLE],
        "state": SAMPLE,
        "amount": "1.00",
        "tech_amount": "1.00",
        "people": 1,
        "date": "2026-01-01",
    }
