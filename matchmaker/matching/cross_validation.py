"""How well a set-up ranks needs that its coefficients have not seen."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .calibration import Calibration, Level
from .comparison import reliability
from .evaluation import Ranking, ranking_figures, retrieve, score_judged
from .fit import FOLDS
from .pack import EncodedPack
from .reranking import Reranker

BANDS = 10


def cross_validated(
    encoded: EncodedPack,
    needs: Sequence[str],
    fitted: Callable[[Sequence[str]], Calibration],
    reranker: Reranker | None = None,
    progress: Callable[[str], None] = lambda _line: None,
) -> dict[str, Any]:
    """Figures of the needs, each ranked by what `fitted` makes without the fifth of them that it is in; and under
    "reliability" how far the probabilities of level 3 or above hold: rows of mean probability, share that was so,
    number of pairs."""
    predicted: Ranking = {}
    retrieved: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        tested = needs[fold::FOLDS]
        calibration = fitted(tested)
        predicted |= score_judged(encoded, calibration, tested, reranker)
        retrieved |= retrieve(encoded, calibration, tested, reranker)
        progress(f"rounds of cross-validation: {fold + 1}/{FOLDS}")
    levels = encoded.pack.levels
    pairs = [(pair.probability, levels[need][name]) for need, row in predicted.items() for name, pair in row.items()]
    said, found = np.array(pairs, np.float64).T
    return {
        **ranking_figures(encoded, predicted, retrieved),
        "reliability": [list(band) for band in reliability(said, found >= Level.FAIR, BANDS)],
    }
