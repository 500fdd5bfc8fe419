"""Ranking figures over judged pairs; a need's judged achievements are ranked among themselves."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Levels = Mapping[str, Mapping[str, int]]
Scores = Mapping[str, Mapping[str, float]]

RELEVANT = 3


def figures(truth: Levels, scores: Scores, levels: Levels, retrieved: Mapping[str, list[str]]) -> dict[str, float]:
    """ndcg@10, auc, spearman, contest (1 / (1 + mean level error)), and of `retrieved` recall@50 and mrr@50."""
    pairs = sum(len(judged) for judged in truth.values())
    arrays = [_arrays(judged, scores[need]) for need, judged in truth.items()]
    return {
        "needs": len(truth),
        "pairs": pairs,
        "ndcg@10": _mean(ndcg(s, y) for s, y in arrays),
        "auc": _mean(auc(s, y) for s, y in arrays),
        "spearman": _mean(spearman(s, y) for s, y in arrays),
        "contest": _contest(truth, levels, pairs),
        "recall@50": _mean(recall(judged, retrieved[need]) for need, judged in truth.items()),
        "mrr@50": _mean(reciprocal_rank(judged, retrieved[need]) for need, judged in truth.items()),
    }


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


def _contest(truth: Levels, levels: Levels, pairs: int) -> float:
    errors = (abs(level - levels[need][item]) for need, judged in truth.items() for item, level in judged.items())
    return 1 / (1 + sum(errors) / pairs)


def _arrays(judged: Mapping[str, int], scores: Mapping[str, float]) -> tuple[Doubles, Doubles]:
    return np.array([scores[item] for item in judged]), np.array(list(judged.values()), float)


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else float("nan")
