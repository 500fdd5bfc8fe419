import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.comparison import compare, reliability
from matchmaker.matching.figures import FIGURES, MEANS, NeedFigures, need_figures

TRUTH = {"n1": {"x": 4, "y": 1}, "n2": {"x": 1, "y": 1}, "n3": {"x": 3, "y": 2, "z": 1}}
SCORES = {"n1": {"x": 0.0, "y": 1.0}, "n2": {"x": 0.0, "y": 1.0}, "n3": {"x": 3.0, "y": 2.0, "z": 1.0}}
LEVELS = {"n1": {"x": 2, "y": 1}, "n2": {"x": 1, "y": 2}, "n3": {"x": 3, "y": 3, "z": 1}}
FOUND = {"n1": ["q", "x"], "n2": [], "n3": ["x"]}


def same_everywhere(value: float, needs: int = 20) -> NeedFigures:
    names = tuple(str(number) for number in range(needs))
    values = {name: np.full(needs, value) for name in MEANS}
    return NeedFigures(names, values, np.zeros(needs), np.ones(needs))


def test_figures_of_each_need_by_hand() -> None:
    found = need_figures(TRUTH, SCORES, LEVELS, FOUND)
    assert found.values["ndcg@10"] == pytest.approx([1 / np.log2(3), np.nan, 1], nan_ok=True)
    assert found.values["auc"] == pytest.approx([0, np.nan, 1], nan_ok=True)
    assert found.values["spearman"] == pytest.approx([-1, np.nan, 1], nan_ok=True)
    assert found.values["recall@50"] == pytest.approx([1, np.nan, 1], nan_ok=True)
    assert found.values["mrr@50"] == pytest.approx([0.5, np.nan, 1], nan_ok=True)
    assert (found.errors.tolist(), found.pairs.tolist()) == ([2, 1, 1], [2, 2, 3])


def test_the_overall_figures_are_means_of_what_is_defined() -> None:
    overall = need_figures(TRUTH, SCORES, LEVELS, FOUND).summary()
    assert (overall["needs"], overall["pairs"]) == (3, 7)
    assert overall["auc"] == 0.5 and overall["spearman"] == pytest.approx(0) and overall["mrr@50"] == 0.75
    assert overall["contest"] == pytest.approx(1 / (1 + 4 / 7))


def test_a_figure_that_no_need_has_is_undecided() -> None:
    alone = need_figures({"n2": TRUTH["n2"]}, SCORES, LEVELS, FOUND)
    assert math.isnan(alone.overall()["auc"]) and alone.overall()["contest"] == pytest.approx(1 / 1.5)
    by_name = {row.figure: row for row in compare(alone, alone, seed=1)}
    assert by_name["auc"].verdict == "undecided" and math.isnan(by_name["auc"].low)


def test_what_is_better_on_every_need_is_better() -> None:
    rows = compare(same_everywhere(0.5), same_everywhere(0.6), seed=1)
    assert [row.figure for row in rows] == list(FIGURES)
    for row in rows:
        assert row.difference == pytest.approx(0 if row.figure == "contest" else 0.1)
        assert row.low == pytest.approx(row.difference) == row.high
        assert row.verdict == ("undecided" if row.figure == "contest" else "better")
    back = compare(same_everywhere(0.6), same_everywhere(0.5), seed=1)
    assert {row.verdict for row in back if row.figure != "contest"} == {"worse"}


def test_one_need_in_twenty_decides_nothing() -> None:
    lucky = same_everywhere(0.5)
    lucky.values["auc"][1] = 0.9
    auc = {row.figure: row for row in compare(same_everywhere(0.5), lucky, seed=1)}["auc"]
    assert auc.difference == pytest.approx(0.02)
    assert (auc.low, auc.verdict) == (0, "undecided")
    # It is drawn Binomial(20, 1/20) times: P(0) = .36, P(at most 3) = .984, P(at most 2) = .925.
    assert auc.high == pytest.approx(0.06)


def test_other_needs_cannot_be_compared() -> None:
    with pytest.raises(ValueError):
        compare(same_everywhere(0.5), same_everywhere(0.5, needs=3), seed=1)
    with pytest.raises(ValueError):
        compare(same_everywhere(0.5, needs=0), same_everywhere(0.5, needs=0), seed=1)


@given(
    st.lists(st.one_of(st.floats(0, 1), st.just(math.nan)), min_size=1, max_size=12),
    st.integers(0, 2**32 - 1),
)
def test_a_set_up_is_neither_better_nor_worse_than_itself(column: list[float], seed: int) -> None:
    names = tuple(str(number) for number in range(len(column)))
    values = dict.fromkeys(MEANS, np.array(column))
    itself = NeedFigures(names, values, np.ones(len(column)), np.full(len(column), 3.0))
    for row in compare(itself, itself, seed=seed, rounds=50):
        assert row.verdict == "undecided"
        assert row.difference == 0 or math.isnan(row.difference)


def test_the_same_seed_gives_the_same_interval() -> None:
    a, b = same_everywhere(0.4), same_everywhere(0.4)
    b.values["auc"][:] = np.linspace(0, 1, 20)
    assert compare(a, b, seed=7) == compare(a, b, seed=7) != compare(a, b, seed=8)


def test_reliability_by_hand() -> None:
    chances, hits = np.array([0.0, 0.1, 0.2, 0.9, 1.0]), np.array([False, False, True, True, True])
    assert reliability(chances, hits, 2) == [
        (pytest.approx(0.1), pytest.approx(1 / 3), 3),
        (pytest.approx(0.95), 1.0, 2),
    ]
    assert [count for *_, count in reliability(chances, hits, 10)] == [1, 1, 1, 2]
