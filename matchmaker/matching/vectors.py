"""What is stored of one item: its vectors, as bytes for the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .encoder import TextEncoder
from .text import Document, sentences

Floats = npt.NDArray[np.float32]

# Beyond the first part a need tells its history; the beginning alone ranks better (docs/matching.md).
TEXT_CHARS = 400
_CHUNK = 64
# Told from the bytes of other versions, which began with the bare dimension.
_FORMAT, _HEADER = 2 << 24, 8


@dataclass(frozen=True, slots=True, eq=False)
class ItemVectors:
    """Unit rows (or zeros where there is no text) of one document.

    title (d,); text (d,): title, body and rows together; sentences (n, d): row i belongs to
    text.sentences(document)[i], so row 0 is the title again. pieces (m, d): word pieces of the title, as long as they
    are telling (tokens.piece_rows).
    """

    title: Floats
    text: Floats
    sentences: Floats
    pieces: Floats

    @property
    def dimension(self) -> int:
        return int(self.title.shape[0])

    def to_bytes(self) -> bytes:
        """float16, little-endian: dimension and number of pieces, then rows of pieces, text and sentences."""
        rows = np.vstack([self.pieces, self.text[None], self.sentences]).astype("<f2")
        return np.array([_FORMAT + self.dimension, len(self.pieces)], "<u4").tobytes() + rows.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ItemVectors":
        """The inverse of to_bytes; raises ValueError when the bytes are not whole rows of finite numbers."""
        header = [int(number) for number in np.frombuffer(data[:_HEADER], "<u4")] if len(data) >= _HEADER else [0, 0]
        dimension, count = header[0] - _FORMAT, header[1]
        if (
            dimension <= 0
            or (len(data) - _HEADER) % (2 * dimension)
            or len(data) < _HEADER + 2 * dimension * (count + 2)
        ):
            raise ValueError("These bytes do not hold the vectors of an item")
        rows = np.frombuffer(data[_HEADER:], "<f2").reshape(-1, dimension).astype(np.float32)
        if not np.isfinite(rows).all():
            raise ValueError("These vectors hold values that are no numbers")
        return cls(title=rows[count + 1], text=rows[count], sentences=rows[count + 1 :], pieces=rows[:count])


def read_vectors(data: bytes, document: Document, dimension: int) -> ItemVectors:
    """The stored vectors of this very document; raises ValueError when they are damaged or of another model."""
    found = ItemVectors.from_bytes(data)
    if found.dimension != dimension:
        raise ValueError(f"These vectors have {found.dimension} columns, those of the model {dimension}")
    if len(found.sentences) != len(sentences(document)):
        raise ValueError("These vectors are not as many as the sentences of the text")
    return found


def encode_document(encoder: TextEncoder, document: Document) -> ItemVectors:
    """Vectors of one document. Raises EncoderUnavailable."""
    return encode_documents(encoder, [document])[0]


def encode_documents(
    encoder: TextEncoder, documents: Sequence[Document], progress: Callable[[int], None] | None = None
) -> list[ItemVectors]:
    """Vectors of many documents in few batches; progress is told how many are done. Raises EncoderUnavailable."""
    done: list[ItemVectors] = []
    for start in range(0, len(documents), _CHUNK):
        done += _encode_chunk(encoder, documents[start : start + _CHUNK])
        if progress:
            progress(len(done))
    return done


def _encode_chunk(encoder: TextEncoder, documents: Sequence[Document]) -> list[ItemVectors]:
    # One side for both kinds, because needs rank achievements and achievements rank needs by the same vectors.
    parts = [[s.text for s in sentences(document)] for document in documents]
    titles = list(dict.fromkeys(some[0] for some in parts))
    title_vectors, pieces = encoder.encode_pieces(titles)
    texts = [document.text[:TEXT_CHARS] for document in documents]
    rest = list(dict.fromkeys([*texts, *(text for some in parts for text in some[1:])]))
    known = dict(zip(rest, encoder.encode_queries(rest), strict=True)) | dict(zip(titles, title_vectors, strict=True))
    pieces_of = dict(zip(titles, pieces, strict=True))
    return [
        ItemVectors(known[some[0]], known[text], np.stack([known[part] for part in some]), pieces_of[some[0]])
        for some, text in zip(parts, texts, strict=True)
    ]
