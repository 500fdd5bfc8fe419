"""Titles word piece by word piece: the pieces of one that find a near piece in the other.

Source of the comparison: late interaction, Khattab and Zaharia, ColBERT (2020); both ways, rare pieces more.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

MAX_PIECES = 40
# A piece of this log probability or more (a particle, a bracket) tells nothing.
COMMON_LOG_PROBABILITY = -5.0
LEAST_WEIGHT = 0.1


def piece_weights(tokenizer: Any) -> Floats | None:
    """Rarity of each word piece by its number, from the tokenizer's own language model; None when it has none."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    model = json.loads(backend.to_str())["model"] if backend is not None else {}
    if model.get("type") != "Unigram":
        return None
    scores = np.array([score for _, score in model["vocab"]], np.float32)
    return np.asarray(np.maximum(COMMON_LOG_PROBABILITY - scores, LEAST_WEIGHT), np.float32)


def piece_rows(output: dict[str, Any], weights: Floats | None, special: frozenset[int]) -> Floats:
    """The pieces (m, d) of one text, without prompt and marks; the length of a row is the weight of its piece."""
    ids = output["input_ids"].numpy()
    kept = np.flatnonzero(output["attention_mask"].numpy() & ~np.isin(ids, list(special)))
    kept = kept[kept >= int(output.get("prompt_length") or 0)][:MAX_PIECES]
    rows = output["token_embeddings"].float().numpy()[kept]
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
    told = np.ones(len(kept)) if weights is None else weights[ids[kept]]
    return np.asarray(unit * told[:, None], np.float32)


def unit_pieces(rows: npt.NDArray[np.floating]) -> tuple[Floats, Floats]:
    """Rows of length 1 (m, d), and the weights (m,) that were their lengths."""
    rows = rows.astype(np.float32)
    weights = np.linalg.norm(rows, axis=1)
    return np.divide(rows, weights[:, None], out=np.zeros_like(rows), where=weights[:, None] > 0), weights


def agreement(own: tuple[Floats, Floats], theirs: tuple[Floats, Floats], counts: Sequence[int]) -> Floats:
    """For each other title (n,): mean over both directions of how near each piece's nearest is, by weight.

    Pieces as (rows of length 1 seen from the centre, weights), those of the others one after another, counts[i] of
    title i; 0 where one of the two has none.
    """
    found = np.zeros(len(counts), np.float32)
    told = np.flatnonzero(counts)
    if not len(told) or not len(own[0]):
        return found
    starts = np.cumsum([0, *counts])[told]
    cosines, weights = theirs[0] @ own[0].T, theirs[1]
    there = np.add.reduceat(cosines.max(axis=1) * weights, starts) / np.add.reduceat(weights, starts)
    back = np.maximum.reduceat(cosines, starts, axis=0) @ own[1] / own[1].sum()
    found[told] = (there + back) / 2
    return found
