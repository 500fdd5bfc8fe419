"""Ranking figures over judged pairs; a need's judged achievements are ranked among themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Levels = Mapping[str, Mapping[str, int]]
Scores = Mapping[str, Mapping[str, float]]

RELEVANT = 3
MEANS = ("ndcg@10", "auc", "spearman", "recall@50", "mrr@50")
FIGURES = ("ndcg@10", "auc", "spearman", "contest", "recall@50", "mrr@50")


@dataclass(frozen=True, slots=True, eq=False)
class NeedFigures:
    """Figures need by need, each array (n,) in the order of `needs`.

    values: one array for each of MEANS, NaN where the figure is not defined for the need; errors: summed |level -
    predicted level| over the need's pairs; pairs: how many those are. contest = 1 / (1 + errors / pairs).
    """

    needs: tuple[str, ...]
    values: Mapping[str, Doubles]
    errors: Doubles
    pairs: Doubles

    def summary(self) -> dict[str, float]:
        """Each of FIGURES over all needs, after the number of needs and of pairs."""
        return {"needs": len(self.needs), "pairs": int(self.pairs.sum()), **self.overall()}

    def overall(self) -> dict[str, float]:
        """Each of FIGURES over all needs: the mean over those that have it, contest over all pairs."""
        everybody = np.arange(len(self.needs))[None]
        return {name: float(self.samples(name, everybody)[0]) for name in FIGURES}

    def samples(self, figure: str, rows: Places) -> Doubles:
        """One of FIGURES over each sample (rounds,) of needs, rows (rounds, size); NaN where no need has it."""
        if figure == "contest":
            return np.asarray(1 / (1 + self.errors[rows].sum(axis=1) / self.pairs[rows].sum(axis=1)))
        drawn = self.values[figure][rows]
        known = np.isfinite(drawn)
        sums, counts = np.where(known, drawn, 0).sum(axis=1), known.sum(axis=1)
        return np.asarray(np.divide(sums, counts, out=np.full(len(rows), np.nan), where=counts > 0), np.float64)


def need_figures(truth: Levels, scores: Scores, levels: Levels, retrieved: Mapping[str, list[str]]) -> NeedFigures:
    """Figures of each need; levels and scores of its judged pairs, names retrieved for it out of all, best first."""
    arrays = [_arrays(judged, scores[need]) for need, judged in truth.items()]
    values = {
        "ndcg@10": _column(ndcg(s, y) for s, y in arrays),
        "auc": _column(auc(s, y) for s, y in arrays),
        "spearman": _column(spearman(s, y) for s, y in arrays),
        "recall@50": _column(recall(judged, retrieved[need]) for need, judged in truth.items()),
        "mrr@50": _column(reciprocal_rank(judged, retrieved[need]) for need, judged in truth.items()),
    }
    errors = _column(_level_error(judged, levels[need]) for need, judged in truth.items())
    return NeedFigures(tuple(truth), values, errors, _column(len(judged) for judged in truth.values()))


def ndcg(scores: Doubles, levels: Doubles, cut: int = 10) -> float | None:
    """Gain 2^(level-1) - 1; None when every level is 1."""
    gain = 2.0 ** (levels - 1) - 1
    discount = 1 / np.log2(np.arange(2, min(cut, len(gain)) + 2))
    ideal = float((np.sort(gain)[::-1][:cut] * discount).sum())
    order = np.argsort(-scores, kind="stable")[:cut]
    return float((gain[order] * discount).sum()) / ideal if ideal > 0 else None


def auc(scores: Doubles, levels: Doubles) -> float | None:
    """P(a relevant pair scores above an irrelevant one), ties half; None unless there are both."""
    good, bad = scores[levels >= RELEVANT, None], scores[levels < RELEVANT]
    if not len(good) or not len(bad):
        return None
    return float((good > bad).mean() + 0.5 * (good == bad).mean())


def spearman(scores: Doubles, levels: Doubles) -> float | None:
    """Rank correlation; None when all levels are the same, 0 when all scores are."""
    if len(np.unique(levels)) < 2:
        return None
    first, second = average_ranks(scores), average_ranks(levels)
    return float(np.corrcoef(first, second)[0, 1]) if first.std() else 0.0


def average_ranks(values: Doubles) -> Doubles:
    """Places from 0, equal values sharing the mean of theirs."""
    _, group, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[group], np.float64)


def recall(judged: Mapping[str, int], found: list[str]) -> float | None:
    """Share of the relevant that were found; None when there are none."""
    wanted = {item for item, level in judged.items() if level >= RELEVANT}
    return len(wanted.intersection(found)) / len(wanted) if wanted else None


def reciprocal_rank(judged: Mapping[str, int], found: list[str]) -> float | None:
    """1 / place of the first relevant one, 0 when none was found; None when there are none."""
    wanted = {item for item, level in judged.items() if level >= RELEVANT}
    places = (place for place, item in enumerate(found, start=1) if item in wanted)
    return 1 / next(places, np.inf) if wanted else None


def _level_error(judged: Mapping[str, int], predicted: Mapping[str, int]) -> int:
    return sum(abs(level - predicted[item]) for item, level in judged.items())


def _arrays(judged: Mapping[str, int], scores: Mapping[str, float]) -> tuple[Doubles, Doubles]:
    return np.array([scores[item] for item in judged]), np.array(list(judged.values()), float)


def _column(values: Iterable[float | None]) -> Doubles:
    return np.array([np.nan if value is None else value for value in values], np.float64)
