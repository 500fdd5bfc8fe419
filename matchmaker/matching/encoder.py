"""Texts to unit vectors, by any model that sentence-transformers can load."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .errors import EncoderUnavailable
from .model_folder import folder_identity, quiet_transformers, read_probes
from .text import has_words, normalise
from .tokens import piece_rows, piece_weights

Floats = npt.NDArray[np.float32]

BATCH_SIZE = 16
MIN_AGREEMENT = 0.999
_PROBES = (
    "轻量化铝合金轮毂低压铸造缺陷控制",
    "我公司现有的污水处理系统能耗高、污泥产量大,希望将吨水电耗降低20%以上,并实现出水总氮小于10 mg/L。",
    "Machine vision for defect detection on plywood lines, 60 m/min",
)

_log = logging.getLogger(__name__)


class TextEncoder(Protocol):
    """Whatever encodes as an Encoder does."""

    def encode_queries(self, texts: Sequence[str]) -> Floats: ...
    def encode_pieces(self, texts: Sequence[str]) -> tuple[Floats, list[Floats]]: ...


class Encoder:
    """A sentence-transformers model by folder or name, loaded at first use (so after a server has forked).

    Vectors are float32 rows of length 1; a text without words gives a row of zeros. Safe to share among threads.
    """

    def __init__(self, model: str | Path, threads: int = 1) -> None:
        self._source = str(model)
        self._threads = threads
        self._lock = threading.RLock()
        self._model: Any = None
        self._identity = ""
        self._dimension = 0
        self._weights: Floats | None = None
        self._special: frozenset[int] = frozenset()

    @property
    def identity(self) -> str:
        """Name and content of the model; vectors of different identities must not be compared.

        A folder is identified without loading the model. Raises EncoderUnavailable.
        """
        # Known once, it is told at once, also while another thread is still loading the model.
        if not self._identity:
            with self._lock:
                folder = self._folder()
                self._identity = folder_identity(folder) if folder else self._hub_identity()
        return self._identity

    @property
    def dimension(self) -> int:
        """Columns of every vector; told without loading the model when its folder was prepared here."""
        if not self._dimension:
            with self._lock:
                folder = self._folder()
                probes = read_probes(folder) if folder else None
                self._dimension = int(self._loaded().get_embedding_dimension() if probes is None else probes.shape[1])
        return self._dimension

    @property
    def precision(self) -> str:
        """What the model computes in: "bfloat16" or "float32"."""
        return str(self._loaded().dtype).removeprefix("torch.")

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """Vectors (n, dimension) of unit length; zeros for a text without words."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        full = [i for i, text in enumerate(texts) if has_words(text)]
        if full:
            vectors[full] = self._unit([normalise(texts[i]) for i in full])
        return vectors

    def encode_pieces(self, texts: Sequence[str]) -> tuple[Floats, list[Floats]]:
        """encode_queries, and the word pieces (m, dimension) of each text: tokens.piece_rows; m is 0 without words."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        pieces = [np.zeros((0, self.dimension), np.float32) for _ in texts]
        full = [i for i, text in enumerate(texts) if has_words(text)]
        outputs = self._encode([normalise(texts[i]) for i in full], output_value=None) if full else []
        for i, output in zip(full, outputs, strict=True):
            vectors[i] = unit_rows(output["sentence_embedding"].float().numpy()[None])[0]
            pieces[i] = piece_rows(output, self._weights, self._special)
        return vectors, pieces

    def _unit(self, texts: list[str]) -> Floats:
        return unit_rows(np.asarray(self._encode(texts, convert_to_numpy=True), np.float32))

    def _encode(self, texts: list[str], **how: Any) -> Any:
        # The tokenizer's padding state is shared, so two threads must not encode at once.
        with self._lock:
            return self._loaded().encode_query(texts, batch_size=BATCH_SIZE, show_progress_bar=False, **how)

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                folder = self._folder()
                if folder:
                    self._identity = folder_identity(folder)
                self._model = self._load_best(folder)
                self._weights = piece_weights(self._model.tokenizer)
                self._special = frozenset(self._model.tokenizer.all_special_ids)
            return self._model

    def _load_best(self, folder: Path | None) -> Any:
        """bfloat16 where the processor has it and the vectors agree with float32; one copy stays in memory."""
        if not _has_bfloat16():
            return self._load("float32")
        exact = read_probes(folder) if folder else None
        if exact is None:
            exact = probe(self._load("float32"))
        model = self._load("bfloat16")
        agreement = _agreement(exact, probe(model))
        if agreement >= MIN_AGREEMENT:
            return model
        _log.warning("bfloat16 agrees only to %.4f; the encoder computes in float32", agreement)
        return self._load("float32")

    def _load(self, precision: str) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer

        quiet_transformers()
        torch.set_num_threads(self._threads)
        try:
            return SentenceTransformer(self._source, device="cpu", model_kwargs={"dtype": precision}).eval()
        except Exception as error:
            advice = "check MATCHMAKER_ENCODER, or run: flask encoder prepare"
            raise EncoderUnavailable(f"The model {self._source} cannot be loaded ({error}); {advice}") from error

    def _folder(self) -> Path | None:
        path = Path(self._source)
        is_path = path.is_absolute() or path.exists() or self._source.startswith((".", "instance"))
        return path if is_path else None

    def _hub_identity(self) -> str:
        config = self._loaded()[0].auto_model.config
        revision = getattr(config, "_commit_hash", None) or "unknown"
        return f"{self._source}@{revision[:12]}/{self.dimension}"


def unit_rows(matrix: Floats) -> Floats:
    """Rows scaled to length 1; rows of zeros, or with a value that is no number, become zeros."""
    finite = np.where(np.isfinite(matrix).all(axis=1, keepdims=True), matrix, 0).astype(np.float32)
    length = np.linalg.norm(finite, axis=1, keepdims=True)
    return np.asarray(np.divide(finite, length, out=np.zeros_like(finite), where=length > 0), np.float32)


def probe(model: Any) -> Floats:
    """Vectors by which two forms of a model are compared."""
    return unit_rows(np.asarray(model.encode(list(_PROBES), show_progress_bar=False), np.float32))


def _agreement(first: Floats, second: Floats) -> float:
    return float((first * second).sum(axis=1).min()) if first.shape == second.shape else 0.0


def _has_bfloat16() -> bool:
    import torch

    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))
