"""Whether an achievement does what a need demands, row by row, with a quotation for each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .judgement import Demand, Evidence, Judgement, Reason, Verdict
from .text import ROW, Document, sentences
from .vectors import Floats, ItemVectors

if TYPE_CHECKING:
    from .vocabulary import Vocabulary


def judge(
    demands: Sequence[Demand],
    demand_vectors: Floats | None,
    other: Document,
    other_vectors: ItemVectors | None,
    centre: Floats | None,
    vocabulary: "Vocabulary | None" = None,
) -> list[Judgement]:
    """One judgement for each demand, in their order.

    demand_vectors (n, d): row i belongs to demands[i], zeros where there is none (row_vectors makes them);
    centre (d,): that of the sentences (calibration.centre_rows(...)[2]). Vectors only help to find the sentence: all
    three may be None. The vocabulary says which words mean the same.
    """
    return [_judged(demand, other) for demand in demands]


def _judged(demand: Demand, other: Document) -> Judgement:
    for sentence in sentences(other):
        start = sentence.text.find(demand.indicator)
        if start >= 0 and demand.indicator:
            words = ((start, start + len(demand.indicator)),)
            return Judgement(demand, Verdict.PARTIAL, Reason.NO_NUMBER, Evidence(sentence, None, words, None))
    return Judgement(demand, Verdict.UNKNOWN, Reason.NOT_MENTIONED)


def row_vectors(document: Document, vectors: ItemVectors) -> Floats:
    """Vectors (rows, d) of the document's rows in order; zeros for rows that have none."""
    found = sentences(document)
    if len(found) != len(vectors.sentences):
        raise ValueError("The stored vectors are of another text than the document")
    rows = np.zeros((len(document.rows), vectors.dimension), np.float32)
    for sentence, vector in zip(found, vectors.sentences, strict=True):
        if sentence.place == ROW:
            rows[sentence.number] = vector
    return rows
