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


def agreement(own: tuple[Floats, Floats], theirs: Sequence[tuple[Floats, Floats]]) -> Floats:
    """For each other title (n,): mean over both directions of how near each piece's nearest is, by weight.

    Pieces as (rows of length 1 seen from the centre, weights); 0 where one of the two has none.
    """
    found = np.zeros(len(theirs), np.float32)
    told = [i for i, (rows, _) in enumerate(theirs) if len(rows)] if len(own[0]) else []
    if not told:
        return found
    flat, weights = (np.concatenate([theirs[i][part] for i in told]) for part in (0, 1))
    starts = np.cumsum([0, *(len(theirs[i][0]) for i in told)])[:-1]
    cosines = flat @ own[0].T
    there = np.add.reduceat(cosines.max(axis=1) * weights, starts) / np.add.reduceat(weights, starts)
    back = np.maximum.reduceat(cosines, starts, axis=0) @ own[1] / own[1].sum()
    found[told] = (there + back) / 2
    return found
