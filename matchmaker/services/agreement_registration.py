"""技术合同登记: the way of a signed agreement through the registration office."""

from collections.abc import Iterator
from datetime import date

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events
from matchmaker.services.agreement_changes import pending
from matchmaker.services.attachments import Files, kept
from matchmaker.services.notify import tell
from matchmaker.services.project_people import both_sides
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.agreement import AGREEMENT, REGISTRATION
from models import Agreement, User
from models.actions import Action
from models.enums import AgreementState, ProjectState

# Of a day that lies between the signing and today: none given, still to come, before the signing.
DAYS = {
    "expert_opinion_on": (
        N_("请填写评审日期。"),
        N_("评审日期不能晚于今天。"),
        N_("评审日期不能早于合同签订日期。"),
    ),
    "registered_on": (N_("请填写登记日期。"), N_("登记日期不能晚于今天。"), N_("登记日期不能早于签订日期。")),
}


def submit_registration(agreement: Agreement, *, actor: User, version: int | None = None) -> Agreement:
    _hold(agreement, version)
    if agreement.state is not AgreementState.SIGNED:
        raise Refused(N_("合同签订以后才能提交登记。"))
    if lacks_opinion(agreement):
        raise Refused(N_("成交额达到 500 万元的合同，先登记专家评审意见，才能提交登记。"))
    if agreement.project.state is ProjectState.TERMINATED:
        raise Refused(N_("合作项目已终止，合同不再提交登记。"))
    _expect_final(agreement)
    perform(REGISTRATION, agreement, Action.SUBMIT_REGISTRATION, actor, attribute="registration_state")
    commit()
    return agreement


def lacks_opinion(agreement: Agreement) -> bool:
    """Whether experts have to give their opinion before the papers may be handed in."""
    return agreement.needs_expert_review and not agreement.expert_opinion


def opinion_faults(agreement: Agreement, text: str, given_on: date | None) -> list[Invalid]:
    missing = [] if text else [Invalid(N_("请填写专家评审意见。"), field="expert_opinion")]
    return [*missing, *_day_faults(agreement, given_on, "expert_opinion_on")]


def record_opinion(
    agreement: Agreement,
    *,
    actor: User,
    text: str,
    given_on: date | None,
    files: Files = (),
    version: int | None = None,
) -> Agreement:
    """The experts' opinion on an agreement of 500 万元 or more, with its scans; put right until it is registered."""
    _hold(agreement, version)
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if agreement.state is not AgreementState.SIGNED or not agreement.needs_expert_review:
        raise Refused(N_("已签订、成交额达到 500 万元的合同才登记专家评审意见。"))
    for fault in opinion_faults(agreement, text, given_on):
        raise fault
    old = {"opinion": agreement.expert_opinion} if agreement.expert_opinion else {}
    agreement.expert_opinion, agreement.expert_opinion_on = text, given_on
    with kept(agreement, files, actor):
        events.record(agreement, Action.RECORD_OPINION, actor, data=old)
        commit()
    return agreement


def registration_faults(agreement: Agreement, number: str, registered_on: date | None) -> list[Invalid]:
    """Number and day are both due; the day lies between the signing and today."""
    missing = [] if number else [Invalid(N_("请填写登记编号。"), field="registration_no")]
    return [*missing, *_day_faults(agreement, registered_on, "registered_on")]


def register_agreement(
    agreement: Agreement, *, actor: User, number: str, registered_on: date | None, version: int | None = None
) -> Agreement:
    _hold(agreement, version)
    if lacks_opinion(agreement):  # the amount may have grown since the papers were handed in
        raise Refused(N_("成交额达到 500 万元的合同，先登记专家评审意见，才能登记。"))
    _expect_final(agreement)
    for fault in registration_faults(agreement, number, registered_on):
        raise fault
    _finish(agreement, Action.REGISTER, actor)
    agreement.registration_no, agreement.registered_on = number, registered_on
    words = {"contract": agreement.contract_no, "number": number}
    _tell_parties(agreement, N_("技术合同 %(contract)s 已登记，登记编号 %(number)s。"), words)
    commit()
    return agreement


def refuse_registration(agreement: Agreement, *, actor: User, reason: str, version: int | None = None) -> Agreement:
    _hold(agreement, version)
    _finish(agreement, Action.REFUSE_REGISTRATION, actor, reason)
    agreement.refusal_reason = reason.strip()
    words = {"contract": agreement.contract_no, "reason": reason.strip()}
    _tell_parties(agreement, N_("技术合同 %(contract)s 不予登记，原因：%(reason)s"), words)
    commit()
    return agreement


def _day_faults(agreement: Agreement, day: date | None, field: str) -> Iterator[Invalid]:
    missing, to_come, too_early = DAYS[field]
    if day is None:
        yield Invalid(missing, field=field)
    elif day > clock.today():
        yield Invalid(to_come, field=field)
    elif agreement.signed_on is not None and day < agreement.signed_on:
        yield Invalid(too_early, field=field)


def _expect_final(agreement: Agreement) -> None:
    """What is registered are the terms that hold."""
    if pending(agreement):
        raise Refused(N_("这份合同有变更等待审批，审批后再登记。"))


def _hold(agreement: Agreement, version: int | None) -> None:
    lock(agreement.project)
    lock(agreement)
    expect_version(agreement, version)


def _finish(agreement: Agreement, action: Action, actor: User, reason: str = "") -> None:
    """One line in the log; the agreement's state follows the registration's."""
    perform(REGISTRATION, agreement, action, actor, reason=reason, attribute="registration_state")
    step = AGREEMENT.find(action, agreement.state)
    if step is not None:
        agreement.state = AgreementState[step.target.name]


def _tell_parties(agreement: Agreement, message: str, words: dict[str, str]) -> None:
    tell(both_sides(agreement.project), message, agreement, **words)
