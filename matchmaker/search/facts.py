"""What of an item beside its text is compared with others: field, ways of cooperating, maturity, money."""

from functools import singledispatch

from matchmaker.matching import Facts
from models import Achievement, Field, Need
from models.enums import CooperationMode, Stage, TransferMode

COMMON_MODES = {
    CooperationMode.COMMISSIONED: TransferMode.COOPERATION,
    CooperationMode.JOINT: TransferMode.COOPERATION,
    CooperationMode.PLATFORM: TransferMode.COOPERATION,
    CooperationMode.TRANSFER: TransferMode.TRANSFER,
    CooperationMode.LICENSE: TransferMode.LICENSE,
    CooperationMode.EQUITY: TransferMode.EQUITY,
    CooperationMode.CONSULTING: TransferMode.SERVICE,
    CooperationMode.SERVICE: TransferMode.SERVICE,
}
# The lowest readiness level (GB/T 22900) of each stage, where the level itself is not given.
STAGE_TRL = {Stage.RESEARCH: 2, Stage.LAB: 4, Stage.PILOT: 6, Stage.SAMPLE: 7, Stage.PRODUCTION: 9}


@singledispatch
def facts(item: Need | Achievement) -> Facts:
    raise TypeError(f"a {type(item).__name__} is not matched")


@facts.register
def _need(item: Need) -> Facts:
    modes = {COMMON_MODES[mode] for mode in item.modes}
    money = item.award_amount if item.is_challenge else item.budget
    return Facts(
        fields=_paths([item.field] if item.field else []),
        modes=frozenset(mode.name for mode in modes),
        develops=TransferMode.COOPERATION in modes if modes else None,
        budget=None if money is None else float(money),
    )


@facts.register
def _achievement(item: Achievement) -> Facts:
    modes = set(item.modes) - {TransferMode.SELF}
    trl = item.trl if item.trl else STAGE_TRL.get(item.stage) if item.stage else None
    return Facts(
        fields=_paths(item.fields),
        modes=frozenset(mode.name for mode in modes),
        trl=trl,
        price=None if item.price is None else float(item.price),
    )


def _paths(fields: list[Field]) -> frozenset[tuple[int, int]]:
    return frozenset((field.parent_id, field.id) if field.parent_id else (field.id, 0) for field in fields)
