"""合同变更: a supplementary agreement or a correction of a signed one, in force once the supervisor approves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.agreement import can_approve
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import chasing, events
from matchmaker.services.agreement_doubles import CONTRACT_NO_TAKEN, hold_parties
from matchmaker.services.agreement_rules import AgreementTerms, agreement_faults
from matchmaker.services.agreement_terms import as_stored, differing, terms_of, with_stored
from matchmaker.services.attachments import Files, kept
from matchmaker.services.notify import holders_of, tell_and_write
from matchmaker.services.payment_rules import funds_faults
from matchmaker.services.project_people import both_sides
from matchmaker.services.transition import expect_step, perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.agreement import AGREEMENT_CHANGE
from models import Agreement, AgreementChange, Output, Payment, Project, User, db
from models.actions import Action
from models.enums import AgreementState, Role
from models.project_enums import AgreementChangeKind, AgreementChangeState, PaymentKind

CHANGEABLE = (AgreementState.SIGNED, AgreementState.REGISTERED)
LONGEST_REASON = 500


@dataclass(frozen=True)
class ChangeNote:
    """What is said of a change; a supplementary agreement has a number and a day of its own."""

    kind: AgreementChangeKind
    reason: str
    number: str = ""
    signed_on: date | None = None


def change_faults(agreement: Agreement, terms: AgreementTerms, note: ChangeNote) -> list[Invalid]:
    """Every rule that the change breaks, each with its form field."""
    return [
        *_note_faults(agreement, note),
        *agreement_faults(terms, agreement.project, signing=True, agreement=agreement),
        *_standing_faults(agreement, terms),
    ]


def propose_change(
    agreement: Agreement,
    terms: AgreementTerms,
    note: ChangeNote,
    *,
    actor: User,
    files: Files = (),
    version: int | None = None,
) -> AgreementChange:
    _hold(agreement)
    expect_version(agreement, version)
    _expect_changeable(agreement, actor)
    for fault in change_faults(agreement, terms, note):
        raise fault
    names = differing(agreement, terms)
    change = AgreementChange(
        agreement=agreement,
        before=as_stored(terms_of(agreement), names),
        after=as_stored(terms, names),
        proposed_by=actor,
        **vars(note),
    )
    db.session.add(change)
    with kept(agreement, files, actor):
        events.record(agreement, Action.CHANGE_AGREEMENT, actor, reason=note.reason, data=_data(change))
        words: dict[str, Any] = {"contract": agreement.contract_no, "kind": note.kind, "reason": note.reason}
        message = N_("技术合同 %(contract)s 有一份%(kind)s待您审批，理由：%(reason)s")
        tell_and_write(holders_of(Role.SUPERVISOR), message, agreement, **words)
        commit()
    return change


def approve_change(change: AgreementChange, *, actor: User, version: int | None = None) -> Agreement:
    """By a supervisor who did not propose it. The terms change in the same transaction, unless what the change started
    from is no longer what is stored."""
    agreement = change.agreement
    _hold_change(change, version)
    expect_step(AGREEMENT_CHANGE, change, Action.APPROVE_AGREEMENT_CHANGE, actor)
    if not can_approve(actor, change):
        raise Refused(N_("不能批准自己提出的合同变更，请由另一位负责人审批。"))
    perform(AGREEMENT_CHANGE, change, Action.APPROVE_AGREEMENT_CHANGE, actor, about=agreement, data=_data(change))
    if as_stored(terms_of(agreement), list(change.before)) != change.before:
        raise Refused(N_("合同内容在提出变更以后又有改动，请退回，由经办按最新内容重新提出。"))
    terms = with_stored(terms_of(agreement), change.after)
    for fault in [
        *agreement_faults(terms, agreement.project, signing=True, agreement=agreement),
        *_standing_faults(agreement, terms),
    ]:
        raise fault
    _apply(agreement, terms)
    _decided(change, actor, "")
    words: dict[str, Any] = {"contract": agreement.contract_no, "kind": change.kind, "reason": change.reason}
    message = N_("技术合同 %(contract)s 的%(kind)s已批准并生效，理由：%(reason)s")
    tell_and_write([change.proposed_by, *both_sides(agreement.project)], message, agreement, **words)
    commit(CONTRACT_NO_TAKEN)
    return agreement


def refuse_change(change: AgreementChange, *, actor: User, reason: str, version: int | None = None) -> Agreement:
    agreement = change.agreement
    _hold_change(change, version)
    perform(AGREEMENT_CHANGE, change, Action.REFUSE_AGREEMENT_CHANGE, actor, reason=reason, about=agreement)
    _decided(change, actor, reason)
    words: dict[str, Any] = {"contract": agreement.contract_no, "kind": change.kind, "reason": reason}
    message = N_("技术合同 %(contract)s 的%(kind)s未获批准，原因：%(reason)s")
    tell_and_write([change.proposed_by], message, agreement, **words)
    commit()
    return agreement


def pending(agreement: Agreement) -> bool:
    """Whether a change waits for the supervisor: one at a time."""
    waiting = select(AgreementChange.id).where(
        AgreementChange.agreement_id == agreement.id, AgreementChange.state == AgreementChangeState.PROPOSED
    )
    return db.session.scalar(waiting.limit(1)) is not None


def _hold(agreement: Agreement) -> None:
    lock(agreement.project)
    hold_parties(agreement.project)
    lock(agreement)


def _hold_change(change: AgreementChange, version: int | None) -> None:
    _hold(change.agreement)
    lock(change)
    expect_version(change, version)


def _expect_changeable(agreement: Agreement, actor: User) -> None:
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if agreement.state not in CHANGEABLE:
        raise Refused(N_("合同当前为“%(state)s”，只有已签订或已登记的合同可以变更。"), state=agreement.state)
    if pending(agreement):
        raise Refused(N_("这份合同已有一项变更待科室负责人审批，审批以后才能再提。"))


def _note_faults(agreement: Agreement, note: ChangeNote) -> Iterator[Invalid]:
    if not note.reason:
        yield Invalid(N_("请填写变更理由。"), field="reason")
    if note.kind is AgreementChangeKind.CORRECTION:
        return
    if not note.number:
        yield Invalid(N_("请填写补充协议编号。"), field="change_number")
    if note.signed_on is None:
        yield Invalid(N_("请填写补充协议的签订日期。"), field="change_signed_on")
    elif note.signed_on > clock.today():
        yield Invalid(N_("签订日期不能晚于今天。"), field="change_signed_on")
    elif agreement.signed_on and note.signed_on < agreement.signed_on:
        yield Invalid(N_("补充协议不能早于原合同签订。"), field="change_signed_on")


def _standing_faults(agreement: Agreement, terms: AgreementTerms) -> Iterator[Invalid]:
    """What has happened since the signing has to fit the new terms too."""
    if not differing(agreement, terms):
        yield Invalid(N_("合同内容没有改动，请改动后再提交。"))
    if terms.amount is not None:
        yield from funds_faults(agreement.project, terms.amount, PaymentKind.COOPERATION, "amount")
    if terms.signed_on and agreement.registered_on and terms.signed_on > agreement.registered_on:
        yield Invalid(N_("签订日期不能晚于登记日期。"), field="signed_on")
    first = _first_day(agreement.project)
    if terms.signed_on and first and terms.signed_on > max(first, agreement.signed_on or first):
        message = N_("%(day)s 已有项目启动、到款、产出或里程碑完成的记录，签订日期不能晚于这一天。")
        yield Invalid(message, field="signed_on", day=first.isoformat())


def _first_day(project: Project) -> date | None:
    """Of what can only happen once it is signed."""
    paid, achieved = func.min(Payment.paid_on), func.min(Output.achieved_on)
    recorded = [
        project.started_on,
        db.session.scalar(select(paid).where(Payment.project_id == project.id)),
        db.session.scalar(select(achieved).where(Output.project_id == project.id)),
        *(row.done_on for row in project.milestones),
    ]
    return min((day for day in recorded if day is not None), default=None)


def _apply(agreement: Agreement, terms: AgreementTerms) -> None:
    if terms.signed_on != agreement.signed_on:
        chasing.reset(agreement)
        agreement.project.signed_on = terms.signed_on
    for name in differing(agreement, terms):
        setattr(agreement, name, getattr(terms, name))


def _decided(change: AgreementChange, actor: User, note: str) -> None:
    change.decided_by, change.decided_at, change.decision_note = actor, clock.now(), note


def _data(change: AgreementChange) -> dict[str, Any]:
    return {"before": change.before, "after": change.after}
