"""How well a set-up ranks a pack of judged pairs, by the code that serves the pages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from matchmaker.matching import Calibration, Encoder, Level, Reranker
from matchmaker.matching.comparison import Compared, compare, reliability
from matchmaker.matching.evaluation import (
    Ranking,
    evaluate_encoded,
    figures_by_need,
    ranking_figures,
    retrieve,
    score_judged,
)
from matchmaker.matching.figures import NeedFigures
from matchmaker.matching.fit import FOLDS, fit, fit_cross
from matchmaker.matching.pack import EncodedPack, Pack, encode_pack
from matchmaker.search import vocabulary
from matchmaker.search.setups import Setup
from models import db

Progress = Callable[[str], None]
SEED = 0
BANDS = 10


@dataclass(frozen=True)
class Measured:
    """A pack, the models that read it, and the needs that no model was trained on: nothing is fitted to others."""

    pack: EncodedPack
    model: str
    reranker: Reranker | None
    needs: Sequence[str]

    def fitted(self, leave_out: Collection[str] = ()) -> Calibration:
        """Raises EncoderUnavailable."""
        used = [need for need in self.needs if need not in leave_out]
        others = [need for need in self.pack.pack.levels if need not in used]
        calibration = fit(self.pack, self.model, leave_out=others)
        return fit_cross(self.pack, calibration, self.reranker, used) if self.reranker else calibration


def encoded(pack: Pack, encoder: Encoder, progress: Progress | None) -> EncodedPack:
    """The pack as the platform indexes it with this encoder and the present 术语表. Raises EncoderUnavailable."""
    terms = vocabulary.load(db.session())
    db.session.rollback()
    return encode_pack(pack, encoder, progress, terms)


def figures(pack: Pack, setup: Setup, out: Path | None, progress: Progress | None) -> dict[str, float]:
    """Figures of all needs; writes predictions.csv and retrieved.csv into `out`. Raises EncoderUnavailable."""
    return evaluate_encoded(encoded(pack, setup.encoder, progress), setup.calibration, out, setup.reranker)


def held_out(of: Measured, progress: Progress) -> dict[str, Any]:
    """Figures of its needs ranked by calibrations that had not seen them, and under "reliability" how far the
    probabilities of level 3 or above hold: rows of mean probability, share that was so, number of pairs."""
    pack = of.pack
    predicted: Ranking = {}
    retrieved: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        tested = of.needs[fold::FOLDS]
        calibration = of.fitted(leave_out=tested)
        predicted |= score_judged(pack, calibration, tested, of.reranker)
        retrieved |= retrieve(pack, calibration, tested, of.reranker)
        progress(f"rounds of cross-validation: {fold + 1}/{FOLDS}")
    pairs = [(pair.probability, pack.pack.levels[n][a]) for n, row in predicted.items() for a, pair in row.items()]
    said, levels = np.array(pairs, np.float64).T
    return {
        **ranking_figures(pack, predicted, retrieved),
        "reliability": [list(band) for band in reliability(said, levels >= Level.FAIR, BANDS)],
    }


def side_by_side(pack: Pack, a: Setup, b: Setup, progress: Progress | None) -> list[Compared]:
    """Every figure of both, with the interval of the difference over needs. Raises EncoderUnavailable."""
    first = encoded(pack, a.encoder, progress)
    second = first if b.model == a.model else encoded(pack, b.encoder, progress)
    return compare(_by_need(first, a), _by_need(second, b), seed=SEED)


def _by_need(pack: EncodedPack, setup: Setup) -> NeedFigures:
    needs = list(pack.pack.levels)
    predicted = score_judged(pack, setup.calibration, needs, setup.reranker)
    return figures_by_need(pack, predicted, retrieve(pack, setup.calibration, needs, setup.reranker))
