"""Fits the calibration on a pack of judged pairs: python -m matchmaker.matching.fit PACK --encoder FOLDER.

Weights come from one logistic model of "at least level 2, 3, 4" with shared weights; each level's slope is then fitted
on scores of needs that the weights had not seen, because the chance of a high level rises slower than of a low one.
"""

import argparse
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .calibration import SHIPPED, Calibration, Level
from .encoder import Encoder
from .evaluation import Ranking, ranking_figures, retrieve, score_judged
from .features import FEATURE_VERSION, pair_features
from .pack import EncodedPack, encode_pack, read_pack

Doubles = npt.NDArray[np.float64]

FOLDS = 10
# Unjudged pairs stand for what a page must call unrelated; they weigh less, since a few of them may be related.
STRANGERS, STRANGER_WEIGHT = 30, 0.3
# A level is given from this probability on. Below one half for the upper two: staff give them rarely, and a page
# that waited for certainty would never show them. Chosen so that the levels come out about as often as staff give them.
THRESHOLDS = (0.5, 0.35, 0.25)
_LEVELS = (Level.WEAK, Level.FAIR, Level.STRONG)


@dataclass(frozen=True, slots=True)
class _Examples:
    features: Doubles
    levels: Doubles
    weights: Doubles
    folds: Doubles


def fit(encoded: EncodedPack, identity: str, leave_out: Collection[str] = ()) -> Calibration:
    """A calibration from the pack's needs except those left out; the same input gives the same numbers."""
    centres = _centres(encoded)
    examples = _examples(encoded, centres, leave_out)
    means, scales = examples.features.mean(axis=0), examples.features.std(axis=0)
    standard = (examples.features - means) / scales
    weights = _weights(standard, examples)
    unseen = np.zeros(len(standard))
    for fold in range(FOLDS):
        rest = examples.folds != fold
        unseen[~rest] = standard[~rest] @ _weights(standard[rest], _pick(examples, rest))
    lines = [_logistic(np.c_[unseen, np.ones(len(unseen))], examples.levels >= k, examples.weights) for k in _LEVELS]
    return Calibration(
        identity=identity,
        feature_version=FEATURE_VERSION,
        means=_rounded(means),
        scales=_rounded(scales),
        weights=_rounded(weights),
        slopes=_rounded(line[0] for line in lines),
        intercepts=_rounded(line[1] for line in lines),
        thresholds=THRESHOLDS,
        centres=tuple(_rounded(row) for row in centres),
    )


def cross_validated(encoded: EncodedPack, identity: str) -> dict[str, float]:
    """Figures of needs ranked by calibrations that had not seen them."""
    needs = list(encoded.pack.levels)
    predicted: Ranking = {}
    retrieved: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        tested = [need for need in needs if _fold(needs.index(need)) == fold]
        calibration = fit(encoded, identity, leave_out=tested)
        predicted |= score_judged(encoded, calibration, tested)
        retrieved |= retrieve(encoded, calibration, tested)
    return ranking_figures(encoded, predicted, retrieved)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--encoder", default="instance/encoder")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.encoder, threads=2)
    encoded = encode_pack(read_pack(arguments.pack), encoder, print)
    print("cross-validated:", json.dumps(cross_validated(encoded, encoder.identity)))
    fit(encoded, encoder.identity).save(arguments.out)
    print("written:", arguments.out)


def _centres(encoded: EncodedPack) -> npt.NDArray[np.float32]:
    """Mean title of both kinds, and mean text and sentence of the documents that have a body."""
    corpus = encoded.corpus
    theirs = corpus.get(sorted(corpus.ids()))
    needs = [(encoded.need_vectors[name], need.has_body) for name, need in encoded.pack.needs.items()]
    titles = [vectors.title for vectors, _ in needs] + [c.title for c in theirs]
    texts = [v.text for v, full in needs if full] + [c.text for c in theirs if c.has_body]
    parts = [v.sentences for v, full in needs if full] + [c.sentences for c in theirs if c.has_body]
    rows = np.mean(titles, axis=0), np.mean(texts, axis=0), np.concatenate(parts).mean(axis=0)
    return np.stack(rows).astype(np.float32)


def _examples(encoded: EncodedPack, centres: npt.NDArray[np.float32], leave_out: Collection[str]) -> _Examples:
    ids, blocks = encoded.achievement_ids, []
    for number, (need, judged) in enumerate(encoded.pack.levels.items()):
        if need in leave_out:
            continue
        rng = np.random.default_rng(number)
        known = [ids[name] for name in judged]
        others = np.setdiff1d(np.arange(len(ids)), known)
        strangers = rng.choice(others, min(STRANGERS, len(others)), replace=False)
        query = encoded.query(need)
        pairs = encoded.corpus.get([*known, *map(int, strangers)])
        features = pair_features(query, pairs, centres, encoded.corpus.lexicon)
        levels = [*judged.values(), *[int(Level.NONE)] * len(strangers)]
        weights = [1.0] * len(known) + [STRANGER_WEIGHT] * len(strangers)
        blocks.append((features, levels, weights, [_fold(number)] * len(levels)))
    columns = [np.concatenate(column).astype(np.float64) for column in zip(*blocks, strict=True)]
    return _Examples(*columns)


def _pick(examples: _Examples, rows: npt.NDArray[np.bool_]) -> _Examples:
    return _Examples(examples.features[rows], examples.levels[rows], examples.weights[rows], examples.folds[rows])


def _weights(standard: Doubles, examples: _Examples) -> Doubles:
    count = len(standard)
    blocks = [np.c_[standard, np.tile(np.eye(len(_LEVELS))[i], (count, 1))] for i in range(len(_LEVELS))]
    answers = np.concatenate([examples.levels >= level for level in _LEVELS])
    found = _logistic(np.vstack(blocks), answers, np.tile(examples.weights, len(_LEVELS)))
    return found[: standard.shape[1]]


def _logistic(columns: Doubles, answers: npt.NDArray[np.bool_], weights: Doubles, ridge: float = 1e-3) -> Doubles:
    """Coefficients of a weighted logistic regression, by Newton's method."""
    found = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-columns @ found))
        curvature = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        slope = columns.T @ (weights * (answers - chance)) - ridge * found
        step = np.linalg.solve(curvature + ridge * np.eye(len(found)), slope)
        found += step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(found)


def _fold(number: int) -> int:
    return number % FOLDS


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(f"{value:.5g}") for value in values)


if __name__ == "__main__":
    main()
