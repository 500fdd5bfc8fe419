"""Experts who could be asked, with the reasons of those who must keep away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.search.experts import Fit
from matchmaker.services.recusal import Conflict

SHOWN = 8


@dataclass(frozen=True)
class Proposal:
    """An expert who fits, and why not, if so. `place` of the specialty among all; the figure itself says little."""

    fit: Fit
    place: int | None
    conflicts: list[Conflict]


def proposals(fits: Sequence[Fit], reasons: Mapping[int, list[Conflict]]) -> list[Proposal]:
    """`reasons` by the expert's id."""
    alike = sorted((fit.similarity for fit in fits if fit.similarity is not None), reverse=True)
    places = [None if fit.similarity is None else alike.index(fit.similarity) + 1 for fit in fits]
    return [Proposal(fit, place, reasons[fit.expert.id]) for fit, place in zip(fits, places, strict=True)]
