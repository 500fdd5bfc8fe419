"""What is known of an item beside its text, and how well the facts of two items go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
T = TypeVar("T")

STRUCTURE = ("field", "modes", "stage", "price")
# Readiness level from which something can be bought rather than developed (GB/T 22900: tried outside the laboratory).
MATURE_TRL = 6
# A price of so many times the budget is out of reach.
OUT_OF_REACH = 3.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is unknown is empty or None, and counts neither for nor against a pair.

    fields: (top, sub) in the taxonomy, sub 0 for a top field; modes: ways of cooperating, by names common to both
    kinds; of a need: develops, whether it asks for development and not only for what is finished, and the budget;
    of an achievement: trl, 1 to 9, and the price (of the same unit as the budget).
    """

    fields: frozenset[tuple[int, int]] = frozenset()
    modes: frozenset[str] = frozenset()
    develops: bool | None = None
    budget: float | None = None
    trl: int | None = None
    price: float | None = None


NO_FACTS = Facts()


def structure_features(own: Facts, others: Sequence[Facts]) -> Floats:
    """(n, 4), columns as in STRUCTURE: field from -.5 to 1, the others from -1 (speaks against) to 0 (nothing does).

    That ways, maturity and price go together is what one expects, so it raises nothing; that they do not speaks
    against a pair. The same whichever of the two is asking.
    """
    rows = [_pair(own, other) for other in others]
    return np.array(rows, np.float32).reshape(len(rows), len(STRUCTURE))


def _pair(own: Facts, other: Facts) -> tuple[float, float, float, float]:
    return (
        _field(own.fields, other.fields),
        _modes(own.modes, other.modes),
        _stage(_known(own.develops, other.develops), _known(own.trl, other.trl)),
        _price(_known(own.budget, other.budget), _known(own.price, other.price)),
    )


def _known(first: T | None, second: T | None) -> T | None:
    return second if first is None else first


def _field(own: frozenset[tuple[int, int]], other: frozenset[tuple[int, int]]) -> float:
    """Same field 1; one within the other or beside it under the same top field .5; another top field -.5."""
    if not own or not other:
        return 0.0
    if own & other:
        return 1.0
    return 0.5 if {top for top, _ in own} & {top for top, _ in other} else -0.5


def _modes(own: frozenset[str], other: frozenset[str]) -> float:
    if not own or not other:
        return 0.0
    return 0.0 if own & other else -1.0


def _stage(develops: bool | None, trl: int | None) -> float:
    """Who asks for what is finished is not served by what is still in the laboratory."""
    if develops is None or trl is None:
        return 0.0
    return 0.0 if develops or trl >= MATURE_TRL else -1.0


def _price(budget: float | None, price: float | None) -> float:
    """0 within the budget, falling with the logarithm of the excess to -1 at OUT_OF_REACH times the budget."""
    if not budget or not price or budget <= 0 or price <= 0:
        return 0.0
    return max(-1.0, -max(0.0, log(price / budget)) / log(OUT_OF_REACH))
