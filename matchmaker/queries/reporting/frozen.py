"""Values as a report keeps them: text, whole numbers and lists, so that its canonical form is the same everywhere."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.queries.figures import Figure, Record, Scope, Totals, records
from models import Agreement, Match, Organization

Document = dict[str, Any]

UNITS: dict[type[Any], str] = {Agreement: N_("份"), Match: N_("条"), Organization: N_("家")}
SUMS = ("amount", "tech_amount", "people")
CHINESE = "zh"


def figure_entry(figure: Figure, scope: Scope, before: Totals | None, year_before: Totals | None) -> Document:
    """The figure with the list of its records, from which its own numbers are added up."""
    rows = [record_entry(record) for record in records(figure, scope)]
    return describe(figure) | {
        "now": _sums(figure, rows),
        "previous": before and totals_entry(before),
        "year_before": year_before and totals_entry(year_before),
        "records": rows,
    }


def describe(figure: Figure) -> Document:
    """`measure` names the sum that the figure is about, `sums` those that its records have."""
    return {
        "key": figure.key,
        "title": figure.title,
        "definition": figure.definition,
        "unit": UNITS.get(figure.model, N_("项")),
        "measure": figure.measure.value,
        "sums": [name for name in SUMS if getattr(figure, name) is not None],
        "stock": figure.open_now,
    }


def record_entry(record: Record) -> Document:
    """`id` is that of the figure's own record, `page` that of the record on whose page it is looked at."""
    line = record.line
    return {
        "id": record.id,
        "kind": line.kind.name,
        "page": line.id,
        "number": line.number,
        "title": line.title,
        "parties": list(line.parties),
        "state": line.state.label(CHINESE),
        "amount": money(line.amount),
        "tech_amount": money(line.tech_amount),
        "people": line.people,
        "date": day(line.when),
    }


def totals_entry(totals: Totals) -> Document:
    return {
        "count": totals.count,
        "amount": money(totals.amount),
        "tech_amount": money(totals.tech_amount),
        "people": totals.people,
    }


def money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def day(moment: date | datetime | None) -> str | None:
    """ISO, in the city's time."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(CITY_ZONE).date()
    return moment.isoformat() if moment else None


def say(message: str, **params: object) -> str:
    return translate(message, CHINESE, **params)


def _sums(figure: Figure, rows: list[Document]) -> Document:
    def added(name: str) -> Decimal:
        if getattr(figure, name) is None:
            return Decimal(0)
        return sum((Decimal(row[name]) for row in rows if row[name] is not None), Decimal(0))

    return totals_entry(Totals(len(rows), added("amount"), added("tech_amount"), int(added("people"))))
