import pytest

from matchmaker.matching.words import marks, shared_terms, words

from .bad_texts import BAD_TEXTS, WORDLESS


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_any_text_gives_clean_words(name: str) -> None:
    found = words(BAD_TEXTS[name])
    assert all(word == word.strip() and any(c.isalpha() for c in word) for word in found)
    assert not found or name not in WORDLESS


def test_stop_words_and_numbers_are_dropped() -> None:
    assert words("一种铝合金轮毂的铸造技术研究 2024") == ["铝合金", "轮毂", "铸造"]


def test_shared_terms_come_most_telling_first() -> None:
    rarity = {"轮毂": 5.0, "铝合金": 4.0, "铸造": 3.0}
    found = shared_terms("铸造铝合金轮毂", "轮毂：铝合金低压铸造", lambda term: rarity.get(term, 1.0))
    assert [str(term) for term in found] == ["轮毂", "铝合金", "铸造"]


def test_marks_point_into_the_text_as_it_stands() -> None:
    text = "ＡＢＳ材料与铝合金轮毂"
    spans = marks(text, frozenset({"轮毂", "铝合金"}))
    assert [text[start:end] for start, end in spans] == ["铝合金", "轮毂"]


def test_the_same_words_meet_in_either_script_and_are_marked_as_written() -> None:
    own, other = "鋁合金輪轂低壓鑄造", "低压铸造的铝合金轮毂"
    terms = shared_terms(own, other, lambda _: 1.0)
    assert {term.word for term in terms} >= {"铝合金", "轮毂"}
    assert {term.own for term in terms} >= {"鋁合金", "輪轂"}
    assert not any(term.by_vocabulary for term in terms)
    marked = [own[start:end] for start, end in marks(own, frozenset(term.word for term in terms))]
    assert marked[:2] == ["鋁合金", "輪轂"]
