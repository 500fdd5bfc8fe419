"""论证 of a need in triage: an officer asks an expert, who gives points, an opinion and a comment, or declines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import necessity as policy
from matchmaker.policies.collection_round import IN_TRIAGE
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events
from matchmaker.services.item_review import take
from matchmaker.services.notify import Deadline, holders_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.collection_round import NECESSITY_CHECK
from models import NecessityCheck, Need, User, db
from models.actions import Action
from models.challenge_enums import NecessityOpinion
from models.enums import Role

POINTS = range(101)
CRITERIA = ("industry", "basis", "indicators", "finance")


@dataclass(frozen=True)
class Opinion:
    """Points from 0 to 100 on 产业带动、研究基础、技术指标、财务指标."""

    industry: int
    basis: int
    indicators: int
    finance: int
    opinion: NecessityOpinion
    comment: str


def assign(need: Need, expert: User, due_on: date, *, actor: User, version: int | None = None) -> NecessityCheck:
    """Raises Forbidden, Refused, Conflict, Invalid (no expert, own organization, asked before, day over)."""
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    take(need, version)
    if need.state not in IN_TRIAGE:
        raise Refused(N_("需求当前为“%(state)s”，不在受理阶段，不能委托论证。"), state=need.state)
    _expect_suitable(need, expert)
    if due_on < clock.today():
        raise Invalid(N_("论证期限应在今天或以后。"), field="due_on")
    check = NecessityCheck(need=need, expert=expert, due_on=due_on)
    db.session.add(check)
    events.record(need, Action.ASSIGN_CHECK, actor, data={"expert": expert.name})
    _tell_expert(check)
    commit()
    return check


def give(check: NecessityCheck, opinion: Opinion, *, actor: User, version: int | None = None) -> None:
    """Raises Forbidden, Refused, Conflict, Invalid."""
    _take(check, actor, version)
    perform(NECESSITY_CHECK, check, Action.GIVE_OPINION, actor)
    for fault in faults(opinion):
        raise fault
    for name, value in vars(opinion).items():
        setattr(check, name, value)
    _finish(check, N_("%(expert)s 已提交对“%(title)s”的论证意见：%(opinion)s。"), opinion=opinion.opinion)


def decline(check: NecessityCheck, reason: str, *, actor: User, version: int | None = None) -> None:
    """Raises Forbidden, Refused, Conflict, Invalid without a reason."""
    _take(check, actor, version)
    perform(NECESSITY_CHECK, check, Action.DECLINE, actor, reason=reason)
    check.comment = reason.strip()
    _finish(check, N_("%(expert)s 谢绝论证“%(title)s”，请另选专家。"))


def faults(opinion: Opinion) -> Iterator[Invalid]:
    for name in CRITERIA:
        if getattr(opinion, name) not in POINTS:
            yield Invalid(N_("请填写 0 到 100 之间的整数。"), field=name)
    if not opinion.comment:
        yield Invalid(N_("请写明论证意见。"), field="comment")


def _expect_suitable(need: Need, expert: User) -> None:
    if not expert.has_role(Role.EXPERT):
        raise Invalid(N_("请从评审专家中选择。"), field="expert_id")
    if expert.organization_id == need.organization_id:
        raise Invalid(N_("专家与需求方同属一个单位，应当回避。"), field="expert_id")
    asked = select(NecessityCheck.id).where(NecessityCheck.need_id == need.id, NecessityCheck.expert_id == expert.id)
    if db.session.scalar(asked) is not None:
        raise Invalid(N_("这位专家已经受托论证过这项需求。"), field="expert_id")


def _take(check: NecessityCheck, actor: User, version: int | None) -> None:
    lock(check)
    expect_version(check, version)
    lock(check.need)
    if policy.is_asked(actor, check) and check.need.state not in IN_TRIAGE:
        raise Refused(N_("这项需求已经办结，不再需要论证意见。"))


def _finish(check: NecessityCheck, sentence: str, **given: Any) -> None:
    check.done_at = clock.now()
    people = holders_of(Role.OFFICER)
    tell_and_write(people, sentence, check, expert=check.expert.name, title=check.need.title, **given)
    commit()


def _tell_expert(check: NecessityCheck) -> None:
    db.session.flush()
    deadline = Deadline(
        uid=f"necessity-{check.id}@matchmaker",
        name=N_("论证“%(title)s”"),
        moment=clock.end_of_day(check.due_on),
        path=f"/necessity/{check.id}",
    )
    sentence = N_("请您论证榜单需求“%(title)s”的必要性，期限 %(day)s。")
    title, day = check.need.title, check.due_on.isoformat()
    tell_and_write([check.expert], sentence, check, deadline=deadline, title=title, day=day)
