"""What speaks for a pair: figures that mean the same whichever of the two is asking."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from .corpus import Candidate, Query
from .lexical_index import Lexicon
from .structure import STRUCTURE, structure_features
from .tokens import agreement, unit_pieces

Floats = npt.NDArray[np.float32]

# Raise it when a feature's meaning changes: coefficients fitted before do not fit any more.
FEATURE_VERSION = 2
TEXTUAL = ("text", "sentence", "words", "pieces")
FEATURES = TEXTUAL + STRUCTURE


def pair_features(query: Query, candidates: Sequence[Candidate], centres: Floats, lexicon: Lexicon) -> Floats:
    """Features (n, 8) of the query with each candidate, columns as in FEATURES.

    text: cosine of one's whole text and the other's title; sentence: of one's best sentence and the other's title;
    words: share of one's title words, by rarity, found in the other's text; these three are means over both
    directions, as far as there is a body. pieces: how near the titles' word pieces come to each other
    (tokens.agreement). Cosines are taken from the centres (4, d) of titles, texts, sentences and pieces, because raw
    ones all lie between .8 and .9. Nothing depends on the other items of the corpus but the rarity of words. The last
    four columns are structure.structure_features.
    """
    if not candidates:
        return np.zeros((0, len(FEATURES)), np.float32)
    titles = centred(np.stack([c.title for c in candidates]), centres[0])
    own_title = centred(query.vectors.title[None], centres[0])[0]
    title = titles @ own_title
    bodies = query.document.has_body, np.array([c.has_body for c in candidates])
    own_text = titles @ centred(query.vectors.text[None], centres[1])[0]
    their_text = centred(np.stack([c.text for c in candidates]), centres[1]) @ own_title
    own_best = (centred(query.vectors.sentences, centres[2]) @ titles.T).max(axis=0)
    their_best = _best_sentences(own_title, candidates, centres)
    own_words, their_words = np.array([_coverages(query, c, lexicon) for c in candidates], np.float32).T
    columns = (
        _both_ways(own_text, their_text, bodies, title),
        _both_ways(own_best, their_best, bodies, title),
        _both_ways(own_words, their_words, bodies, (own_words + their_words) / 2),
        agreement(
            _pieces(query.vectors.pieces, centres[3]),
            _pieces(np.concatenate([c.pieces for c in candidates]), centres[3]),
            [len(c.pieces) for c in candidates],
        ),
    )
    structure = structure_features(query.facts, [c.facts for c in candidates])
    return np.concatenate([np.stack(columns, axis=1), structure], axis=1).astype(np.float32)


def centred(rows: npt.NDArray[np.floating], centre: Floats) -> Floats:
    """Unit rows seen from the centre; rows of zeros stay zeros."""
    rows = rows.astype(np.float32)
    moved = np.where(rows.any(axis=1, keepdims=True), rows - centre, 0)
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(np.divide(moved, length, out=np.zeros_like(moved), where=length > 1e-6), np.float32)


def _pieces(rows: npt.NDArray[np.floating], centre: Floats) -> tuple[Floats, Floats]:
    unit, weights = unit_pieces(rows)
    return centred(unit, centre), weights


def _best_sentences(own_title: Floats, candidates: Sequence[Candidate], centres: Floats) -> Floats:
    """For each candidate the cosine (n,) of its sentence that is nearest to the title."""
    cosines = centred(np.concatenate([c.sentences for c in candidates]), centres[2]) @ own_title
    starts = np.cumsum([0, *(len(c.sentences) for c in candidates)])[:-1]
    return np.asarray(np.maximum.reduceat(cosines, starts), np.float32)


def _coverages(query: Query, candidate: Candidate, lexicon: Lexicon) -> tuple[float, float]:
    own_title, own_text = frozenset(query.title_words), frozenset(query.text_words)
    return (
        _coverage(candidate.title_words, own_text, lexicon),
        _coverage(own_title, candidate.text_words, lexicon),
    )


def _coverage(wanted: Collection[str], found: frozenset[str], lexicon: Lexicon) -> float:
    total = lexicon.weight(wanted)
    return lexicon.weight(found.intersection(wanted)) / total if total else 0.0


def _both_ways(own: Floats, theirs: Floats, bodies: tuple[bool, npt.NDArray[np.bool_]], neither: Floats) -> Floats:
    """Mean of the directions whose longer side has a body."""
    have, they_have = bodies
    both, alone = ((own + theirs) / 2, own) if have else (theirs, neither)
    return np.asarray(np.where(they_have, both, alone), np.float32)
