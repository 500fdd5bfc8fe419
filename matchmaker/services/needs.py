"""What happens to a need between its author, the bureau and the clock."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.collection_round import waits_for_list
from matchmaker.services import index, item_review, live_changes, round_rules, rubrics
from matchmaker.services.evaluations import open_evaluation
from matchmaker.services.item_fields import contact_faults
from matchmaker.services.item_review import ItemReview, take
from matchmaker.services.notify import members_of, tell, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, lock
from matchmaker.workflows.need import FAIR_WINDOW, NEED, OPEN
from models import Need, Requirement, User, db
from models.actions import Action
from models.enums import Comparator, ItemKind, NeedKind, NeedState, Visibility

PERIOD = timedelta(days=365)


def missing(need: Need) -> list[Invalid]:
    """What a reviewer would lack, each at its field of the form; requirement rows are named by their place."""
    return [
        *missing_content(need),
        *_missing_terms(need),
        *round_rules.faults(need),
        *contact_faults(need),
    ]


def missing_content(need: Need) -> list[Invalid]:
    """Without which a need says nothing; what stays true of a challenge that is changed while it takes bids."""
    found = [*_missing_texts(need), *_missing_rows(need.requirements)]
    if need.is_challenge and not need.award_amount:
        found.append(Invalid(N_("榜单须有榜单金额。"), field="award_amount"))
    return found


def _missing_texts(need: Need) -> Iterator[Invalid]:
    if need.field_id is None:
        yield Invalid(N_("提交审核前请选择技术领域。"), field="field_id")
    if not need.problem:
        yield Invalid(N_("提交审核前请说明需解决的技术问题。"), field="problem")


def _missing_rows(rows: Sequence[Requirement]) -> Iterator[Invalid]:
    if not rows:
        yield Invalid(N_("提交审核前请至少写明一项考核指标。"), field="requirements")
    for place, row in enumerate(rows, 1):
        if not row.indicator or not row.value:
            yield Invalid(N_("第 %(place)s 行的指标名称和要求值都要填写。"), field="requirements", place=place)
        elif row.comparator is Comparator.RANGE and not row.value_high:
            yield Invalid(N_("第 %(place)s 行是区间，请填写上限。"), field="requirements", place=place)


def _missing_terms(need: Need) -> Iterator[Invalid]:
    if not need.mode_rows:
        yield Invalid(N_("提交审核前请至少选择一种合作方式。"), field="modes")
    if need.visibility is Visibility.INVITED and not need.invitations:
        yield Invalid(N_("定向邀请请至少写明一家单位。"), field="invited")
    if need.is_challenge and need.bid_deadline is None:
        yield Invalid(N_("榜单须有揭榜截止日期。"), field="bid_day")
    elif need.is_challenge and not _leaves_fair_window(need):
        days = FAIR_WINDOW.days
        yield Invalid(N_("揭榜截止日期应在 %(days)s 天以后，给揭榜单位留出准备时间。"), field="bid_day", days=days)


def _leaves_fair_window(need: Need) -> bool:
    return need.bid_deadline is not None and need.bid_deadline >= clock.now() + FAIR_WINDOW


REVIEW = ItemReview(
    kind=ItemKind.NEED,
    machine=NEED,
    put=index.put_need,
    missing=missing,
    published=N_("需求“%(title)s”已发布。"),
    returned=N_("需求“%(title)s”被退回修改：%(reason)s"),
    withdrawn=N_("需求“%(title)s”已撤回：%(reason)s"),
    talks_over=N_("与贵方对接的需求“%(title)s”已撤回：%(reason)s"),
)


def submit_need(need: Need, *, actor: User, version: int | None = None) -> None:
    item_review.submit(REVIEW, need, actor=actor, version=version)


def return_need(need: Need, reason: str, *, actor: User, version: int | None = None) -> None:
    item_review.return_item(REVIEW, need, reason, actor=actor, version=version)


def withdraw_need(need: Need, reason: str, *, actor: User, version: int | None = None) -> None:
    """A challenge only before its deadline; everybody who bids on it, or was about to, is told."""
    over = partial(live_changes.end_bidding, need, reason)
    item_review.withdraw(REVIEW, need, reason, actor=actor, version=version, effect=over)


def publish_need(need: Need, *, actor: User, version: int | None = None) -> None:
    """A challenge is open for bids in the same commit, a technical need stays open for a year. Raises Refused for a
    challenge whose deadline has passed, and for one that its round's list will publish."""
    take(need, version)
    if waits_for_list(need):
        raise Refused(
            N_("需求属于征集批次“%(round)s”，榜单发布前不能单独发布。请在批次页面受理，与榜单一起发布。"),
            round=need.round.title if need.round else "",
        )
    item_review.publish(REVIEW, need, actor=actor, effect=partial(_open, need, actor))


def publish_listed(need: Need, *, actor: User) -> None:
    """As one of a list; the caller has locked it, tells the firm and commits."""
    item_review.enter_public(REVIEW, need, actor, partial(_open, need, actor))


def _open(need: Need, actor: User) -> None:
    if not need.is_challenge:
        need.expires_on = clock.today() + PERIOD
        return
    if need.bid_deadline is None or need.bid_deadline <= clock.now():
        raise Refused(N_("揭榜截止日期已过，不能发布。请退回，由企业改期后重新提交。"))
    perform(NEED, need, Action.OPEN_BIDDING, actor)
    rubrics.ensure(need)


def expire_needs() -> int:
    """Take needs whose time is over out of the halls and the ranking; how many."""
    query = select(Need.id).where(Need.state == NeedState.PUBLISHED, Need.expires_on < clock.today())
    return sum(_expire(need_id) for need_id in db.session.scalars(query.order_by(Need.id)).all())


def close_bidding() -> int:
    """No bid is taken after the deadline; how many challenges went on to evaluation."""
    query = select(Need.id).where(
        Need.kind == NeedKind.CHALLENGE, Need.state == NeedState.BIDDING, Need.bid_deadline < clock.now()
    )
    return sum(_close(need_id) for need_id in db.session.scalars(query.order_by(Need.id)).all())


def _expire(need_id: int) -> bool:
    need = _taken(need_id)
    if need.state is not NeedState.PUBLISHED:
        db.session.rollback()
        return False
    perform(NEED, need, Action.EXPIRE, None, by_system=True)
    index.drop(ItemKind.NEED, need.id)
    tell(members_of(need.organization), N_("需求“%(title)s”发布已满一年，已自动到期。"), need, title=need.title)
    commit()
    return True


def _close(need_id: int) -> bool:
    need = _taken(need_id)
    if need.state not in OPEN or need.bid_deadline is None or need.takes_bids(clock.now()):
        db.session.rollback()
        return False
    perform(NEED, need, Action.CLOSE_BIDDING, None, by_system=True)
    index.drop(ItemKind.NEED, need.id)
    rubrics.ensure(need)
    open_evaluation(need)
    tell_and_write(members_of(need.organization), N_("榜单“%(title)s”揭榜已截止，进入评榜。"), need, title=need.title)
    commit()
    return True


def _taken(need_id: int) -> Need:
    need: Need = db.session.get_one(Need, need_id)
    lock(need)
    return need
