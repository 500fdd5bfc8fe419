"""Items of a document's own kind that say nearly the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .calibration import Calibration
from .corpus import Candidate, Corpus, Query
from .features import centred
from .lexical_index import Lexicon
from .text import Document, has_words
from .vectors import ItemVectors

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """Another item of the same kind. Cosines from the centres, -1 to 1; words: share, by rarity, of the words of either
    text that both have, 0 to 1; closeness: their mean, 1 for the same text; title_words and title_closeness: the same
    of the titles alone."""

    id: int
    title: float
    text: float
    words: float
    title_words: float

    @property
    def closeness(self) -> float:
        return (self.title + self.text + self.words) / 3

    @property
    def title_closeness(self) -> float:
        return (self.title + self.title_words) / 2


def nearest(
    document: Document,
    vectors: ItemVectors,
    corpus: Corpus,
    calibration: Calibration,
    k: int | None = 20,
    allowed: Collection[int] | None = None,
) -> list[Near]:
    """The k items (None: all candidates) of a corpus of the document's own kind that are nearest, closest first.

    None for a document without words. Raises ValueError for vectors of another model.
    """
    if not has_words(document.text):
        return []
    if vectors.dimension != corpus.dimension:
        raise ValueError(f"Vectors of {vectors.dimension} cannot search a corpus of {corpus.dimension}")
    query = Query.of(document, vectors, corpus.lexicon.vocabulary)
    centres = calibration.centre_rows(fallback=corpus.means())
    candidates = corpus.get(corpus.candidates(query, centres, allowed))
    return sorted(_compare(query, candidates, centres, corpus.lexicon), key=lambda near: (-near.closeness, near.id))[:k]


def _compare(query: Query, candidates: Sequence[Candidate], centres: Floats, lexicon: Lexicon) -> list[Near]:
    if not candidates:
        return []
    own, titles = query.vectors.title, np.stack([each.title for each in candidates])
    title = _cosines(own, titles, centres[0])
    text = _cosines(query.vectors.text, np.stack([each.text for each in candidates]), centres[1])
    words, title_words = frozenset(query.text_words), frozenset(query.title_words)
    shares = [_shared(words, each.text_words, lexicon) for each in candidates]
    of_titles = [_shared(title_words, each.title_words, lexicon) for each in candidates]
    columns = zip(candidates, title.tolist(), text.tolist(), shares, of_titles, strict=True)
    return [Near(each.id, *figures) for each, *figures in columns]


def _cosines(own: Floats, rows: npt.NDArray[np.floating], centre: Floats) -> Floats:
    return np.asarray(centred(rows, centre) @ centred(own[None], centre)[0], np.float32)


def _shared(own: frozenset[str], other: frozenset[str], lexicon: Lexicon) -> float:
    whole = lexicon.weight(own | other)
    return lexicon.weight(own & other) / whole if whole else 0.0
