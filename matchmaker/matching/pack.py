"""A pack of judged pairs: needs.csv, achievements.csv, pairs.csv (level 1 to 4), as read and as encoded."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .corpus import Corpus
from .encoder import Encoder
from .lexical_index import Lexicon
from .text import Document
from .vectors import ItemVectors, encode_documents


@dataclass(frozen=True, slots=True)
class Pack:
    """Documents by their names in the files, in file order; levels: need → achievement → level."""

    needs: dict[str, Document]
    achievements: dict[str, Document]
    levels: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class EncodedPack:
    """The pack with vectors of the needs, and a corpus of the achievements; ids count them from 0 in file order."""

    pack: Pack
    need_vectors: dict[str, ItemVectors]
    corpus: Corpus

    @property
    def achievement_ids(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.pack.achievements)}


def read_pack(folder: Path) -> Pack:
    """Raises FileNotFoundError, and KeyError when a column or an item that a pair names is missing."""
    needs = {row["need_id"]: _document(row) for row in _rows(folder / "needs.csv")}
    achievements = {row["achievement_id"]: _document(row) for row in _rows(folder / "achievements.csv")}
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(folder / "pairs.csv"):
        for name, known in ((row["need_id"], needs), (row["achievement_id"], achievements)):
            known[name]
        levels[row["need_id"]][row["achievement_id"]] = int(row["level"])
    return Pack(needs, achievements, dict(levels))


def encode_pack(pack: Pack, encoder: Encoder, progress: Callable[[str], None] | None = None) -> EncodedPack:
    """Encode all of the pack and index it as the platform does."""
    tell = progress or (lambda _line: None)
    lexicon = Lexicon()
    need_corpus, corpus = Corpus(encoder.dimension, lexicon), Corpus(encoder.dimension, lexicon)
    needs = _put_all(pack.needs, need_corpus, encoder, lambda n: tell(f"needs encoded: {n}"))
    _put_all(pack.achievements, corpus, encoder, lambda n: tell(f"achievements encoded: {n}"))
    return EncodedPack(pack, needs, corpus)


def _put_all(
    documents: dict[str, Document], corpus: Corpus, encoder: Encoder, progress: Callable[[int], None]
) -> dict[str, ItemVectors]:
    vectors = dict(zip(documents, encode_documents(encoder, list(documents.values()), progress), strict=True))
    for number, (name, document) in enumerate(documents.items()):
        corpus.put(number, document, vectors[name])
    return vectors


def _document(row: dict[str, str]) -> Document:
    return Document(row["title"], row.get("text") or "")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        yield from csv.DictReader(stream)
