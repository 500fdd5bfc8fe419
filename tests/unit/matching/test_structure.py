import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching import Facts
from matchmaker.matching.structure import STRUCTURE, structure_features

LABORATORY = Facts(fields=frozenset({(1, 11)}), modes=frozenset({"COOPERATION"}), trl=4, price=80)


def _of(need: Facts, achievement: Facts) -> dict[str, float]:
    row = structure_features(need, [achievement])[0]
    return dict(zip(STRUCTURE, map(float, row), strict=True))


def test_what_is_unknown_speaks_neither_for_nor_against() -> None:
    assert set(_of(Facts(), LABORATORY).values()) == {0.0}
    assert structure_features(Facts(), []).shape == (0, len(STRUCTURE))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({(1, 11)}, 1), ({(1, 12)}, 0.5), ({(1, 0)}, 0.5), ({(2, 21)}, -0.5), ({(2, 21), (1, 11)}, 1)],
)
def test_fields_count_by_their_distance_in_the_taxonomy(fields: set[tuple[int, int]], expected: float) -> None:
    assert _of(Facts(fields=frozenset(fields)), LABORATORY)["field"] == expected


def test_a_firm_that_wants_what_is_finished_is_not_served_from_the_laboratory() -> None:
    assert _of(Facts(develops=False), LABORATORY)["stage"] == -1
    assert _of(Facts(develops=True), LABORATORY)["stage"] == 0
    assert _of(Facts(develops=False), Facts(trl=8))["stage"] == 0


@pytest.mark.parametrize(("budget", "expected"), [(100, 0), (80, 0), (40, -0.63), (26, -1), (1, -1), (0, 0)])
def test_a_price_beyond_the_budget_speaks_against(budget: float, expected: float) -> None:
    assert _of(Facts(budget=budget), LABORATORY)["price"] == pytest.approx(expected, abs=0.01)


def test_ways_of_cooperating_must_overlap() -> None:
    assert _of(Facts(modes=frozenset({"LICENSE"})), LABORATORY)["modes"] == -1
    assert _of(Facts(modes=frozenset({"LICENSE", "COOPERATION"})), LABORATORY)["modes"] == 0


facts = st.builds(
    Facts,
    fields=st.frozensets(st.tuples(st.integers(1, 3), st.integers(0, 3)), max_size=3),
    modes=st.frozensets(st.sampled_from(["A", "B", "C"])),
    develops=st.none() | st.booleans(),
    budget=st.none() | st.floats(0, 1e9),
    trl=st.none() | st.integers(1, 9),
    price=st.none() | st.floats(0, 1e9),
)


@given(facts, facts)
def test_it_is_the_same_from_either_side_and_bounded(one: Facts, other: Facts) -> None:
    need = Facts(one.fields, one.modes, one.develops, one.budget)
    achievement = Facts(other.fields, other.modes, trl=other.trl, price=other.price)
    there, back = structure_features(need, [achievement]), structure_features(achievement, [need])
    assert np.array_equal(there, back) and np.abs(there).max() <= 1
