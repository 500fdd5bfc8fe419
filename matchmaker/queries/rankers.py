"""排序方案: which one ranks, since when, with which figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaker.errors import DomainError
from matchmaker.matching import EncoderUnavailable, shipped_figures
from matchmaker.messages import N_
from matchmaker.search import setups
from models import Ranker, RankerActivation, db

HISTORY = 50
# name in `Ranker.figures` → how it is called, and what it says to somebody who does not measure rankings every day
FIGURES = {
    "ndcg@10": (N_("前十位次序"), N_("排在前面的确实更相关吗：1 为完全正确的次序。")),
    "auc": (N_("相关与不相关之分"), N_("任取一项相关的和一项不相关的，相关的排在前面的机会；0.5 等于随机。")),
    "spearman": (N_("次序一致性"), N_("排出的次序与人工评定次序的相关系数：1 为一致，0 为无关。")),
    "contest": (N_("等级吻合度"), N_("给出的等级平均偏离人工等级多少：1 为不偏离，0.5 为平均差一级。")),
    "recall@50": (N_("前五十位找回率"), N_("相关的成果中，有多大比例进入前 50 位。")),
    "mrr@50": (N_("首个相关位次"), N_("第一项相关成果排得多前：1 为第一位，0.5 为第二位。")),
}
NOT_AVAILABLE = N_("内置方案的模型也不可用，现在没有排序；请运行 flask encoder prepare。")


@dataclass(frozen=True)
class Overview:
    """`active` is the ranker that was activated (none: the built-in set-up), `trouble` why it does not rank now."""

    activation: RankerActivation | None
    trouble: tuple[str, dict[str, object]] | None
    history: Sequence[RankerActivation]
    rankers: Sequence[Ranker]
    built_in_figures: dict[str, Any]

    @property
    def active(self) -> Ranker | None:
        return self.activation.ranker if self.activation else None

    @property
    def figures(self) -> dict[str, Any]:
        """Of the active one; none for a configured encoder that the built-in coefficients were not fitted for."""
        return self.active.figures if self.active else self.built_in_figures


def overview() -> Overview:
    history = _history()
    return Overview(history[0] if history else None, _trouble(), history, trained(), _built_in_figures())


def trained() -> Sequence[Ranker]:
    """Newest first."""
    return db.session.scalars(select(Ranker).order_by(Ranker.trained_at.desc(), Ranker.id.desc())).all()


def _built_in_figures() -> dict[str, Any]:
    try:
        return shipped_figures() if setups.built_in().calibration.fitted else {}
    except EncoderUnavailable:
        return {}


def _history() -> Sequence[RankerActivation]:
    parts = joinedload(RankerActivation.ranker), joinedload(RankerActivation.actor)
    query = select(RankerActivation).options(*parts).order_by(RankerActivation.id.desc()).limit(HISTORY)
    return db.session.scalars(query).all()


def _trouble() -> tuple[str, dict[str, object]] | None:
    try:
        found: DomainError | None = setups.active().trouble
    except EncoderUnavailable:
        return NOT_AVAILABLE, {}
    return (found.message, found.params) if found else None
