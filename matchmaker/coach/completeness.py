"""完整度: what each part of the form adds to 100 points. docs/coach.md shows the same tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from matchmaker.coach import rows, titles
from matchmaker.coach.advice import Part
from matchmaker.coach.drafts import AchievementDraft, NeedDraft
from matchmaker.coach.texts import size
from matchmaker.messages import N_

Draft = TypeVar("Draft")


@dataclass(frozen=True)
class Measure(Generic[Draft]):
    """`share` says how much of the weight a draft gets, 0 to 1."""

    name: str
    weight: int
    share: Callable[[Draft], float]


def parts_of(draft: Draft, measures: Iterable[Measure[Draft]]) -> tuple[Part, ...]:
    return tuple(Part(each.name, each.weight, int(each.weight * each.share(draft) + 0.5)) for each in measures)


def _written(text: str, enough: int) -> float:
    """Grows with the text up to `enough` characters."""
    return min(size(text) / enough, 1.0)


def _title(title: str) -> float:
    if not size(title):
        return 0.0
    return 0.5 if titles.is_short(title) or titles.is_general(title) else 1.0


def _quantified(draft: NeedDraft) -> float:
    return min(sum(rows.quantified(row) for row in draft.requirements) / 3, 1.0)


def _measured(draft: AchievementDraft) -> float:
    return min(sum(rows.quantified(row) for row in draft.parameters) / 2, 1.0)


def _proven(draft: AchievementDraft) -> float:
    told = rows.parameters(draft)
    return sum(rows.proven(row) for _, row in told) / len(told) if told else 0.0


def _amount(draft: NeedDraft) -> bool:
    return draft.negotiable or draft.budget is not None or draft.award is not None


NEED_MEASURES: tuple[Measure[NeedDraft], ...] = (
    Measure(N_("需求名称"), 8, lambda draft: _title(draft.title)),
    Measure(N_("技术领域"), 4, lambda draft: draft.has_field),
    Measure(N_("背景与现状"), 8, lambda draft: _written(draft.background, 40)),
    Measure(N_("需解决的技术问题"), 18, lambda draft: _written(draft.problem, 60)),
    Measure(N_("应用场景"), 10, lambda draft: _written(draft.scenario, 15)),
    Measure(N_("现有工作基础"), 6, lambda draft: _written(draft.current_basis, 15)),
    Measure(N_("考核指标"), 22, _quantified),
    Measure(N_("现有水平"), 6, rows.tells_present_level),
    Measure(N_("拟投入"), 6, _amount),
    Measure(N_("交付期限（月）"), 6, lambda draft: draft.delivery_months is not None),
    Measure(N_("合作方式"), 6, lambda draft: bool(draft.modes)),
)

ACHIEVEMENT_MEASURES: tuple[Measure[AchievementDraft], ...] = (
    Measure(N_("成果名称"), 8, lambda draft: _title(draft.title)),
    Measure(N_("技术领域"), 4, lambda draft: draft.has_field),
    Measure(N_("关键词"), 4, lambda draft: min(len(draft.keywords) / 2, 1.0)),
    Measure(N_("成果简介"), 18, lambda draft: _written(draft.abstract, 60)),
    Measure(N_("技术优势"), 6, lambda draft: _written(draft.advantages, 15)),
    Measure(N_("所处阶段"), 6, lambda draft: bool(draft.stage)),
    Measure(N_("技术成熟度"), 6, lambda draft: draft.trl is not None),
    Measure(N_("性能参数"), 18, _measured),
    Measure(N_("参数依据"), 8, _proven),
    Measure(N_("知识产权"), 6, lambda draft: draft.properties > 0),
    Measure(N_("应用场景"), 6, lambda draft: _written(draft.scenes, 10)),
    Measure(N_("应用案例"), 6, lambda draft: _written(draft.cases, 10)),
    Measure(N_("转化方式"), 4, lambda draft: bool(draft.modes)),
)
