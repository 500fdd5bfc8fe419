"""Endings become labels; places become propensities."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.outcomes import (
    LABELS,
    MAX_INVERSE,
    PLACES,
    Amount,
    Ending,
    Label,
    acted_on,
    amount,
    examined,
    left_alone,
    propensities,
)


def test_every_ending_has_a_label():
    assert set(LABELS) == set(Ending)
    assert all(label.level in (1, 2, 3, 4) and 0 < label.weight <= 1 for label in LABELS.values())


def test_the_technology_counts_and_the_price_hardly():
    assert LABELS[Ending.AGREED] == Label(4, 1)
    assert LABELS[Ending.DECLINED_TECHNOLOGY] == Label(1, 1)
    price = LABELS[Ending.DECLINED_PRICE]
    assert price.level == 3 and price.weight < LABELS[Ending.TALKING].weight


def test_without_data_the_expectation_holds():
    expected = propensities({})
    assert len(expected) == PLACES and expected[0] == 1
    assert expected[3] == pytest.approx(0.5) and expected[15] == pytest.approx(0.25)


def test_seen_but_never_acted_on_says_nothing_about_places():
    assert propensities({1: (500, 0), 9: (500, 0)}) == propensities({})


def test_what_is_seen_at_one_place_only_leaves_the_others_as_expected():
    assert propensities({1: (1000, 100)}) == pytest.approx(propensities({}))
    assert propensities({7: (1000, 100)}) == pytest.approx(propensities({}))


def test_many_sightings_outweigh_the_expectation():
    steep = propensities({1: (100_000, 10_000), 2: (100_000, 1_000)})
    assert steep[1] == pytest.approx(0.1, abs=0.01)
    assert steep[2] <= steep[1]


def test_places_that_rise_are_pooled():
    """A later place that was acted on more often than the first: they are looked into alike."""
    level = propensities({1: (100_000, 1_000), 2: (100_000, 500), 3: (100_000, 2_000)})
    assert level[0] == level[1] == level[2] == 1


@given(
    st.dictionaries(
        st.integers(1, PLACES + 10),
        st.integers(0, 10_000).flatmap(lambda seen: st.tuples(st.just(seen), st.integers(0, seen))),
    )
)
def test_whatever_was_seen_they_fall_from_one_and_stay_above_nothing(counts):
    found = propensities(counts)
    assert found[0] == 1 and len(found) == PLACES
    assert all(1 >= one >= other > 0 for one, other in pairwise(found))


def test_ignored_at_the_top_says_more_than_ignored_below():
    chances = propensities({})
    top, below = (left_alone(examined(chances[place - 1], 1)) for place in (1, 18))
    assert top.level == below.level == 1 and top.weight == LABELS[Ending.IGNORED].weight > 4 * below.weight


def test_seen_again_is_looked_into_more_probably():
    assert examined(0.5, 1) == 0.5 and examined(0.5, 2) == 0.75
    assert left_alone(examined(0.5, 1000)).weight <= LABELS[Ending.IGNORED].weight


def test_agreed_far_below_counts_more_but_not_without_limit():
    assert acted_on(Ending.AGREED, 1) == Label(4, 1)
    assert acted_on(Ending.AGREED, 0.5) == Label(4, 2)
    assert acted_on(Ending.AGREED, 0.0001) == Label(4, MAX_INVERSE)


def test_enough_is_enough_of_each():
    assert Amount(200, 30, 20).enough
    assert not any(short.enough for short in (Amount(199, 30, 20), Amount(200, 29, 20), Amount(200, 30, 19)))
    assert amount({"a": {"x": 4, "y": 1}, "b": {"x": 3}, "c": {}}) == Amount(pairs=3, needs=2, good=2)
    assert amount({}) == Amount(0, 0, 0)
