"""Changes of a challenge while it takes bids: its contents by the firm, a later deadline by the firm or an officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services import index
from matchmaker.services.item_review import Incomplete, take
from matchmaker.services.live_changes import Change, expect_taking_bids, publish_change
from matchmaker.services.need_editing import RequirementDraft
from matchmaker.services.needs import missing_content
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit
from matchmaker.workflows.need import LONGEST_EXTENSION, NEED
from models import Amendment, Need, Requirement, User
from models.actions import Action

TEXTS = {
    "problem": N_("需解决的技术问题"),
    "background": N_("背景与现状"),
    "scenario": N_("应用场景"),
    "current_basis": N_("现有工作基础"),
}
UNIT, LEVEL = "万元", N_("现有水平")
AWARD, DELIVERY, ROW, DEADLINE = N_("榜单金额"), N_("交付期限（月）"), N_("考核指标"), N_("揭榜截止")


@dataclass(frozen=True)
class AmendedRow(RequirementDraft):
    """A requirement row; `id` names the row that it changes, none a new one."""

    id: int | None = None


@dataclass(frozen=True)
class AmendmentDraft:
    """What the challenge should say from now on; amount in 万元."""

    problem: str
    background: str = ""
    scenario: str = ""
    current_basis: str = ""
    requirements: tuple[AmendedRow, ...] = ()
    award_amount: Decimal | None = None
    delivery_months: int | None = None


def amend(need: Need, draft: AmendmentDraft, reason: str, *, actor: User, version: int | None = None) -> Amendment:
    """Raises Forbidden, Refused (not open, or past the deadline), Conflict, Incomplete, Invalid (no change, no
    reason)."""
    take(need, version)
    expect_taking_bids(need)
    changes = [*_value_changes(need, draft), *_row_changes(need, draft.requirements)]
    perform(NEED, need, Action.AMEND, actor, reason=reason)
    if not changes:
        raise Invalid(N_("没有任何改动。"))
    _write(need, draft)
    if faults := missing_content(need):
        raise Incomplete(faults)
    index.put_need(need)
    amendment = publish_change(need, reason, changes, actor=actor)
    commit()
    return amendment


def extend_deadline(need: Need, day: date, reason: str, *, actor: User, version: int | None = None) -> Amendment:
    """Bids are taken until the end of `day`. Raises Forbidden, Refused, Conflict, Invalid."""
    take(need, version)
    expect_taking_bids(need)
    perform(NEED, need, Action.EXTEND, actor, reason=reason)
    old, new = need.bid_deadline, clock.end_of_day(day)
    if old is None or new <= old:
        raise Invalid(N_("新的截止日期应晚于现在的截止日期。"), field="day")
    if day > clock.today() + LONGEST_EXTENSION:
        raise Invalid(N_("最多延长到一年以后。"), field="day")
    need.bid_deadline = new
    change = {"field": DEADLINE, "old": _moment(old), "new": _moment(new)}
    amendment = publish_change(need, reason, [change], actor=actor, old_deadline=old)
    commit()
    return amendment


def _write(need: Need, draft: AmendmentDraft) -> None:
    for name in (*TEXTS, "award_amount", "delivery_months"):
        setattr(need, name, getattr(draft, name))
    known = {row.id: row for row in need.requirements}
    rows = []
    for place, given in enumerate(draft.requirements, 1):
        # a row keeps its id, so that what bids answer to it stays attached
        row = known.get(given.id or 0) or Requirement()
        for name, value in _values(given).items():
            setattr(row, name, value)
        row.position = place
        rows.append(row)
    need.requirements[:] = rows


def _value_changes(need: Need, draft: AmendmentDraft) -> Iterator[Change]:
    for name, label in TEXTS.items():
        yield from _changed(label, getattr(need, name), getattr(draft, name))
    yield from _changed(AWARD, _amount(need.award_amount), _amount(draft.award_amount))
    yield from _changed(DELIVERY, str(need.delivery_months or ""), str(draft.delivery_months or ""))


def _row_changes(need: Need, rows: tuple[AmendedRow, ...]) -> Iterator[Change]:
    old = {row.id: _row(row) for row in need.requirements}
    kept = {row.id for row in rows}
    for row in rows:
        yield from _changed(ROW, old.get(row.id or 0, ""), _row(Requirement(**_values(row))))
    for row_id, text in old.items():
        if row_id not in kept:
            yield from _changed(ROW, text, "")


def _values(row: AmendedRow) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "id"}


def _changed(label: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield {"field": label, "old": old, "new": new}


def _row(row: Requirement) -> str:
    level = f" · {LEVEL} {row.current_level}" if row.current_level else ""
    return f"{row.indicator} {row.demand}（{row.obligation.zh}）{level}"


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f} {UNIT}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(clock.CITY_ZONE).strftime("%Y-%m-%d %H:%M")
