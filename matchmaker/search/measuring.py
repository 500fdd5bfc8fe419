"""How well a set-up ranks a pack of judged pairs, by the code that serves the pages."""

from collections.abc import Callable
from pathlib import Path

from matchmaker.matching.comparison import Compared, compare
from matchmaker.matching.evaluation import evaluate_encoded, figures_by_need, retrieve, score_judged
from matchmaker.matching.figures import NeedFigures
from matchmaker.matching.pack import EncodedPack, Pack, encode_pack
from matchmaker.search import vocabulary
from matchmaker.search.setups import Setup
from models import db

Progress = Callable[[str], None]
SEED = 0


def encoded(pack: Pack, setup: Setup, progress: Progress | None) -> EncodedPack:
    """The pack as the platform indexes it with this set-up and the present 术语表. Raises EncoderUnavailable."""
    terms = vocabulary.load(db.session())
    db.session.rollback()
    return encode_pack(pack, setup.encoder, progress, terms)


def figures(pack: Pack, setup: Setup, out: Path | None, progress: Progress | None) -> dict[str, float]:
    """Figures of all needs; writes predictions.csv and retrieved.csv into `out`. Raises EncoderUnavailable."""
    return evaluate_encoded(encoded(pack, setup, progress), setup.calibration, out)


def side_by_side(pack: Pack, a: Setup, b: Setup, progress: Progress | None) -> list[Compared]:
    """Every figure of both, with the interval of the difference over needs. Raises EncoderUnavailable."""
    first = encoded(pack, a, progress)
    second = first if b.model == a.model else encoded(pack, b, progress)
    return compare(_by_need(first, a), _by_need(second, b), seed=SEED)


def _by_need(pack: EncodedPack, setup: Setup) -> NeedFigures:
    needs = list(pack.pack.levels)
    predicted = score_judged(pack, setup.calibration, needs)
    return figures_by_need(pack, predicted, retrieve(pack, setup.calibration, needs))
