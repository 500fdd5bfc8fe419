"""Whatever is typed: an answer, the same each time, with marks that lie within the text."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.coach import (
    AchievementDraft,
    Coaching,
    NeedDraft,
    ParameterRow,
    RequirementRow,
    advise_achievement,
    advise_need,
)
from tests.unit.coach.drafts import need

PIECES = st.sampled_from(
    ["不超过", "达到 3 t", "尽可能", "西门子", "采购一台", "必须采用", "工艺", "型号", "联系人：", "139", "@", "。",
     "，", " ", "\0", "\u202e", "\u200f", "😀", "１２％", "国际领先", "A-", "（", "MBR", "\ud800", "\n"]
)  # fmt: skip
TEXTS = st.one_of(st.text(st.characters(), max_size=80), st.lists(PIECES, max_size=30).map("".join))
REQUIREMENTS = st.builds(
    RequirementRow, TEXTS, st.sampled_from(["GE", "LE", "EQ", "RANGE", "?"]), TEXTS, TEXTS, TEXTS, st.booleans(), TEXTS
)
NEEDS = st.builds(
    NeedDraft, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.lists(REQUIREMENTS, max_size=3).map(tuple), has_field=st.booleans()
)
PARAMETERS = st.builds(ParameterRow, TEXTS, TEXTS, TEXTS, TEXTS)
ACHIEVEMENTS = st.builds(
    AchievementDraft,
    TEXTS,
    TEXTS,
    TEXTS,
    stage=st.sampled_from(["", "LAB", "PRODUCTION", "?"]),
    trl=st.none() | st.integers(-3, 12),
    parameters=st.lists(PARAMETERS, max_size=3).map(tuple),
    scenes=TEXTS,
    cases=TEXTS,
)
HOSTILE = ["a" * 100_000, "达到1" * 33_333, "a@a." * 25_000, "1" * 100_000, "必须采用" * 25_000, "采购" * 50_000,
           "\0" * 100_000, "\u202eפלדה" * 20_000, "😀" * 100_000, "（" * 100_000, "A-" * 50_000, "高" * 100_000,
           " " * 100_000, "联系人： " * 16_666, "尽可能国际领先。" * 12_500]  # fmt: skip


def _check(coaching: Coaching, draft: object) -> None:
    assert 0 <= coaching.completeness <= 100
    assert all(0 <= part.got <= part.weight for part in coaching.parts)
    for each in coaching.advice:
        assert each.message.message % each.message.params if each.message.params else each.message.message
        if each.span:
            start, end = each.span
            assert 0 <= start < end <= len(getattr(draft, each.field))


@given(NEEDS)
def test_any_need_is_answered(draft: NeedDraft):
    _check(advise_need(draft), draft)
    assert advise_need(draft) == advise_need(draft)


@given(ACHIEVEMENTS)
def test_any_achievement_is_answered(draft: AchievementDraft):
    _check(advise_achievement(draft), draft)
    assert advise_achievement(draft) == advise_achievement(draft)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:8]))
def test_a_hostile_text_costs_little(text: str):
    row = RequirementRow(text, "RANGE", text, text, text, current_level=text)
    draft = NeedDraft(text, text, text, text, text, (row,))
    parameter = ParameterRow(text, text, text, text)
    other = AchievementDraft(text, text, text, (text,), "LAB", 4, (parameter,), 1, text, text)
    start = time.process_time()
    _check(advise_need(draft), draft)
    _check(advise_achievement(other), other)
    assert time.process_time() - start < 0.5


def test_a_long_draft_is_answered_at_once():
    text = need().problem * 100
    draft = replace(need(), problem=text[:3000], background=text[:1000], scenario=text[:500], current_basis=text[:500])
    spent = []
    for _ in range(10):
        start = time.process_time()
        advise_need(draft)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.005
