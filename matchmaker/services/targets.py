"""目标任务 are set by officers; what has been reached is counted, never typed."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from sqlalchemy import select

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries.indicators import INDICATORS
from matchmaker.services import events
from matchmaker.services.unit import commit, expect_version, lock
from models import Target, User, db
from models.actions import Action

TAKEN = N_("这一责任单位当年已有这项指标的目标，请直接修改。")


@dataclass(frozen=True)
class TargetDraft:
    """`goal`: a count, or 万元, as the indicator says."""

    year: int
    indicator: str
    unit: str
    goal: Decimal
    district_id: int | None = None
    note: str = ""


def faults(draft: TargetDraft) -> list[Invalid]:
    found = []
    indicator = INDICATORS.get(draft.indicator)
    if indicator is None:
        found.append(Invalid(N_("请选择指标。"), field="indicator"))
    elif not indicator.is_amount and draft.goal != int(draft.goal):
        found.append(Invalid(N_("这项指标按个数计，请填写整数。"), field="goal"))
    if draft.goal <= 0:
        found.append(Invalid(N_("目标应大于零。"), field="goal"))
    return found


def set_target(draft: TargetDraft, *, actor: User) -> Target:
    """Raises Forbidden, Invalid (also when the unit has this target already)."""
    _expect_officer(actor)
    _expect_sound(draft)
    target = Target(**asdict(draft))
    _expect_free(draft)
    db.session.add(target)
    events.record(target, Action.SET_TARGET, actor, data=_said(target))
    commit(TAKEN, "indicator")
    return target


def change_target(target: Target, draft: TargetDraft, *, actor: User, version: int | None = None) -> Target:
    """Raises Forbidden, Conflict, Invalid."""
    _expect_officer(actor)
    lock(target)
    expect_version(target, version)
    _expect_sound(draft)
    before = _said(target)
    with db.session.no_autoflush:
        for name, value in asdict(draft).items():
            setattr(target, name, value)
        _expect_free(draft, target.id)
    events.record(target, Action.SET_TARGET, actor, data={"before": before, **_said(target)})
    commit(TAKEN, "indicator")
    return target


def delete_target(target: Target, *, actor: User, version: int | None = None) -> None:
    """Raises Forbidden, Conflict."""
    _expect_officer(actor)
    lock(target)
    expect_version(target, version)
    events.record(target, Action.DELETE, actor, data=_said(target))
    db.session.delete(target)
    commit()


def copy_targets(year: int, *, actor: User) -> int:
    """Last year's targets as those of `year`, except the ones that are there already; how many were made.

    Raises Forbidden, Refused when there is none to copy.
    """
    _expect_officer(actor)
    there = {(row.indicator, row.unit) for row in _of_year(year)}
    missing = [row for row in _of_year(year - 1) if (row.indicator, row.unit) not in there]
    if not missing:
        raise Refused(N_("%(year)s 年没有可以复制的目标。"), year=year - 1)
    for row in missing:
        copied = Target(
            year=year,
            indicator=row.indicator,
            unit=row.unit,
            district_id=row.district_id,
            goal=row.goal,
            note=row.note,
        )
        db.session.add(copied)
        events.record(copied, Action.SET_TARGET, actor, data=_said(copied))
    commit()
    return len(missing)


def _of_year(year: int) -> list[Target]:
    return list(db.session.scalars(select(Target).where(Target.year == year).order_by(Target.id)))


def _expect_officer(actor: User) -> None:
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()


def _expect_sound(draft: TargetDraft) -> None:
    found = faults(draft)
    if found:
        raise found[0]


def _expect_free(draft: TargetDraft, own_id: int | None = None) -> None:
    same = (Target.year == draft.year, Target.indicator == draft.indicator, Target.unit == draft.unit)
    found = db.session.scalar(select(Target.id).where(*same))
    if found not in (None, own_id):
        raise Invalid(TAKEN, field="indicator")


def _said(target: Target) -> dict[str, object]:
    return {
        "year": target.year,
        "indicator": target.indicator,
        "unit": target.unit,
        "district_id": target.district_id,
        "goal": str(target.goal),
    }
