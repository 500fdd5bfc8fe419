"""How points become totals, means, ranks and the flag."""

from decimal import Decimal

import pytest

from matchmaker.search.scoring import ranks, tally

WEIGHTS = {1: 40, 2: 30, 3: 20, 4: 10}


def _flat(*levels: int) -> dict[int, dict[int, int]]:
    """Experts who gave the same points on every criterion."""
    return {expert: dict.fromkeys(WEIGHTS, level) for expert, level in enumerate(levels, 1)}


def test_a_total_weighs_each_criterion():
    found = tally({1: {1: 90, 2: 80, 3: 70, 4: 60}}, WEIGHTS)
    assert found.totals == {1: Decimal("80.00")}
    assert found.mean == Decimal("80.00")
    assert found.deviation == found.spread == 0
    assert not found.disagree


def test_means_are_rounded_half_up_to_two_decimals():
    found = tally(
        {1: {1: 85, 2: 85, 3: 85, 4: 85}, 2: {1: 86, 2: 85, 3: 85, 4: 85}, 3: {1: 85, 2: 85, 3: 85, 4: 86}}, WEIGHTS
    )
    assert found.totals == {1: Decimal("85.00"), 2: Decimal("85.40"), 3: Decimal("85.10")}
    assert found.mean == Decimal("85.17")
    assert found.criterion_means[1] == Decimal("85.33")
    half = tally({1: {1: 0, 2: 0, 3: 0, 4: 1}, 2: dict.fromkeys(WEIGHTS, 0)}, WEIGHTS)
    assert half.mean == Decimal("0.05")
    assert tally(_flat(70, 71, 71, 71, 71, 71, 71, 71), WEIGHTS).mean == Decimal("70.88")


def test_the_deviation_is_that_of_these_experts():
    assert tally(_flat(70, 80, 90), WEIGHTS).deviation == Decimal("8.16")
    assert tally(_flat(0, 100), WEIGHTS).deviation == Decimal("50.00")


@pytest.mark.parametrize(("low", "high", "flagged"), [(60, 85, False), (60, 86, True), (0, 100, True), (75, 75, False)])
def test_exactly_25_points_apart_is_no_disagreement(low: int, high: int, flagged: bool):
    assert tally(_flat(low, 70 if low < 70 < high else low, high), WEIGHTS).disagree is flagged


def test_a_tenth_of_a_point_more_than_25_is_one():
    points = _flat(60, 85)
    points[2][4] = 86
    found = tally(points, WEIGHTS)
    assert found.spread == Decimal("25.10")
    assert found.disagree


def test_nobody_scored():
    assert tally({}, WEIGHTS) is None


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        (["80", "90", "70"], [2, 1, 3]),
        (["90", "90", "70"], [1, 1, 3]),
        (["80", "90", "80", "80"], [2, 1, 2, 2]),
        (["80", None, "90"], [2, None, 1]),
        ([None], [None]),
        (["0", None], [1, None]),
        ([], []),
    ],
)
def test_equal_means_share_a_rank(means: list[str | None], expected: list[int | None]):
    assert ranks([None if mean is None else Decimal(mean) for mean in means]) == expected
