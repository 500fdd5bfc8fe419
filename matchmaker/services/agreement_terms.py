"""The terms of an agreement as they are compared, and as a change of them is stored."""

import enum
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from matchmaker.services.agreement_rules import AgreementTerms
from models import Agreement
from models.enums import AgreementType, Direction

NAMES = tuple(AgreementTerms.__dataclass_fields__)
AMOUNTS, DAYS = ("amount", "tech_amount"), ("signed_on", "starts_on", "ends_on")
KINDS: dict[str, type[enum.Enum]] = {"type": AgreementType, "direction": Direction}


def terms_of(agreement: Agreement) -> AgreementTerms:
    return AgreementTerms(**{name: getattr(agreement, name) for name in NAMES})


def differing(agreement: Agreement, terms: AgreementTerms) -> list[str]:
    """Names of the terms that are not what is stored."""
    return [name for name in NAMES if getattr(terms, name) != getattr(agreement, name)]


def as_stored(terms: AgreementTerms, names: list[str]) -> dict[str, Any]:
    """For JSON: amounts with two decimals, days as ISO, members by name."""
    return {name: _plain(getattr(terms, name)) for name in names}


def with_stored(terms: AgreementTerms, stored: dict[str, Any]) -> AgreementTerms:
    return replace(terms, **{name: value_of(name, stored[name]) for name in stored})


def value_of(name: str, stored: Any) -> Any:
    """What `as_stored` made of it, read back."""
    if stored is None:
        return None
    if name in AMOUNTS:
        return Decimal(stored)
    if name in DAYS:
        return date.fromisoformat(stored)
    return KINDS[name][stored] if name in KINDS else stored


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return value.name if isinstance(value, enum.Enum) else value
