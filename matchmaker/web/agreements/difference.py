"""Two officers at one agreement: what the second wrote beside what the first has stored meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from matchmaker.queries import agreement_changes
from matchmaker.services.agreement_terms import NAMES, value_of
from matchmaker.web.agreements.forms import AgreementForm
from matchmaker.web.filters import date_, label, money
from models import Agreement, AgreementChange, Project

NOTHING = "—"


@dataclass(frozen=True)
class Term:
    """One term in two versions, as text in the reader's language."""

    label: Any
    first: str
    second: str


@dataclass(frozen=True)
class Difference:
    """`terms`: what is stored, then what the form has; by whom and when it was stored."""

    terms: list[Term]
    name: str
    at: datetime | None


def between(form: AgreementForm, agreement: Agreement) -> Difference:
    """What the form would change in the agreement as it is stored now."""
    terms = [
        Term(form[name].label.text, shown(name, getattr(agreement, name), agreement.project), _typed(form, name))
        for name in NAMES
        if form[name].process_errors or form[name].data != getattr(agreement, name)
    ]
    event = agreement_changes.last_change(agreement)
    return Difference(terms, event.actor_name if event else "", event.at if event else None)


def of_change(change: AgreementChange) -> list[Term]:
    """The terms of an amendment, before and after."""
    project, labels = change.agreement.project, labels_of_terms()
    return [
        Term(labels[name], _stored(name, change.before[name], project), _stored(name, change.after[name], project))
        for name in change.after
    ]


def labels_of_terms() -> dict[str, Any]:
    """As they stand in the form."""
    return {name: getattr(AgreementForm, name).args[0] for name in NAMES}


def shown(name: str, value: Any, project: Project | None = None) -> str:
    """`project` names the parties."""
    if value is None or value == "":
        return NOTHING
    if project is not None and name in ("buyer_id", "seller_id"):
        return next((party.name for party in (project.firm, project.provider) if party.id == value), NOTHING)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return date_(value)
    return str(label(value)) if hasattr(value, "label") else str(value)


def _stored(name: str, value: Any, project: Project) -> str:
    return shown(name, value_of(name, value), project)


def _typed(form: AgreementForm, name: str) -> str:
    """What cannot be read stands as it was typed."""
    field = form[name]
    if field.process_errors and field.raw_data:
        return str(field.raw_data[0])
    if name in ("buyer_id", "seller_id"):
        return str(dict(field.choices).get(field.data, NOTHING))
    return shown(name, field.data)
