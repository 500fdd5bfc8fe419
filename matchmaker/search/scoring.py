"""How points become an order. Pure figures; docs/challenges.md says the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt

CENT = Decimal("0.01")
DISAGREEMENT = Decimal(25)

# expert → criterion → points from 0 to 100
Points = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True)
class Tally:
    """What the experts gave one bid: all from 0 to 100, two decimals, rounded half up.

    `totals` by the number of the expert, from 1; `criterion_means` by the id of the criterion. `spread` is the highest
    total minus the lowest, `deviation` the standard deviation of these experts' totals (of all of them, not estimated
    from a sample).
    """

    totals: dict[int, Decimal]
    criterion_means: dict[int, Decimal]
    mean: Decimal
    spread: Decimal
    deviation: Decimal

    @property
    def disagree(self) -> bool:
        return self.spread > DISAGREEMENT


def tally(points: Points, weights: Mapping[int, int]) -> Tally | None:
    """None without an expert. The weights (criterion → percent) sum to 100."""
    if not points:
        return None
    totals = {expert: total(given, weights) for expert, given in points.items()}
    mean = _mean(list(totals.values()))
    variance = sum((Fraction(each) - mean) ** 2 for each in totals.values()) / len(totals)
    return Tally(
        totals,
        {criterion: _round(_mean([given[criterion] for given in points.values()])) for criterion in weights},
        _round(mean),
        max(totals.values()) - min(totals.values()),
        Decimal(str(sqrt(variance))).quantize(CENT, ROUND_HALF_UP),
    )


def total(given: Mapping[int, int], weights: Mapping[int, int]) -> Decimal:
    """One expert's weighted total of one bid, exact: points are whole, weights whole percents."""
    return (Decimal(sum(given[criterion] * weight for criterion, weight in weights.items())) / 100).quantize(CENT)


def ranks(means: Sequence[Decimal | None]) -> list[int | None]:
    """1 for the highest; equal means, as shown, share a rank and the next one is left out; none without a mean."""
    return [None if mean is None else 1 + sum(other is not None and other > mean for other in means) for mean in means]


def _mean(values: Sequence[Decimal | int]) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction()) / len(values)


def _round(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)
