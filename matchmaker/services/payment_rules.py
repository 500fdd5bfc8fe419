"""What a payment has to keep to: the sums of the agreement, the days, and who may enter it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.policies.parties import parties
from matchmaker.policies.project import PLANNERS
from models import Payment, Project, User, db
from models.parties import Party
from models.project_enums import PaymentKind

NOTHING = Decimal("0.00")
RECORDERS = frozenset({Party.ACHIEVEMENT_SIDE, Party.OFFICER})
PLANNED_BEYOND = {
    PaymentKind.COOPERATION: N_(
        "合同成交额 %(agreed)s 万元，已到款 %(received)s 万元、另有计划 %(planned)s 万元，这一笔最多 %(most)s 万元。"
    ),
    PaymentKind.SUBSIDY: N_(
        "财政资助 %(agreed)s 万元，已到款 %(received)s 万元、另有计划 %(planned)s 万元，这一笔最多 %(most)s 万元。"
    ),
}
PAID_BEYOND = {
    PaymentKind.COOPERATION: N_("合同成交额 %(agreed)s 万元，此前已到款 %(received)s 万元，这一笔最多 %(most)s 万元。"),
    PaymentKind.SUBSIDY: N_("财政资助 %(agreed)s 万元，此前已到款 %(received)s 万元，这一笔最多 %(most)s 万元。"),
}


@dataclass(frozen=True)
class Instalment:
    """Planned; amount in 万元."""

    kind: PaymentKind
    title: str
    planned_on: date | None
    amount: Decimal | None


@dataclass(frozen=True)
class Receipt:
    """What came in, in 万元; `kind` and `title` stand for a payment nobody had planned."""

    paid_on: date | None
    amount: Decimal | None
    kind: PaymentKind = PaymentKind.COOPERATION
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Sums:
    """Of one kind of funds, in 万元; `planned` is what is still open of the plan."""

    agreed: Decimal
    received: Decimal
    planned: Decimal

    @property
    def rest(self) -> Decimal:
        return self.agreed - self.received

    @property
    def unplanned(self) -> Decimal:
        return self.rest - self.planned


def agreed(project: Project, kind: PaymentKind) -> Decimal:
    """The sum that payments of this kind may not exceed: 成交额 of the agreement, or the project's subsidy."""
    if kind is PaymentKind.SUBSIDY:
        return project.subsidy or NOTHING
    return project.agreement.amount if project.agreement else NOTHING


def received(project: Project, kind: PaymentKind = PaymentKind.COOPERATION) -> Decimal:
    return sums(project, kind).received


def sums(project: Project, kind: PaymentKind, *, without: Payment | None = None) -> Sums:
    """As stored; `without` leaves out the row that is about to change."""
    rows = [Payment.project_id == project.id, Payment.kind == kind]
    if without is not None:
        rows.append(Payment.id != without.id)
    paid = select(func.sum(Payment.paid_amount)).where(*rows, Payment.paid_on.is_not(None)).scalar_subquery()
    planned = select(func.sum(Payment.planned_amount)).where(*rows, Payment.paid_on.is_(None)).scalar_subquery()
    of_paid, of_planned = db.session.execute(select(paid, planned)).one()
    return Sums(agreed(project, kind), of_paid or NOTHING, of_planned or NOTHING)


def funds_faults(project: Project, amount: Decimal, kind: PaymentKind, field: str) -> Iterator[Invalid]:
    """For whoever changes the agreement's amount or the subsidy: it cannot fall below what has come in."""
    found = received(project, kind)
    if amount < found:
        yield Invalid(N_("已到款 %(received)s 万元，不能改为低于已到款的金额。"), field=field, received=f"{found:,.2f}")


def may_plan(actor: User | None, project: Project, kind: PaymentKind) -> bool:
    """Either party and the officer; public money is the officer's to plan."""
    who = frozenset({Party.OFFICER}) if kind is PaymentKind.SUBSIDY else PLANNERS
    return bool(parties(actor, project) & who)


def may_record(actor: User | None, project: Project, kind: PaymentKind) -> bool:
    """Who receives says that it came in: the provider of the cooperation's funds; the officer of all."""
    who = frozenset({Party.OFFICER}) if kind is PaymentKind.SUBSIDY else RECORDERS
    return bool(parties(actor, project) & who)


def instalment_faults(project: Project, plan: Instalment, *, row: Payment | None = None) -> list[Invalid]:
    """Every rule that a planned instalment breaks; `row` is the one it replaces."""
    return [*_title_faults(plan.title), *_planned_faults(project, plan, row)]


def receipt_faults(project: Project, receipt: Receipt, row: Payment | None) -> list[Invalid]:
    """Every rule that a receipt breaks; `row` is the instalment it fulfils, or the receipt it corrects."""
    titled = _title_faults(receipt.title) if row is None else ()
    return [*titled, *_paid_day_faults(project, receipt.paid_on), *_paid_faults(project, receipt, row)]


def _title_faults(title: str) -> Iterator[Invalid]:
    if not title:
        yield Invalid(N_("请填写款项名称，例如首付款。"), field="title")


def _planned_faults(project: Project, plan: Instalment, row: Payment | None) -> Iterator[Invalid]:
    if plan.planned_on is None:
        yield Invalid(N_("请填写计划到款日期。"), field="planned_on")
    elif project.signed_on and plan.planned_on < project.signed_on:
        yield Invalid(
            N_("计划到款日期不能早于签订日期 %(day)s。"), field="planned_on", day=project.signed_on.isoformat()
        )
    if not plan.amount:
        yield Invalid(N_("请填写大于 0 的金额。"), field="planned_amount")
        return
    found = sums(project, plan.kind, without=row)
    if plan.amount > found.unplanned:
        yield _beyond(PLANNED_BEYOND[plan.kind], found, found.unplanned, "planned_amount")


def _paid_day_faults(project: Project, day: date | None) -> Iterator[Invalid]:
    if day is None:
        yield Invalid(N_("请填写到款日期。"), field="paid_on")
    elif day > clock.today():
        yield Invalid(N_("到款日期不能晚于今天。"), field="paid_on")
    elif project.signed_on and day < project.signed_on:
        yield Invalid(N_("到款日期不能早于签订日期 %(day)s。"), field="paid_on", day=project.signed_on.isoformat())


def _paid_faults(project: Project, receipt: Receipt, row: Payment | None) -> Iterator[Invalid]:
    """What has come in counts against the agreement; what is merely planned can be planned anew."""
    if not receipt.amount:
        yield Invalid(N_("请填写大于 0 的金额。"), field="paid_amount")
        return
    kind = row.kind if row else receipt.kind
    found = sums(project, kind, without=row)
    if receipt.amount > found.rest:
        yield _beyond(PAID_BEYOND[kind], found, found.rest, "paid_amount")


def _beyond(message: str, found: Sums, most: Decimal, field: str) -> Invalid:
    words = {"agreed": found.agreed, "received": found.received, "planned": found.planned, "most": max(most, NOTHING)}
    return Invalid(message, field=field, **{name: f"{value:,.2f}" for name, value in words.items()})
