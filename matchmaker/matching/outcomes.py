"""What the ending of a pair says about its relevance, and how much: docs/outcomes.md gives the reasons.

Places count from 1. A propensity is the chance that a row in sight at a place was looked into, relative to place 1.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

# Rows further down than this are not in sight on any page.
PLACES = 50
# Before anything is known the propensity of place k is 1 / k^DECLINE; this counts as much as PRIOR_SEEN sightings do.
DECLINE = 0.5
PRIOR_SEEN = 50
MAX_INVERSE = 4.0
SLIGHT = 0.3

MIN_PAIRS, MIN_NEEDS, MIN_GOOD = 200, 30, 20
GOOD_LEVEL = 3

Counts = Mapping[int, tuple[int, int]]


class Ending(enum.Enum):
    AGREED = enum.auto()
    COMPLETED = enum.auto()
    TERMINATED = enum.auto()
    TALKING = enum.auto()
    DECLINED_TECHNOLOGY = enum.auto()
    DECLINED_MATURITY = enum.auto()
    DECLINED_PRICE = enum.auto()
    DECLINED_SCHEDULE = enum.auto()
    DECLINED_SELF_SOLVED = enum.auto()
    DECLINED_NO_INTENT = enum.auto()
    DECLINED_OTHER = enum.auto()
    LAPSED_IN_TALKS = enum.auto()
    LAPSED = enum.auto()
    OPENED = enum.auto()
    IGNORED = enum.auto()


@dataclass(frozen=True, slots=True)
class Label:
    """level: 1 to 4; weight: above 0, at most MAX_INVERSE."""

    level: int
    weight: float


LABELS = {
    Ending.AGREED: Label(4, 1),
    Ending.COMPLETED: Label(4, 1),
    Ending.TERMINATED: Label(3, SLIGHT),
    Ending.TALKING: Label(3, 1),
    Ending.DECLINED_TECHNOLOGY: Label(1, 1),
    Ending.DECLINED_MATURITY: Label(2, 1),
    Ending.DECLINED_PRICE: Label(3, SLIGHT),
    Ending.DECLINED_SCHEDULE: Label(3, SLIGHT),
    Ending.DECLINED_SELF_SOLVED: Label(3, SLIGHT),
    Ending.DECLINED_NO_INTENT: Label(3, SLIGHT),
    Ending.DECLINED_OTHER: Label(3, SLIGHT),
    Ending.LAPSED_IN_TALKS: Label(3, SLIGHT),
    Ending.LAPSED: Label(2, SLIGHT),
    Ending.OPENED: Label(2, SLIGHT),
    Ending.IGNORED: Label(1, SLIGHT),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is to learn from: labelled pairs, needs among them, pairs of GOOD_LEVEL or above."""

    pairs: int
    needs: int
    good: int

    @property
    def enough(self) -> bool:
        return self.pairs >= MIN_PAIRS and self.needs >= MIN_NEEDS and self.good >= MIN_GOOD


def amount(levels: Mapping[str, Mapping[str, int]]) -> Amount:
    """levels: need → achievement → level, as in a pack."""
    every = [level for judged in levels.values() for level in judged.values()]
    return Amount(len(every), sum(map(bool, levels.values())), sum(level >= GOOD_LEVEL for level in every))


def acted_on(ending: Ending, propensity: float) -> Label:
    """The label of a row that somebody opened or asked for: what happens at a place seldom looked into counts more."""
    label = LABELS[ending]
    return Label(label.level, label.weight * min(1 / propensity, MAX_INVERSE))


def left_alone(examined: float) -> Label:
    """The label of a row that nobody opened: it counts as far as it was probably looked into."""
    label = LABELS[Ending.IGNORED]
    return Label(label.level, label.weight * examined)


def examined(propensity: float, times: int) -> float:
    """The chance that a row seen so many times was looked into at least once."""
    return 1 - (1 - propensity) ** times


def propensities(counts: Counts) -> tuple[float, ...]:
    """From place → (seen, acted on): the propensity of each place up to PLACES; 1 for the first, never rising.

    The share acted on at each place, smoothed with what DECLINE expects there, made monotone, relative to place 1:
    after Joachims, Swaminathan and Schnabel, Unbiased Learning-to-Rank with Biased Feedback (WSDM 2017), whose
    propensities come from an experiment, which these do not.
    """
    expected = [place**-DECLINE for place in range(1, PLACES + 1)]
    seen = [counts.get(place, (0, 0))[0] for place in range(1, PLACES + 1)]
    acted = [counts.get(place, (0, 0))[1] for place in range(1, PLACES + 1)]
    if not sum(acted):
        return tuple(expected)
    # the share at place 1 that would explain all that was done, were the expectation right
    first = sum(acted) / sum(count * share for count, share in zip(seen, expected, strict=True))
    sizes = [count + PRIOR_SEEN for count in seen]
    sums = [done + PRIOR_SEEN * first * share for done, share in zip(acted, expected, strict=True)]
    falling = _never_rising([total / size for total, size in zip(sums, sizes, strict=True)], sizes)
    return tuple(share / falling[0] for share in falling)


def _never_rising(shares: list[float], sizes: list[int]) -> list[float]:
    """The nearest sequence that never rises, by weighted squares: neighbours that rise are pooled."""
    pools: list[tuple[float, int, int]] = []
    for share, size in zip(shares, sizes, strict=True):
        pool = (share, size, 1)
        while pools and pools[-1][0] < pool[0]:
            pool = _pooled(pools.pop(), pool)
        pools.append(pool)
    return [share for share, _, places in pools for _ in range(places)]


def _pooled(one: tuple[float, int, int], other: tuple[float, int, int]) -> tuple[float, int, int]:
    size = one[1] + other[1]
    return (one[0] * one[1] + other[0] * other[1]) / size, size, one[2] + other[2]
