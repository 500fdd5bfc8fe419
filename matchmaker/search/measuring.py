"""How well a set-up ranks a pack of judged pairs, by the code that serves the pages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchmaker.matching import Calibration, Encoder, Reranker
from matchmaker.matching.comparison import Compared, compare
from matchmaker.matching.cross_validation import cross_validated
from matchmaker.matching.evaluation import evaluate_encoded, figures_by_need, retrieve, score_judged
from matchmaker.matching.figures import NeedFigures
from matchmaker.matching.fit import fit, fit_cross
from matchmaker.matching.pack import EncodedPack, Pack, encode_pack
from matchmaker.search import vocabulary
from matchmaker.search.setups import Setup
from models import db

Progress = Callable[[str], None]
SEED = 0


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
    """Figures of its needs ranked by calibrations that had not seen them: cross_validation.cross_validated."""
    return cross_validated(of.pack, of.needs, of.fitted, of.reranker, progress)


def side_by_side(pack: Pack, a: Setup, b: Setup, progress: Progress | None) -> list[Compared]:
    """Every figure of both, with the interval of the difference over needs. Raises EncoderUnavailable."""
    first = encoded(pack, a.encoder, progress)
    second = first if b.model == a.model else encoded(pack, b.encoder, progress)
    return compare(_by_need(first, a), _by_need(second, b), seed=SEED)


def _by_need(pack: EncodedPack, setup: Setup) -> NeedFigures:
    needs = list(pack.pack.levels)
    predicted = score_judged(pack, setup.calibration, needs, setup.reranker)
    return figures_by_need(pack, predicted, retrieve(pack, setup.calibration, needs, setup.reranker))
