"""评分标准 of a challenge: weighted criteria, public with it, fixed once the deadline has passed."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.item_review import take
from matchmaker.services.live_changes import expect_taking_bids, publish_change
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, replace_rows
from matchmaker.workflows.need import NEED
from models import Criterion, Need, User
from models.actions import Action
from models.enums import NeedState

FEWEST, MOST, WHOLE = 2, 8, 100
RUBRIC = N_("评分标准")


@dataclass(frozen=True)
class CriterionDraft:
    name: str
    weight: int
    hint: str = ""


DEFAULT = (
    CriterionDraft(N_("指标响应"), 40, N_("对每项考核指标的响应是否达到要求，依据是否可信、可验证")),
    CriterionDraft(N_("技术路线"), 30, N_("方法是否先进可行，风险是否说清，进度是否合理")),
    CriterionDraft(N_("团队与基础"), 20, N_("首席专家和团队的相关业绩，已有成果、设备和试验条件")),
    CriterionDraft(N_("经费合理性"), 10, N_("经费与工作量是否相称，构成是否合理")),
)


def ensure(need: Need) -> None:
    """Criteria of its round, or the usual four, for a challenge that has none. Not committed."""
    if need.is_challenge and not need.criteria:
        given = need.round.rubric if need.round is not None else []
        rows = [CriterionDraft(row["name"], row["weight"], row.get("hint", "")) for row in given]
        _write(need, rows or DEFAULT)


def faults(rows: Sequence[CriterionDraft], field: str = "criteria") -> list[Invalid]:
    """What makes these no rubric."""
    if not FEWEST <= len(rows) <= MOST:
        return [Invalid(N_("评分标准应有 %(fewest)s 到 %(most)s 项。"), field=field, fewest=FEWEST, most=MOST)]
    found = [
        Invalid(N_("第 %(place)s 项要写明名称，权重为 1 到 99 的整数。"), field=field, place=place)
        for place, row in enumerate(rows, 1)
        if not row.name or not 1 <= row.weight < WHOLE
    ]
    if len({row.name for row in rows}) < len(rows):
        found.append(Invalid(N_("评分项名称不能重复。"), field=field))
    total = sum(row.weight for row in rows)
    if not found and total != WHOLE:
        found.append(Invalid(N_("权重合计应为 100，现在是 %(total)s。"), field=field, total=total))
    return found


def set_rubric(
    need: Need, rows: Sequence[CriterionDraft], *, actor: User, reason: str = "", version: int | None = None
) -> None:
    """Until the deadline. Of a challenge that takes bids, an amendment with a reason.

    Raises Forbidden, Refused, Conflict, Invalid.
    """
    take(need, version)
    expect_taking_bids(need)
    for fault in faults(rows):
        raise fault
    old, new = _text(need.criteria), _text(rows)
    if old == new:
        raise Invalid(N_("没有任何改动。"), field="criteria")
    is_live = need.state is NeedState.BIDDING
    perform(NEED, need, Action.SET_RUBRIC, actor, reason=reason)
    _write(need, rows)
    if is_live:
        publish_change(need, reason, [{"field": RUBRIC, "old": old, "new": new}], actor=actor)
    commit()


def _write(need: Need, rows: Sequence[CriterionDraft]) -> None:
    fresh = [Criterion(name=row.name, weight=row.weight, hint=row.hint) for row in rows]
    replace_rows(need.criteria, fresh)  # type: ignore[arg-type]


def _text(rows: Sequence[Criterion | CriterionDraft]) -> str:
    return "\n".join(f"{row.name} {row.weight}" + (f"（{row.hint}）" if row.hint else "") for row in rows)
