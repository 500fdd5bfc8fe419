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


@dataclass(frozen=True, slots=True, eq=False)
class ItemVectors:
    """Unit rows (or zeros where there is no text) of one document.

    title (d,); text (d,): title, body and rows together; sentences (n, d): row i belongs to
    text.sentences(document)[i], so row 0 is the title again.
    """

    title: Floats
    text: Floats
    sentences: Floats

    @property
    def dimension(self) -> int:
        return int(self.title.shape[0])

    def to_bytes(self) -> bytes:
        """float16, little-endian: dimension, then text and sentence rows."""
        rows = np.vstack([self.text[None], self.sentences]).astype("<f2")
        return np.array([self.dimension], "<u4").tobytes() + rows.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ItemVectors":
        """The inverse of to_bytes; raises ValueError when the bytes are not whole rows of finite numbers."""
        header = np.frombuffer(data[:4], "<u4")
        dimension = int(header[0]) if len(header) else 0
        if not dimension or (len(data) - 4) % (2 * dimension) or len(data) < 4 + 4 * dimension:
            raise ValueError("These bytes do not hold the vectors of an item")
        rows = np.frombuffer(data[4:], "<f2").reshape(-1, dimension).astype(np.float32)
        if not np.isfinite(rows).all():
            raise ValueError("These vectors hold values that are no numbers")
        return cls(title=rows[1], text=rows[0], sentences=rows[1:])


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
    pieces = [[document.text[:TEXT_CHARS], *(s.text for s in sentences(document))] for document in documents]
    unique = list(dict.fromkeys(piece for some in pieces for piece in some))
    row = {piece: i for i, piece in enumerate(unique)}
    vectors = encoder.encode_queries(unique)
    picked = [vectors[[row[piece] for piece in some]] for some in pieces]
    return [ItemVectors(title=rows[1], text=rows[0], sentences=rows[1:]) for rows in picked]
