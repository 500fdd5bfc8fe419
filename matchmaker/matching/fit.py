"""Fits the calibration on a pack of judged pairs: python -m matchmaker.matching.fit PACK --encoder FOLDER.

Weights come from pairs of achievements that were judged for one need: the better one shall score higher. Each level's
slope is then fitted on scores of needs that the weights had not seen, because the chance of a high level rises slower
than that of a low one.
"""

import argparse
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .calibration import FIGURES, SHIPPED, Calibration, Level
from .encoder import Encoder
from .features import FEATURE_VERSION, FEATURES, TEXTUAL, pair_features
from .pack import EncodedPack, encode_pack, read_pack
from .regression import logistic, pairwise
from .reranking import Reranker
from .text import lead
from .tokens import unit_pieces

Doubles = npt.NDArray[np.float64]

FOLDS = 5
# Unjudged pairs stand for what a page must call unrelated; they weigh less, since a few of them may be related.
STRANGERS, STRANGER_WEIGHT = 30, 0.3
# What structure adds to the score (features.FEATURES; a standard deviation of a textual feature adds about .5):
# set by hand, because no published pack has fields, prices or stages; a pack that has them moves it.
STRUCTURE_PRIOR = {"field": 0.4, "modes": 0.1, "stage": 0.15, "price": 0.15}
RIDGE = 10.0
# A need with many judged achievements counts more, but not in proportion.
_NEED_WEIGHT = 4.0
# A cross-encoder may not push the features aside altogether.
_LEAST_OWN = 0.1
# A level is given from this probability on. Below one half for the upper two: staff give them rarely, and a page
# that waited for certainty would never show them. Chosen so that the levels come out about as often as staff give them.
THRESHOLDS = (0.5, 0.35, 0.25)
_LEVELS = (Level.WEAK, Level.FAIR, Level.STRONG)


@dataclass(frozen=True, slots=True)
class _Examples:
    """Rows of features (n, k) with level, weight and need of each; judged ones and strangers."""

    features: Doubles
    levels: Doubles
    weights: Doubles
    needs: Doubles

    @property
    def folds(self) -> Doubles:
        return self.needs % FOLDS


def fit(encoded: EncodedPack, identity: str, leave_out: Collection[str] = ()) -> Calibration:
    """A calibration from the pack's needs except those left out; the same input gives the same numbers."""
    centres = _centres(encoded)
    examples = _examples(encoded, centres, leave_out)
    means, scales = _standard(examples.features)
    better = _comparisons((examples.features - means) / scales, examples)
    unseen = np.zeros(len(examples.levels))
    for fold in range(FOLDS):
        held = examples.folds == fold
        unseen[held] = ((examples.features[held] - means) / scales) @ _weights(better, leave_out=fold)
    line = np.c_[unseen, np.ones(len(unseen))]
    lines = [logistic(line, examples.levels >= level, examples.weights) for level in _LEVELS]
    weights = _weights(better)
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


def fit_cross(
    encoded: EncodedPack, calibration: Calibration, reranker: Reranker, needs: Collection[str]
) -> Calibration:
    """The calibration with a weight for the cross-encoder's answers, and probabilities of both, from these needs.

    One that orders their pairs no better than chance gets the weight 0. Raises EncoderUnavailable.
    """
    others = [need for need in encoded.pack.levels if need not in needs]
    examples = _examples(encoded, calibration.centre_rows(fallback=encoded.corpus.means()), others)
    answers, judged = _answers(encoded, reranker, others)
    mean, scale = float(answers[judged].mean()), float(answers[judged].std()) or 1.0
    scores = calibration.score(examples.features.astype(np.float32))
    told = (answers - mean) / scale
    better = _comparisons(np.c_[scores, told], examples)
    own, cross = pairwise(better.differences, better.weights, np.array([1.0, 0.0]), RIDGE)
    weight = max(0.0, float(cross)) / max(_LEAST_OWN, float(own))
    line = np.c_[scores + weight * told, np.ones(len(scores))]
    lines = [logistic(line, examples.levels >= level, examples.weights) for level in _LEVELS]
    mean, scale, weight = _rounded((mean, scale, weight))
    slopes, intercepts = _rounded(line[0] for line in lines), _rounded(line[1] for line in lines)
    return replace(calibration, cross=(mean, scale, weight), slopes=slopes, intercepts=intercepts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--encoder", default="instance/encoder")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.encoder, threads=2)
    encoded = encode_pack(read_pack(arguments.pack), encoder, print)
    fit(encoded, encoder.identity).save(arguments.out)
    figures = _held_out(encoded, encoder.identity)
    arguments.out.with_name(FIGURES.name).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print("cross-validated:", json.dumps(figures))


def _held_out(encoded: EncodedPack, identity: str) -> dict[str, object]:
    # Not at the top: it fits, too.
    from .cross_validation import cross_validated

    needs = list(encoded.pack.levels)
    figures = cross_validated(encoded, needs, lambda tested: fit(encoded, identity, leave_out=tested))
    return {"achievements": len(encoded.pack.achievements), **figures}


def _centres(encoded: EncodedPack) -> npt.NDArray[np.float32]:
    """Mean title and word piece of both kinds, and mean text and sentence of the documents that have a body."""
    corpus = encoded.corpus
    theirs = corpus.get(sorted(corpus.ids()))
    needs = [(encoded.need_vectors[name], need.has_body) for name, need in encoded.pack.needs.items()]
    titles = [vectors.title for vectors, _ in needs] + [c.title for c in theirs]
    texts = [v.text for v, full in needs if full] + [c.text for c in theirs if c.has_body]
    parts = [v.sentences for v, full in needs if full] + [c.sentences for c in theirs if c.has_body]
    pieces = [v.pieces for v, _ in needs] + [c.pieces for c in theirs]
    piece = unit_pieces(np.concatenate(pieces))[0].mean(axis=0)
    rows = np.mean(titles, axis=0), np.mean(texts, axis=0), np.concatenate(parts).mean(axis=0), piece
    return np.stack(rows).astype(np.float32)


def _examples(encoded: EncodedPack, centres: npt.NDArray[np.float32], leave_out: Collection[str]) -> _Examples:
    blocks = []
    for number, (need, judged) in enumerate(encoded.pack.levels.items()):
        if need in leave_out:
            continue
        known, strangers = _judged_and_strangers(encoded, number, judged)
        query = encoded.query(need)
        pairs = encoded.corpus.get([*known, *strangers])
        features = pair_features(query, pairs, centres, encoded.corpus.lexicon)
        levels = [*judged.values(), *[int(Level.NONE)] * len(strangers)]
        told = encoded.pack.weights.get(need, {})
        weights = [told.get(name, 1.0) for name in judged] + [STRANGER_WEIGHT] * len(strangers)
        blocks.append((features, levels, weights, [number] * len(levels)))
    columns = [np.concatenate(column).astype(np.float64) for column in zip(*blocks, strict=True)]
    return _Examples(*columns)


def _judged_and_strangers(encoded: EncodedPack, number: int, judged: Iterable[str]) -> tuple[list[int], list[int]]:
    ids = encoded.achievement_ids
    known = [ids[name] for name in judged]
    others = np.setdiff1d(np.arange(len(ids)), known)
    strangers = np.random.default_rng(number).choice(others, min(STRANGERS, len(others)), replace=False)
    return known, list(map(int, strangers))


def _answers(
    encoded: EncodedPack, reranker: Reranker, leave_out: Collection[str]
) -> tuple[Doubles, npt.NDArray[np.bool_]]:
    """The cross-encoder's answer to each of _examples, and which of those were judged."""
    answers, told = [], []
    for number, (need, judged) in enumerate(encoded.pack.levels.items()):
        if need in leave_out:
            continue
        known, strangers = _judged_and_strangers(encoded, number, judged)
        pairs = encoded.corpus.get([*known, *strangers])
        answers.append(reranker.scores(lead(encoded.pack.needs[need]), [pair.lead for pair in pairs]))
        told.append(np.arange(len(pairs)) < len(known))
    return np.concatenate(answers), np.concatenate(told)


def _standard(features: Doubles) -> tuple[Doubles, Doubles]:
    """Means and scales; structure is left as it is, 0 being unknown."""
    means, scales = features.mean(axis=0), features.std(axis=0)
    structure = np.arange(len(FEATURES)) >= len(TEXTUAL)
    return np.where(structure, 0.0, means), np.where(structure | (scales == 0), 1.0, scales)


@dataclass(frozen=True, slots=True)
class _Comparisons:
    """Rows of (better - worse) features (m, k), how much each counts, and the fold of its need."""

    differences: Doubles
    weights: Doubles
    folds: Doubles


def _comparisons(standard: Doubles, examples: _Examples) -> _Comparisons:
    blocks = []
    for need in np.unique(examples.needs):
        rows = np.flatnonzero(examples.needs == need)
        levels, counts = examples.levels[rows], examples.weights[rows]
        better, worse = np.nonzero(levels[:, None] > levels)
        if not len(better):
            continue
        gain = (2.0 ** levels[better] - 2.0 ** levels[worse]) * counts[better] * counts[worse]
        weight = gain / gain.sum() * np.sqrt(counts.sum()) * _NEED_WEIGHT
        differences = standard[rows[better]] - standard[rows[worse]]
        blocks.append((differences, weight, np.full(len(weight), need % FOLDS)))
    return _Comparisons(*(np.concatenate(column) for column in zip(*blocks, strict=True)))


def _weights(better: _Comparisons, leave_out: int | None = None) -> Doubles:
    prior = np.array([STRUCTURE_PRIOR.get(name, 0.0) for name in FEATURES])
    kept = better.folds != leave_out if leave_out is not None else np.ones(len(better.folds), np.bool_)
    return pairwise(better.differences[kept], better.weights[kept], prior, RIDGE)


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(f"{value:.5g}") for value in values)


if __name__ == "__main__":
    main()
