"""How well a set-up ranks a pack of judged pairs, by the code that serves the pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from matchmaker.matching import Level
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
from matchmaker.matching.fit import FOLDS, fit
from matchmaker.matching.pack import EncodedPack, Pack, encode_pack
from matchmaker.search import vocabulary
from matchmaker.search.setups import Setup
from models import db

Progress = Callable[[str], None]
SEED = 0
BANDS = 10


def encoded(pack: Pack, setup: Setup, progress: Progress | None) -> EncodedPack:
    """The pack as the platform indexes it with this set-up and the present 术语表. Raises EncoderUnavailable."""
    terms = vocabulary.load(db.session())
    db.session.rollback()
    return encode_pack(pack, setup.encoder, progress, terms)


def figures(pack: Pack, setup: Setup, out: Path | None, progress: Progress | None) -> dict[str, float]:
    """Figures of all needs; writes predictions.csv and retrieved.csv into `out`. Raises EncoderUnavailable."""
    return evaluate_encoded(encoded(pack, setup, progress), setup.calibration, out)


def held_out(pack: EncodedPack, model: str, progress: Progress) -> dict[str, Any]:
    """Figures of needs ranked by calibrations that had not seen them, and under "reliability" how far the
    probabilities of level 3 or above hold: rows of mean probability, share that was so, number of pairs."""
    needs = list(pack.pack.levels)
    predicted: Ranking = {}
    retrieved: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        tested = needs[fold::FOLDS]
        calibration = fit(pack, model, leave_out=tested)
        predicted |= score_judged(pack, calibration, tested)
        retrieved |= retrieve(pack, calibration, tested)
        progress(f"rounds of cross-validation: {fold + 1}/{FOLDS}")
    pairs = [(pair.probability, pack.pack.levels[n][a]) for n, row in predicted.items() for a, pair in row.items()]
    said, levels = np.array(pairs, np.float64).T
    return {
        **ranking_figures(pack, predicted, retrieved),
        "reliability": [list(band) for band in reliability(said, levels >= Level.FAIR, BANDS)],
    }


def side_by_side(pack: Pack, a: Setup, b: Setup, progress: Progress | None) -> list[Compared]:
    """Every figure of both, with the interval of the difference over needs. Raises EncoderUnavailable."""
    first = encoded(pack, a, progress)
    second = first if b.model == a.model else encoded(pack, b, progress)
    return compare(_by_need(first, a), _by_need(second, b), seed=SEED)


def _by_need(pack: EncodedPack, setup: Setup) -> NeedFigures:
    needs = list(pack.pack.levels)
    predicted = score_judged(pack, setup.calibration, needs)
    return figures_by_need(pack, predicted, retrieve(pack, setup.calibration, needs))
