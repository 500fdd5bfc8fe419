"""Whether one set-up ranks better than another, or the needs at hand cannot tell; and how far probabilities hold."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .figures import FIGURES, Doubles, NeedFigures

Verdict = Literal["better", "worse", "undecided"]

INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of two set-ups; difference is b - a, low and high its 95 % interval, NaN where neither is defined.

    verdict: b is better, worse, or the interval holds 0.
    """

    figure: str
    a: float
    b: float
    difference: float
    low: float
    high: float
    verdict: Verdict


def compare(a: NeedFigures, b: NeedFigures, *, seed: int, rounds: int = 2000) -> list[Compared]:
    """Each of FIGURES of the two, by a paired bootstrap: every round draws the same needs for both (Efron 1979,
    percentile interval). Raises ValueError when they are not of the same needs, or of none.
    """
    if a.needs != b.needs or not a.needs:
        raise ValueError("Two set-ups are compared on the same needs")
    count = len(a.needs)
    drawn = np.random.default_rng(seed).integers(0, count, (rounds, count))
    first, second = a.overall(), b.overall()
    return [_compared(name, first[name], second[name], _differences(name, a, b, drawn)) for name in FIGURES]


def reliability(probabilities: Doubles, hits: npt.NDArray[np.bool_], bins: int) -> list[tuple[float, float, int]]:
    """Mean probability, share of hits and count in each band of equal width from 0 to 1; empty bands are left out."""
    band = np.minimum((probabilities * bins).astype(int), bins - 1)
    return [
        (float(probabilities[band == i].mean()), float(hits[band == i].mean()), int((band == i).sum()))
        for i in np.unique(band)
    ]


def _differences(name: str, a: NeedFigures, b: NeedFigures, drawn: npt.NDArray[np.intp]) -> Doubles:
    found = b.samples(name, drawn) - a.samples(name, drawn)
    return np.asarray(found[np.isfinite(found)])


def _compared(name: str, a: float, b: float, differences: Doubles) -> Compared:
    if not len(differences):
        return Compared(name, a, b, b - a, float("nan"), float("nan"), "undecided")
    low, high = (float(value) for value in np.percentile(differences, INTERVAL))
    return Compared(name, a, b, b - a, low, high, _verdict(low, high))


def _verdict(low: float, high: float) -> Verdict:
    if low > 0:
        return "better"
    return "worse" if high < 0 else "undecided"
