"""A pack of judged pairs: needs.csv, achievements.csv, pairs.csv (level 1 to 4), as read and as encoded."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .corpus import Corpus, Query
from .encoder import Encoder
from .lexical_index import Lexicon
from .spreadsheet import unguarded
from .structure import NO_FACTS, Facts
from .text import Document
from .vectors import ItemVectors, encode_documents
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pack:
    """Documents by their names in the files, in file order; levels: need → achievement → level.

    Weights: need → achievement → how much the level counts in training, above 0; a pair without one counts 1.
    Facts of items by the same names; one without has none that are known.
    """

    needs: dict[str, Document]
    achievements: dict[str, Document]
    levels: dict[str, dict[str, int]]
    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    need_facts: dict[str, Facts] = field(default_factory=dict)
    achievement_facts: dict[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EncodedPack:
    """The pack with vectors of the needs, and a corpus of the achievements; ids count them from 0 in file order."""

    pack: Pack
    need_vectors: dict[str, ItemVectors]
    corpus: Corpus

    @property
    def achievement_ids(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.pack.achievements)}

    def query(self, need: str) -> Query:
        """The need as it asks the corpus."""
        vocabulary, facts = self.corpus.lexicon.vocabulary, self.pack.need_facts.get(need, NO_FACTS)
        return Query.of(self.pack.needs[need], self.need_vectors[need], vocabulary, facts)


def read_pack(folder: Path) -> Pack:
    """The columns `rows` (one a line) of the items and `weight` of the pairs may be left out, or empty.

    Raises FileNotFoundError, KeyError when a column or an item that a pair names is missing, and ValueError when a
    level or weight is not a number, or a weight not above 0.
    """
    needs = {row["need_id"]: _document(row) for row in _rows(folder / "needs.csv")}
    achievements = {row["achievement_id"]: _document(row) for row in _rows(folder / "achievements.csv")}
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _rows(folder / "pairs.csv"):
        for name, known in ((row["need_id"], needs), (row["achievement_id"], achievements)):
            known[name]
        levels[row["need_id"]][row["achievement_id"]] = int(row["level"])
        if row.get("weight"):
            weights[row["need_id"]][row["achievement_id"]] = _weight(row["weight"])
    return Pack(needs, achievements, dict(levels), dict(weights))


def encode_pack(
    pack: Pack,
    encoder: Encoder,
    progress: Callable[[str], None] | None = None,
    vocabulary: Vocabulary = Vocabulary.EMPTY,
) -> EncodedPack:
    """Encode all of the pack and index it as the platform does."""
    tell = progress or (lambda _line: None)
    lexicon = Lexicon(vocabulary)
    need_corpus, corpus = Corpus(encoder.dimension, lexicon), Corpus(encoder.dimension, lexicon)
    counts = len(pack.needs), len(pack.achievements)
    needs = _encoded(pack.needs, encoder, lambda n: tell(f"needs encoded: {n}/{counts[0]}"))
    theirs = _encoded(pack.achievements, encoder, lambda n: tell(f"achievements encoded: {n}/{counts[1]}"))
    _put_all(need_corpus, pack.needs, needs, pack.need_facts)
    _put_all(corpus, pack.achievements, theirs, pack.achievement_facts)
    return EncodedPack(pack, needs, corpus)


def _encoded(
    documents: dict[str, Document], encoder: Encoder, progress: Callable[[int], None]
) -> dict[str, ItemVectors]:
    return dict(zip(documents, encode_documents(encoder, list(documents.values()), progress), strict=True))


def _put_all(
    corpus: Corpus, documents: dict[str, Document], vectors: dict[str, ItemVectors], facts: dict[str, Facts]
) -> None:
    for number, (name, document) in enumerate(documents.items()):
        corpus.put(number, document, vectors[name], facts.get(name, NO_FACTS))


def _document(row: dict[str, str]) -> Document:
    rows = unguarded(row.get("rows") or "").split("\n")
    return Document(unguarded(row["title"]), unguarded(row.get("text") or ""), tuple(filter(None, rows)))


def _weight(text: str) -> float:
    weight = float(text)
    if not 0 < weight < float("inf"):
        raise ValueError(f"a weight must be above 0, not {text}")
    return weight


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        yield from csv.DictReader(stream)
