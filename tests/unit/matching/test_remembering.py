"""What was encoded a moment ago is not encoded again."""

from collections.abc import Sequence

import numpy as np
import pytest

from matchmaker.matching import Document, Encoder, encode_document
from matchmaker.matching.remembering import RememberingEncoder

SENTENCES = ["破碎机一闷车就停产两天。", "偏心套烧坏过三次。", "希望烧损以前就能报警。"]
LONG = "现场油温、电流都有表，但没有联动分析，操作工凭声音判断。" * 8


class Counting:
    """The real encoder, and what it was asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.dimension = encoder, encoder.dimension
        self.asked: list[list[str]] = []

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.asked.append(list(texts))
        return self.encoder.encode_queries(texts)

    def encode_pieces(self, texts: Sequence[str]) -> tuple[np.ndarray, list[np.ndarray]]:
        self.asked.append(list(texts))
        return self.encoder.encode_pieces(texts)


@pytest.fixture
def counting(encoder: Encoder) -> Counting:
    return Counting(encoder)


def test_only_what_is_new_is_encoded(counting: Counting):
    remembering = RememberingEncoder(counting)
    first = remembering.encode_queries([*SENTENCES[:2], SENTENCES[0]])
    again = remembering.encode_queries(SENTENCES)
    assert counting.asked == [SENTENCES[:2], SENTENCES[2:]]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first[:2], again[:2])


def test_the_vectors_are_the_encoders_own(counting: Counting, encoder: Encoder):
    texts = ["", *SENTENCES, LONG]
    found = RememberingEncoder(counting).encode_queries(texts)
    assert np.allclose(found, encoder.encode_queries(texts), atol=0.02)
    assert [LONG] in counting.asked, "a long text is not what short ones wait for"
    assert not found[0].any()


def test_no_more_is_kept_than_said(counting: Counting):
    remembering = RememberingEncoder(counting, kept=2)
    for text in SENTENCES:
        remembering.encode_queries([text])
    remembering.encode_queries(SENTENCES[:1])
    assert counting.asked == [[text] for text in (*SENTENCES, SENTENCES[0])]
    assert remembering.encode_queries([]).shape == (0, counting.dimension)


def test_a_document_that_changes_in_one_sentence_costs_that_sentence(counting: Counting):
    remembering = RememberingEncoder(counting)
    encode_document(remembering, Document("破碎机预警", "".join(SENTENCES[:2])))
    counting.asked.clear()
    encode_document(remembering, Document("破碎机预警", "".join(SENTENCES)))
    asked = [text for some in counting.asked for text in some]
    assert SENTENCES[2] in asked and SENTENCES[0] not in asked
