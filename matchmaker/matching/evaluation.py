"""How good the ranking is on a pack of judged pairs, by the code that serves the pages."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from .calibration import Calibration, calibration_for
from .encoder import Encoder
from .figures import NeedFigures, need_figures
from .matcher import Ranked, rank_query, score_query
from .pack import EncodedPack, encode_pack, read_pack
from .reranking import Reranker

RETRIEVED = 50

Ranking = dict[str, dict[str, Ranked]]


def evaluate(
    pack_dir: Path, encoder: Encoder, out_dir: Path | None = None, progress: Callable[[str], None] | None = None
) -> dict[str, float]:
    """Figures (see figures.FIGURES) of the shipped calibration on a pack; about 40 s on two cores.

    Writes predictions.csv and retrieved.csv into out_dir. Raises FileNotFoundError, KeyError, EncoderUnavailable.
    """
    encoded = encode_pack(read_pack(pack_dir), encoder, progress)
    return evaluate_encoded(encoded, calibration_for(encoder.identity), out_dir)


def evaluate_encoded(
    encoded: EncodedPack, calibration: Calibration, out_dir: Path | None = None, reranker: Reranker | None = None
) -> dict[str, float]:
    """The same for a pack that is encoded already, any calibration, and a reranker."""
    needs = list(encoded.pack.levels)
    predicted = score_judged(encoded, calibration, needs, reranker)
    retrieved = retrieve(encoded, calibration, needs, reranker)
    if out_dir is not None:
        _write(out_dir, predicted, retrieved)
    return ranking_figures(encoded, predicted, retrieved)


def ranking_figures(encoded: EncodedPack, predicted: Ranking, retrieved: dict[str, list[str]]) -> dict[str, float]:
    """Figures of pairs and retrieved names, whichever calibrations they come from."""
    return figures_by_need(encoded, predicted, retrieved).summary()


def figures_by_need(encoded: EncodedPack, predicted: Ranking, retrieved: dict[str, list[str]]) -> NeedFigures:
    """The same need by need, as comparison.compare takes them; needs that were not predicted are left out."""
    truth = {need: judged for need, judged in encoded.pack.levels.items() if need in predicted}
    scores = {need: {name: pair.score for name, pair in row.items()} for need, row in predicted.items()}
    levels = {need: {name: int(pair.level) for name, pair in row.items()} for need, row in predicted.items()}
    return need_figures(truth, scores, levels, retrieved)


def score_judged(
    encoded: EncodedPack, calibration: Calibration, needs: Iterable[str], reranker: Reranker | None = None
) -> Ranking:
    """Every judged pair of the needs, need → achievement → Ranked."""
    ids = encoded.achievement_ids
    found: Ranking = {}
    for need in needs:
        judged = encoded.pack.levels[need]
        wanted = [ids[name] for name in judged]
        pairs = score_query(encoded.query(need), encoded.corpus, calibration, wanted, reranker)
        found[need] = dict(zip(judged, pairs, strict=True))
    return found


def retrieve(
    encoded: EncodedPack, calibration: Calibration, needs: Iterable[str], reranker: Reranker | None = None
) -> dict[str, list[str]]:
    """For each of the needs the best achievements out of all, best first."""
    names = list(encoded.pack.achievements)
    found: dict[str, list[str]] = {}
    for need in needs:
        pairs = rank_query(encoded.query(need), encoded.corpus, calibration, k=RETRIEVED, reranker=reranker)
        found[need] = [names[pair.id] for pair in pairs]
    return found


def _write(folder: Path, predicted: Ranking, retrieved: dict[str, list[str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pairs = ((n, a, repr(p.score), int(p.level)) for n, row in predicted.items() for a, p in row.items())
    places = ((n, a, place) for n, row in retrieved.items() for place, a in enumerate(row, start=1))
    _write_csv(folder / "predictions.csv", ("need_id", "achievement_id", "score", "level"), pairs)
    _write_csv(folder / "retrieved.csv", ("need_id", "achievement_id", "rank"), places)


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
