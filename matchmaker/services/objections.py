"""异议 to a public notice: anybody may object, the bureau answers each; one that is upheld reopens the evaluation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from email_validator import EmailNotValidError, validate_email

from matchmaker.adapters import clock
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.publicity import takes_objections
from matchmaker.services import events
from matchmaker.services.attachments import kept
from matchmaker.services.evaluations import bids_of, open_evaluation
from matchmaker.services.notify import tell_and_write
from matchmaker.services.numbers import new_objection_number
from matchmaker.services.outcome_notices import bureau, tell_reopened
from matchmaker.services.publicity import take
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.bid import BID, DECIDED
from matchmaker.workflows.evaluation import EVALUATION, OBJECTION
from matchmaker.workflows.need import NEED
from models import Objection, Publicity, User, db
from models.actions import Action
from models.challenge_enums import EvaluationState

SHORTEST, LONGEST = 20, 5000
SHORTEST_ANSWER = 10
MOST_FILES = 3
PHONE = re.compile(r"[0-9+()\-\s\u8f6c]{5,30}")


@dataclass(frozen=True)
class Given:
    """What an objector writes; phone or e-mail, so that the bureau can ask back."""

    name: str
    phone: str = ""
    email: str = ""
    organization_name: str = ""
    text: str = ""


def object_to(notice: Publicity, given: Given, files: Sequence[tuple[str, BinaryIO]] = ()) -> Objection:
    """Raises Refused outside the period, Invalid for what is wrong; then nothing is kept, no file either."""
    take(notice)
    if not takes_objections(notice, clock.now(), clock.today()):
        raise Refused(N_("公示期为 %(starts)s 至 %(ends)s，现在不能提出异议。"), **_period(notice))
    for fault in faults(given, len(files)):
        raise fault
    _expect_new(notice, given)
    objection = Objection(publicity=notice, number=new_objection_number(notice), **asdict(given))
    db.session.add(objection)
    events.record(objection, Action.OBJECT, None, new=objection.state)
    message = N_("公示 %(number)s“%(title)s”收到异议 %(objection)s，请核实并答复。")
    words: dict[str, Any] = {"number": notice.number, "title": notice.title, "objection": objection.number}
    tell_and_write(bureau(), message, notice, **words)
    with kept(objection, files):
        commit()
    return objection


def faults(given: Given, files: int = 0) -> list[Invalid]:
    return [*_contact_faults(given), *_text_faults(given, files)]


def answer(objection: Objection, upheld: bool, text: str, *, actor: User, version: int | None = None) -> Objection:
    """The answer is public. Upheld, it ends the notice and the evaluation begins again, if it has not already."""
    notice = take(objection.publicity)
    lock(objection)
    expect_version(objection, version)
    perform(OBJECTION, objection, Action.UPHOLD if upheld else Action.DISMISS, actor, reason=text)
    if len(text.strip()) < SHORTEST_ANSWER:
        raise Invalid(N_("请写明核实情况和理由，不少于 %(least)s 字。"), field="reason", least=SHORTEST_ANSWER)
    objection.answer, objection.answered_by_id, objection.answered_at = text.strip(), actor.id, clock.now()
    if upheld and notice.evaluation.state is EvaluationState.APPROVED:
        _reopen(notice, objection, actor)
    commit()
    return objection


def _reopen(notice: Publicity, objection: Objection, actor: User) -> None:
    evaluation, need = notice.evaluation, notice.evaluation.need
    reason = objection.number
    perform(EVALUATION, evaluation, Action.REOPEN, actor, reason=reason, by_system=True)
    perform(NEED, need, Action.REOPEN, actor, reason=reason, by_system=True)
    for bid in bids_of(need):
        if bid.state in DECIDED:
            perform(BID, bid, Action.REOPEN, actor, by_system=True)
            bid.excluded_reason = ""
    tell_reopened(evaluation, notice)
    open_evaluation(need, evaluation.number + 1)


def _expect_new(notice: Publicity, given: Given) -> None:
    """A second click on the button is no second objection."""
    same = (each.number for each in notice.objections if (each.name, each.text) == (given.name, given.text))
    if number := next(same, None):
        raise Refused(N_("您已提交过同样的异议，编号 %(number)s，请勿重复提交。"), number=number)


def _contact_faults(given: Given) -> Iterator[Invalid]:
    if not given.name:
        yield Invalid(N_("请填写姓名。"), field="name")
    if not (given.phone or given.email):
        yield Invalid(N_("电话和邮箱至少填写一项，以便核实。"), field="phone")
    if given.phone and not PHONE.fullmatch(given.phone):
        yield Invalid(N_("电话格式不对，请填写手机或带区号的固定电话。"), field="phone")
    if given.email and not _is_address(given.email):
        yield Invalid(N_("邮箱格式不对，应类似 name@example.com。"), field="email")


def _text_faults(given: Given, files: int) -> Iterator[Invalid]:
    if not SHORTEST <= len(given.text) <= LONGEST:
        yield Invalid(
            N_("请写明异议内容和依据，%(least)s 到 %(most)s 字。"), field="text", least=SHORTEST, most=LONGEST
        )
    if files > MOST_FILES:
        yield Invalid(N_("附件最多 %(most)s 个。"), field="file", most=MOST_FILES)


def _is_address(email: str) -> bool:
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _period(notice: Publicity) -> dict[str, str]:
    return {"starts": notice.starts_on.isoformat(), "ends": notice.ends_on.isoformat()}
