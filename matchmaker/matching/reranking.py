"""A cross-encoder reads both texts at once: slower than comparing vectors; once trained, sharper. Off by default."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import EncoderUnavailable
from .model_folder import folder_identity, quiet_transformers
from .text import has_words

Doubles = npt.NDArray[np.float64]

# So many of the best are read again; one pair takes about 10 ms.
RERANKED = 30
MAX_TOKENS = 160
KEPT = 4096

Pair = tuple[str, str]


class Reranker:
    """Any sentence-transformers CrossEncoder with one output, from a local folder; loaded at its first use."""

    def __init__(self, folder: str | Path, threads: int = 1) -> None:
        self._folder, self._threads = Path(folder), threads
        self._lock = threading.Lock()
        self._model: Any = None
        self._identity = ""
        self._read: OrderedDict[Pair, float] = OrderedDict()

    @property
    def identity(self) -> str:
        """Name and content of the model, told without loading it. Raises EncoderUnavailable."""
        if not self._identity:
            self._identity = folder_identity(self._folder)
        return self._identity

    def scores(self, own: str, others: Sequence[str]) -> Doubles:
        """(n,) from 0 to 1 for the leads of two sides, the same whichever asks; .5 where one has no words.

        Raises EncoderUnavailable.
        """
        found = np.full(len(others), 0.5)
        told = [i for i, other in enumerate(others) if has_words(other)] if has_words(own) else []
        if told:
            with self._lock:
                found[told] = self._known([in_order(own, others[i]) for i in told])
        return np.where(np.isfinite(found), found, 0.5)

    def _known(self, pairs: list[Pair]) -> list[float]:
        """Reads only the pairs that it has not met lately: to fit and to measure asks for the same ones many times."""
        found = {pair: self._read[pair] for pair in pairs if pair in self._read}
        if missing := [pair for pair in dict.fromkeys(pairs) if pair not in found]:
            found.update(zip(missing, map(float, self._predict(missing)), strict=True))
        for pair, score in found.items():
            self._read[pair] = score
            self._read.move_to_end(pair)
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return [found[pair] for pair in pairs]

    def _predict(self, pairs: list[Pair]) -> Doubles:
        if self._model is None:
            self._model = self._load()
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float64)

    def _load(self) -> Any:
        import torch
        from sentence_transformers import CrossEncoder

        quiet_transformers()
        torch.set_num_threads(self._threads)
        folder_identity(self._folder)
        try:
            model = CrossEncoder(
                str(self._folder), device="cpu", max_length=MAX_TOKENS, model_kwargs={"dtype": "float32"}
            )
        except Exception as error:
            raise EncoderUnavailable(f"The cross-encoder {self._folder} cannot be loaded ({error})") from error
        if model.num_labels != 1:
            raise EncoderUnavailable(f"The cross-encoder {self._folder} has {model.num_labels} outputs; one is needed")
        return model


def in_order(first: str, second: str) -> tuple[str, str]:
    """The pair as it is read, whichever side asks."""
    return (first, second) if first <= second else (second, first)
