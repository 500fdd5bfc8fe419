"""所处阶段 and 技术成熟度: both there, and of one mind."""

from collections.abc import Iterator

from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.drafts import AchievementDraft
from matchmaker.messages import N_

# GB/T 22900: the lowest and highest level that goes with a stage.
LEVELS = {"RESEARCH": (1, 4), "LAB": (3, 5), "PILOT": (5, 7), "SAMPLE": (5, 8), "PRODUCTION": (7, 9)}


def advice(draft: AchievementDraft) -> Iterator[Advice]:
    if not draft.stage:
        yield Advice(
            "no-stage",
            "stage",
            Severity.MISSING,
            Phrase(N_("还没有选所处阶段。")),
            Phrase(N_("按最近一次做到的规模选：烧杯、样机、中试线，还是已经批量卖出。")),
        )
    if draft.trl is None:
        yield Advice(
            "no-trl",
            "trl",
            Severity.MISSING,
            Phrase(N_("还没有选技术成熟度。")),
            Phrase(N_("在实验室做出样品是 4 级，中试或样机演示是 6 级，批量应用是 9 级。")),
        )
    if draft.trl is not None and draft.stage in LEVELS:
        yield from _fitting(draft.trl, *LEVELS[draft.stage])


def _fitting(trl: int, lowest: int, highest: int) -> Iterator[Advice]:
    if not lowest <= trl <= highest:
        yield Advice(
            "maturity-differs",
            "trl",
            Severity.IMPROVE,
            Phrase(N_("成熟度 %(trl)s 级与所选阶段对不上。"), {"trl": trl}),
            Phrase(
                N_("这个阶段一般是 %(lowest)s～%(highest)s 级，请核对两项中的一项。"),
                {"lowest": lowest, "highest": highest},
            ),
        )
