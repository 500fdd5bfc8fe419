"""A project's payments in the order of time, with what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import Duty, light
from models import Payment, Project, db
from models.project_enums import Light, PaymentKind

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Row:
    """`running`: what has come in of this kind up to this row, and for an open row, what will have come in by then."""

    payment: Payment
    light: Light
    running: Decimal


def of_project(project: Project, kind: PaymentKind) -> list[Row]:
    """What has come in, then what is still planned; one query."""
    query = listing_rows(project.id).where(Payment.kind == kind)
    return _running(list(db.session.scalars(query)), clock.today())


def listing_rows(project_id: int) -> Select[tuple[Payment]]:
    """Kind by kind."""
    kinds = case(*((Payment.kind == kind, place) for place, kind in enumerate(PaymentKind)))
    day = func.coalesce(Payment.paid_on, Payment.planned_on)
    query = select(Payment).where(Payment.project_id == project_id).options(joinedload(Payment.recorded_by))
    return query.order_by(kinds, Payment.paid_on.is_(None), day, Payment.id)


def get(project: Project, payment_id: int | None) -> Payment | None:
    """None when the project has no such payment."""
    if payment_id is None:
        return None
    found = db.session.get(Payment, payment_id)
    return found if found is not None and found.project_id == project.id else None


def _running(payments: Sequence[Payment], today: date) -> list[Row]:
    rows, total = [], NOTHING
    for payment in payments:
        done = payment.paid_on is not None
        total += (payment.paid_amount if done else payment.planned_amount) or NOTHING
        rows.append(Row(payment, light(Duty.PAYMENT, payment.planned_on or today, today, done=done), total))
    return rows
