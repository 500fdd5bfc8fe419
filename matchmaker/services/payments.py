"""到款: what was agreed to be paid when, and what has come in."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import chasing, events
from matchmaker.services.notify import tell
from matchmaker.services.payment_rules import (
    Instalment,
    Receipt,
    instalment_faults,
    may_plan,
    may_record,
    receipt_faults,
)
from matchmaker.services.project_people import both_sides
from matchmaker.services.unit import commit, expect_version, lock
from models import Payment, Project, User, db
from models.actions import Action
from models.enums import ProjectState

PLANNING = (ProjectState.SIGNED, ProjectState.RUNNING, ProjectState.SUSPENDED, ProjectState.ACCEPTANCE)
# The last instalment often comes after the acceptance.
RECEIVING = (*PLANNING, ProjectState.COMPLETED)


def plan_payment(project: Project, plan: Instalment, *, actor: User) -> Payment:
    """A new instalment."""
    _hold(project, PLANNING)
    _expect(may_plan(actor, project, plan.kind))
    _expect_sound(instalment_faults(project, plan))
    row = Payment(
        project=project, kind=plan.kind, title=plan.title, planned_on=plan.planned_on, planned_amount=plan.amount
    )
    _expect_new(row)
    db.session.add(row)
    _note(row, Action.PLAN_PAYMENT, actor, now=_open_values(row))
    words = {"title": row.title, "amount": f"{row.planned_amount:,.2f}", "day": _day(row.planned_on)}
    message = N_("合作项目 %(number)s 新增到款计划“%(title)s”：%(day)s，%(amount)s 万元。")
    _tell_others(project, actor, message, words)
    commit()
    return row


def record_payment(project: Project, receipt: Receipt, *, actor: User, planned: Payment | None = None) -> Payment:
    """Money that has come in, against an instalment or not planned at all; what an instalment lacks stays open."""
    _hold(project, RECEIVING)
    if planned is not None:
        lock(planned)
        _expect_open(planned)
    _expect(may_record(actor, project, planned.kind if planned else receipt.kind))
    _expect_sound(receipt_faults(project, receipt, planned))
    row = planned or Payment(project=project, kind=receipt.kind, title=receipt.title)
    row.paid_on, row.paid_amount, row.note, row.recorded_by = receipt.paid_on, receipt.amount, receipt.note, actor
    if planned is None:
        _expect_new(row)
    db.session.add(row)
    left = _leave_rest(row)
    _note(row, Action.RECORD_PAYMENT, actor, now=_paid_values(row) | ({"left": f"{left:.2f}"} if left else {}))
    words = {"title": row.title, "amount": f"{row.paid_amount:,.2f}", "day": _day(row.paid_on)}
    message = N_("合作项目 %(number)s 登记到款“%(title)s”：%(day)s，%(amount)s 万元。")
    _tell_others(project, actor, message, words)
    commit()
    return row


def replan(row: Payment, plan: Instalment, *, actor: User, reason: str, version: int | None = None) -> Payment:
    """Change an instalment that is still open."""
    _hold_row(row, version, PLANNING)
    _expect_open(row)
    _expect(may_plan(actor, row.project, row.kind))
    _expect_sound([*_reason_faults(reason), *instalment_faults(row.project, plan, row=row)])
    before = _open_values(row)
    if plan.planned_on != row.planned_on:
        chasing.reset(row)
    row.title, row.planned_on, row.planned_amount = plan.title, plan.planned_on, plan.amount
    _corrected(row, Action.PLAN_PAYMENT, actor, reason, before, _open_values(row))
    return row


def correct_payment(row: Payment, receipt: Receipt, *, actor: User, reason: str, version: int | None = None) -> Payment:
    """Day, amount and note of a receipt, as they should have been entered."""
    _hold_row(row, version, RECEIVING)
    _expect_paid(row)
    _expect(may_record(actor, row.project, row.kind))
    _expect_sound([*_reason_faults(reason), *receipt_faults(row.project, receipt, row)])
    before = _paid_values(row)
    row.paid_on, row.paid_amount, row.note = receipt.paid_on, receipt.amount, receipt.note
    _take_from_rest(row)
    _leave_rest(row)
    _corrected(row, Action.CORRECT_PAYMENT, actor, reason, before, _paid_values(row))
    return row


def take_back(row: Payment, *, actor: User, reason: str, version: int | None = None) -> None:
    """Drop an open instalment; or say that a receipt was none: a planned one is open again, any other goes."""
    _hold_row(row, version, RECEIVING)
    paid = row.paid_on is not None
    _expect((may_record if paid else may_plan)(actor, row.project, row.kind))
    _expect_sound(_reason_faults(reason))
    before = _paid_values(row) if paid else _open_values(row)
    if paid and row.planned_on is not None:
        row.paid_on = row.paid_amount = row.recorded_by = None
        row.note = ""
    else:
        db.session.delete(row)
    _corrected(row, Action.CORRECT_PAYMENT if paid else Action.PLAN_PAYMENT, actor, reason, before, {})


def _hold(project: Project, states: tuple[ProjectState, ...]) -> None:
    """One writer to a project's payments at a time, so that the sums hold."""
    lock(project)
    if project.state not in states or project.agreement is None:
        raise Refused(N_("项目当前为“%(state)s”，不能登记或修改到款。"), state=project.state)
    lock(project.agreement)


def _hold_row(row: Payment, version: int | None, states: tuple[ProjectState, ...]) -> None:
    _hold(row.project, states)
    lock(row)
    expect_version(row, version)


def _expect(allowed: bool) -> None:
    if not allowed:
        raise Forbidden()


def _expect_sound(faults: list[Invalid]) -> None:
    for fault in faults:
        raise fault


def _expect_open(row: Payment) -> None:
    if row.paid_on is not None:
        words = {"title": row.title, "day": row.paid_on.isoformat(), "amount": f"{row.paid_amount:,.2f}"}
        raise Refused(N_("“%(title)s”已于 %(day)s 登记到款 %(amount)s 万元。"), **words)


def _expect_paid(row: Payment) -> None:
    if row.paid_on is None:
        raise Refused(N_("“%(title)s”还没有到款。"), title=row.title)


def _expect_new(row: Payment) -> None:
    """The second press of a button, or a colleague who enters the same."""
    names = ("kind", "title", "planned_on", "planned_amount", "paid_on", "paid_amount")
    same = [getattr(Payment, name) == getattr(row, name) for name in names]
    if db.session.scalar(select(Payment.id).where(Payment.project_id == row.project.id, *same).limit(1)) is not None:
        raise Refused(N_("名称、日期和金额都相同的一笔已经登记过，没有重复登记。"))


def _leave_rest(row: Payment) -> Decimal:
    """The part of an instalment that has not come in becomes a row of its own; 0 when there is none."""
    if row.planned_amount is None or row.paid_amount is None or row.paid_amount >= row.planned_amount:
        return Decimal(0)
    left = row.planned_amount - row.paid_amount
    row.planned_amount = row.paid_amount
    rest = Payment(project=row.project, kind=row.kind, title=row.title, planned_on=row.planned_on, planned_amount=left)
    db.session.add(rest)
    return left


def _take_from_rest(row: Payment) -> None:
    """A receipt that was entered too small had left a rest of its instalment open: that shrinks by what it lacked."""
    if row.planned_amount is None or row.paid_amount is None:
        return
    same = [getattr(Payment, name) == getattr(row, name) for name in ("kind", "title", "planned_on")]
    rests = select(Payment).where(Payment.project_id == row.project_id, Payment.paid_on.is_(None), *same)
    for rest in db.session.scalars(rests.order_by(Payment.id)).all():
        open_part = rest.planned_amount or Decimal(0)
        taken = max(Decimal(0), min(row.paid_amount - row.planned_amount, open_part))
        row.planned_amount += taken
        rest.planned_amount = open_part - taken
        if taken == open_part:
            db.session.delete(rest)


def _reason_faults(reason: str) -> list[Invalid]:
    return [] if reason else [Invalid(N_("请填写更正的理由。"), field="reason")]


def _open_values(row: Payment) -> dict[str, str]:
    return {"title": row.title, "planned_on": _day(row.planned_on), "planned_amount": _amount(row.planned_amount)}


def _paid_values(row: Payment) -> dict[str, str]:
    return {"title": row.title, "paid_on": _day(row.paid_on), "paid_amount": _amount(row.paid_amount)}


def _corrected(
    row: Payment, action: Action, actor: User, reason: str, before: dict[str, str], after: dict[str, str]
) -> None:
    project, title = row.project, row.title
    _note(row, action, actor, reason=reason, before=before, now=after)
    message = N_("合作项目 %(number)s 的到款记录“%(title)s”有更正，理由：%(reason)s")
    _tell_others(project, actor, message, {"title": title, "reason": reason})
    commit()


def _note(row: Payment, action: Action, actor: User, *, reason: str = "", **data: Any) -> None:
    data["kind"] = row.kind.name
    events.record(row.project, action, actor, reason=reason, data=data)


def _tell_others(project: Project, actor: User, message: str, words: dict[str, str]) -> None:
    """The other side; both, when an officer acted."""
    officer = holds(actor, Permission.OFFICER)
    people = [user for user in both_sides(project) if officer or user.organization_id != actor.organization_id]
    tell([user for user in people if user.id != actor.id], message, project, number=project.number, **words)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"
