"""What the page of a project's payments shows."""

from dataclasses import dataclass
from decimal import Decimal

from flask import render_template, request

from matchmaker.queries import payments as queries
from matchmaker.services.payment_rules import Sums, agreed, may_plan, may_record
from matchmaker.services.payments import PLANNING, RECEIVING
from matchmaker.web.arguments import number_arg
from matchmaker.web.guards import actor
from matchmaker.web.payments.forms import UNPLANNED, PlanForm, ReceiptForm
from models import Payment, Project
from models.project_enums import PaymentKind


@dataclass(frozen=True)
class Funds:
    """The payments of one kind, and what the reader may do with them."""

    kind: PaymentKind
    rows: list[queries.Row]
    sums: Sums
    plans: bool
    records: bool

    @property
    def excess(self) -> Decimal:
        return max(-self.sums.unplanned, Decimal(0))

    def share(self, amount: Decimal) -> float:
        """Percent of the widest bar, for the drawing."""
        top = max(self.sums.agreed, self.sums.received + self.sums.planned)
        return round(float(100 * amount / top), 1) if top else 0.0


def payments_page(project: Project, *, plan: PlanForm | None = None, receipt: ReceiptForm | None = None) -> str:
    funds = [each for each in (_funds(project, kind) for kind in PaymentKind) if each.rows or each.sums.agreed]
    return render_template(
        "payments/index.html",
        project=project,
        funds=funds,
        plan_form=plan or plan_form(project),
        receipt_form=receipt or receipt_form(project),
        recording=receipt is not None or "payment" in request.args,
        planning=plan is not None,
    )


def plan_form(project: Project) -> PlanForm | None:
    """None for whoever may not plan here now."""
    kinds = [kind for kind in PaymentKind if _plans(project, kind)]
    return PlanForm(prefix="plan-").offer(kinds) if kinds else None


def receipt_form(project: Project) -> ReceiptForm | None:
    """None for whoever may not record here now; the instalment asked for in the address is filled in."""
    kinds = [kind for kind in PaymentKind if _records(project, kind)]
    if not kinds:
        return None
    rows = [row.payment for kind in kinds for row in queries.of_project(project, kind)]
    open_rows = [row for row in rows if row.paid_on is None]
    asked = next((row for row in open_rows if row.id == number_arg("payment")), None)
    asked = asked or (open_rows[0] if open_rows else None)
    data = {"payment_id": asked.id, "paid_amount": asked.planned_amount} if asked else {"payment_id": UNPLANNED}
    return ReceiptForm(prefix="receipt-", data=data).offer(kinds, open_rows)


def may_correct(row: Payment) -> bool:
    return (_records if row.paid_on else _plans)(row.project, row.kind)


def _funds(project: Project, kind: PaymentKind) -> Funds:
    rows = queries.of_project(project, kind)
    received = sum((row.payment.paid_amount or Decimal(0) for row in rows if row.payment.paid_on), Decimal(0))
    planned = sum((row.payment.planned_amount or Decimal(0) for row in rows if not row.payment.paid_on), Decimal(0))
    found = Sums(agreed(project, kind), received, planned)
    return Funds(kind, rows, found, _plans(project, kind), _records(project, kind))


def _plans(project: Project, kind: PaymentKind) -> bool:
    return _has_money(project, kind) and project.state in PLANNING and may_plan(actor(), project, kind)


def _records(project: Project, kind: PaymentKind) -> bool:
    return _has_money(project, kind) and project.state in RECEIVING and may_record(actor(), project, kind)


def _has_money(project: Project, kind: PaymentKind) -> bool:
    return agreed(project, kind) > 0
