"""Vectors of the texts that were met last: whoever goes on writing changes one sentence at a time."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .encoder import Encoder
from .text import MAX_SENTENCE_CHARS

Floats = npt.NDArray[np.float32]

KEPT, KEPT_TITLES = 4096, 256


class RememberingEncoder:
    """Encodes only what is new to it, and keeps `kept` vectors. Safe to share among threads."""

    def __init__(self, encoder: Encoder, kept: int = KEPT) -> None:
        self._encoder, self._kept = encoder, kept
        self._lock = threading.Lock()
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._pieces: OrderedDict[str, tuple[Floats, Floats]] = OrderedDict()

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """As Encoder.encode_queries. Raises EncoderUnavailable."""
        found = self._known(texts)
        for some in _batches([text for text in dict.fromkeys(texts) if text not in found]):
            found.update(zip(some, self._encoder.encode_queries(some), strict=True))
        self._keep(found)
        if not texts:
            return np.zeros((0, self._encoder.dimension), np.float32)
        return np.stack([found[text] for text in texts])

    def encode_pieces(self, texts: Sequence[str]) -> tuple[Floats, list[Floats]]:
        """As Encoder.encode_pieces. Raises EncoderUnavailable."""
        with self._lock:
            found = {text: self._pieces[text] for text in texts if text in self._pieces}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        found.update(zip(missing, zip(*self._encoder.encode_pieces(missing), strict=True), strict=True))
        with self._lock:
            self._pieces.update(found)
            while len(self._pieces) > KEPT_TITLES:
                self._pieces.popitem(last=False)
        rows = [found[text] for text in texts]
        return np.stack([vector for vector, _ in rows]), [pieces for _, pieces in rows]

    def _known(self, texts: Sequence[str]) -> dict[str, Floats]:
        with self._lock:
            return {text: self._vectors[text] for text in texts if text in self._vectors}

    def _keep(self, found: dict[str, Floats]) -> None:
        with self._lock:
            for text, vector in found.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Long texts by themselves, because a batch costs as much as if all of it were as long as its longest."""
    short = [text for text in texts if len(text) <= MAX_SENTENCE_CHARS]
    if short:
        yield short
    yield from ([text] for text in texts if len(text) > MAX_SENTENCE_CHARS)
