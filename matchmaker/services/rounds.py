"""A collection round from its notice to its list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import collection_round as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events, rubrics
from matchmaker.services.notify import Deadline, holders_of, tell_and_write
from matchmaker.services.rubrics import CriterionDraft
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.collection_round import COLLECTION_ROUND
from models import CollectionRound, Field, Need, Organization, RoundField, User, db
from models.actions import Action
from models.challenge_enums import RoundState
from models.enums import NeedState, OrganizationKind, OrganizationState, Role

TAKEN = N_("已有同名的征集批次。")


@dataclass(frozen=True)
class RoundDraft:
    """What an officer typed. No `field_ids` invites every field; no `rubric` means the usual four criteria."""

    title: str
    notice: str
    opens_on: date
    closes_on: date
    field_ids: tuple[int, ...] = ()
    rubric: tuple[CriterionDraft, ...] = ()


def draft_faults(draft: RoundDraft) -> Iterator[Invalid]:
    if draft.closes_on < draft.opens_on:
        yield Invalid(N_("截止日期不能早于开始日期。"), field="closes_on")
    if draft.rubric:
        yield from rubrics.faults(draft.rubric, "rubric")


def create_round(draft: RoundDraft, *, actor: User) -> CollectionRound:
    """Raises Forbidden, Invalid."""
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    round_ = CollectionRound(state=RoundState.DRAFT)
    _write(round_, draft)
    db.session.add(round_)
    with db.session.no_autoflush:
        _expect_free_title(round_)
    events.record(round_, Action.CREATE, actor, new=round_.state)
    commit(TAKEN, "title")
    return round_


def edit_round(round_: CollectionRound, draft: RoundDraft, *, actor: User, version: int | None = None) -> None:
    """An open round goes on at least until today. Raises Forbidden, Refused, Conflict, Invalid."""
    _take(round_, version)
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if not policy.can_edit(actor, round_):
        raise Refused(N_("征集批次当前为“%(state)s”，不能修改。"), state=round_.state)
    with db.session.no_autoflush:
        _write(round_, draft)
        if round_.state is RoundState.OPEN:
            _expect_ahead(round_)
        _expect_free_title(round_)
    round_.updated_at = clock.now()
    events.record(round_, Action.EDIT, actor)
    commit(TAKEN, "title")


def open_round(round_: CollectionRound, *, actor: User, version: int | None = None) -> None:
    """Every verified firm is told. Raises Forbidden, Refused, Conflict, Invalid (no notice, window over)."""
    _take(round_, version)
    perform(COLLECTION_ROUND, round_, Action.OPEN_ROUND, actor)
    if not round_.notice:
        raise Invalid(N_("请先写好通知正文，再开放征集。"), field="notice")
    _expect_ahead(round_)
    deadline = Deadline(
        uid=f"round-{round_.id}@matchmaker",
        name=N_("征集批次“%(title)s”截止"),
        moment=clock.end_of_day(round_.closes_on),
        path=f"/rounds/{round_.id}",
    )
    sentence = N_("征集批次“%(title)s”已开放，%(opens)s 至 %(closes)s 可以提交榜单需求。")
    opens, closes = round_.opens_on.isoformat(), round_.closes_on.isoformat()
    firms = _owners_of_firms()
    tell_and_write(firms, sentence, round_, deadline=deadline, title=round_.title, opens=opens, closes=closes)
    commit()


def close_round(round_: CollectionRound, *, actor: User, version: int | None = None) -> None:
    """Before its last day is over. Raises Forbidden, Refused, Conflict."""
    _take(round_, version)
    _close(round_, actor)
    commit()


def close_rounds() -> int:
    """Rounds whose last day is over take no more needs; how many."""
    over = select(CollectionRound.id).where(
        CollectionRound.state == RoundState.OPEN, CollectionRound.closes_on < clock.today()
    )
    return sum(_close_overdue(round_id) for round_id in db.session.scalars(over.order_by(CollectionRound.id)).all())


def _close_overdue(round_id: int) -> bool:
    round_: CollectionRound = db.session.get_one(CollectionRound, round_id)
    lock(round_)
    if round_.state is not RoundState.OPEN or round_.closes_on >= clock.today():
        db.session.rollback()
        return False
    _close(round_, None)
    commit()
    return True


def _close(round_: CollectionRound, actor: User | None) -> None:
    perform(COLLECTION_ROUND, round_, Action.CLOSE_ROUND, actor, by_system=actor is None)
    sentence = N_("征集批次“%(title)s”已截止，收到 %(total)s 项需求，其中 %(waiting)s 项待受理。")
    counts = select(Need.state, func.count()).where(Need.round_id == round_.id).group_by(Need.state)
    by_state = {row[0]: row[1] for row in db.session.execute(counts)}
    waiting = by_state.get(NeedState.SUBMITTED, 0)
    total = sum(count for state, count in by_state.items() if state is not NeedState.DRAFT)
    tell_and_write(holders_of(Role.OFFICER), sentence, round_, title=round_.title, total=total, waiting=waiting)


def _write(round_: CollectionRound, draft: RoundDraft) -> None:
    for fault in draft_faults(draft):
        raise fault
    round_.title, round_.notice = draft.title, draft.notice
    round_.opens_on, round_.closes_on = draft.opens_on, draft.closes_on
    round_.rubric = [vars(row) for row in draft.rubric]
    kept = [row for row in round_.field_rows if row.field_id in draft.field_ids]
    present = {row.field_id for row in kept}
    fields = db.session.scalars(select(Field).where(Field.id.in_(set(draft.field_ids) - present)))
    round_.field_rows = [*kept, *(RoundField(field=field) for field in fields)]


def _expect_free_title(round_: CollectionRound) -> None:
    same = select(CollectionRound.id).where(CollectionRound.title == round_.title)
    if round_.id is not None:
        same = same.where(CollectionRound.id != round_.id)
    if db.session.scalar(same) is not None:
        raise Invalid(TAKEN, field="title")


def _expect_ahead(round_: CollectionRound) -> None:
    if round_.closes_on < clock.today():
        raise Invalid(N_("截止日期应在今天或以后。"), field="closes_on")


def _take(round_: CollectionRound, version: int | None) -> None:
    lock(round_)
    expect_version(round_, version)


def _owners_of_firms() -> list[User]:
    firms = select(Organization.id).where(
        Organization.kind == OrganizationKind.FIRM, Organization.state == OrganizationState.VERIFIED
    )
    query = select(User).where(User.organization_id.in_(firms), User.is_owner, User.active)
    return [user for user in db.session.scalars(query) if user.is_member]
