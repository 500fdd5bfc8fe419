"""到款 of the demo data."""

from datetime import timedelta

from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import Row, member, money
from models import Payment, Project, User, db
from models.actions import Action
from models.project_enums import PaymentKind

PLANNED_AFTER = timedelta(hours=2)


def load(context: Context) -> None:
    for row in context.reader.rows("payments"):
        project = context.projects[row["project"]]
        payment = _payment(context, project, row)
        db.session.add(payment)
        _note(context, project, payment)


def _payment(context: Context, project: Project, row: Row) -> Payment:
    kind = member(PaymentKind, row["kind"] or "COOPERATION")
    paid_on = context.reader.day(row["paid_on"])
    return Payment(
        project=project,
        kind=kind,
        title=row["title"],
        planned_on=context.reader.day(row["planned_on"]),
        planned_amount=money(row["planned_amount"]),
        paid_on=paid_on,
        paid_amount=money(row["paid_amount"]),
        note=row["note"],
        recorded_by=_recorder(context, project, kind) if paid_on else None,
        created_at=project.agreement.created_at + PLANNED_AFTER if project.agreement else None,
    )


def _recorder(context: Context, project: Project, kind: PaymentKind) -> User | None:
    return project.officer if kind is PaymentKind.SUBSIDY else context.author_of(project.provider)


def _note(context: Context, project: Project, payment: Payment) -> None:
    kind = payment.kind.name
    if payment.planned_on and payment.planned_amount is not None:
        now = {"title": payment.title, "planned_on": f"{payment.planned_on}"}
        now["planned_amount"] = f"{payment.planned_amount:.2f}"
        context.note(payment.created_at, project, Action.PLAN_PAYMENT, project.officer, data={"kind": kind, "now": now})
    if payment.paid_on:
        now = {"title": payment.title, "paid_on": f"{payment.paid_on}", "paid_amount": f"{payment.paid_amount:.2f}"}
        at = at_hour(payment.paid_on + timedelta(days=1), 10)
        context.note(at, project, Action.RECORD_PAYMENT, payment.recorded_by, data={"kind": kind, "now": now})
