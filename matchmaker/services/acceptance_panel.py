"""验收专家: who is named, who is taken off again, what each of them says."""

from matchmaker.adapters import clock
from matchmaker.errors import Conflict, Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import acceptance as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events
from matchmaker.services.acceptances import take, words_of
from matchmaker.services.experts import expect_available
from matchmaker.services.notify import tell_and_write
from matchmaker.services.project_people import officers_of
from matchmaker.services.recusal import party_conflicts
from matchmaker.services.unit import commit
from models import Acceptance, AcceptanceOpinion, User, db
from models.actions import Action
from models.project_enums import AcceptanceState, AcceptanceVerdict

ALREADY_NAMED = N_("这位专家已在本次验收的名单中。")


def name_expert(acceptance: Acceptance, expert: User, *, actor: User) -> AcceptanceOpinion:
    """Raises Forbidden, Refused with every reason for which this expert must keep away."""
    take(acceptance, None)
    _expect_open(acceptance, actor)
    expect_available(expert)
    if any(each.expert_id == expert.id for each in acceptance.opinions):
        raise Refused(ALREADY_NAMED)
    _expect_apart(expert, acceptance)
    opinion = AcceptanceOpinion(acceptance=acceptance, expert=expert)
    db.session.add(opinion)
    events.record(acceptance, Action.NAME_EXPERT, actor, data={"about": expert.name})
    message = N_("科技局请您对项目 %(number)s“%(title)s”提出验收意见。")
    tell_and_write([expert], message, acceptance, **words_of(acceptance))
    commit(ALREADY_NAMED)
    return opinion


def remove_expert(opinion: AcceptanceOpinion, reason: str, *, actor: User) -> None:
    """One who has not answered yet: what was said stays said."""
    acceptance = opinion.acceptance
    take(acceptance, None)
    _expect_open(acceptance, actor)
    if opinion not in acceptance.opinions:
        raise Conflict()
    if opinion.given_at is not None:
        raise Refused(N_("%(name)s已提交意见，不能移出名单。"), name=opinion.expert.name)
    if not reason.strip():
        raise Invalid(N_("请填写理由，专家会看到。"), field="reason")
    expert, about = opinion.expert, {"about": opinion.expert.name}
    acceptance.opinions.remove(opinion)
    events.record(acceptance, Action.REPLACE_EXPERT, actor, reason=reason.strip(), data=about)
    message = N_("您不再参加项目 %(number)s“%(title)s”的验收：%(reason)s")
    tell_and_write([expert], message, acceptance, reason=reason.strip(), **words_of(acceptance))
    commit()


def give_opinion(acceptance: Acceptance, verdict: AcceptanceVerdict | None, text: str, *, actor: User) -> None:
    """Once; the officer may have read it already."""
    take(acceptance, None)
    own = policy.opinion_of(actor, acceptance)
    if own is None:
        raise Forbidden()
    if not policy.can_give_opinion(actor, acceptance):
        raise Refused(N_("验收意见已提交或验收已结束，不能再修改。"))
    _expect_apart(actor, acceptance)  # they may have joined a party since
    if verdict is None:
        raise Invalid(N_("请选择验收意见。"), field="verdict")
    if not text.strip():
        raise Invalid(N_("请写明意见和依据。"), field="text")
    own.verdict, own.text, own.given_at = verdict, text.strip(), clock.now()
    events.record(acceptance, Action.GIVE_VERDICT, actor)
    if all(each.given_at is not None for each in acceptance.opinions):
        message = N_("项目 %(number)s“%(title)s”的专家意见已收齐，请出具验收结论。")
        tell_and_write(officers_of(acceptance.project), message, acceptance, **words_of(acceptance))
    commit()


def _expect_apart(expert: User, acceptance: Acceptance) -> None:
    if found := party_conflicts([expert], acceptance.project)[expert.id]:
        raise Refused(N_("%(name)s须回避：%(reasons)s。"), name=expert.name, reasons=found)


def _expect_open(acceptance: Acceptance, actor: User) -> None:
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if acceptance.state is not AcceptanceState.REVIEWING:
        raise Refused(N_("验收当前为“%(state)s”，不能变动专家名单。"), state=acceptance.state)
