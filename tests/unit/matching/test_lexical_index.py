import pytest

from matchmaker.matching import LexicalIndex, Lexicon

TEXTS = {1: ["铝合金", "轮毂", "铸造"], 2: ["铝合金", "门窗"], 3: ["中药", "饮片"]}


@pytest.fixture
def index() -> LexicalIndex:
    lexicon = Lexicon()
    made = LexicalIndex(lexicon)
    for item, terms in TEXTS.items():
        lexicon.add(set(terms))
        made.put(item, terms)
    return made


def test_rare_words_count_more(index: LexicalIndex) -> None:
    found = index.search(["铝合金", "轮毂"], 10)
    assert [item for item, _ in found] == [1, 2]


def test_only_documents_that_share_a_word(index: LexicalIndex) -> None:
    assert index.search(["激光"], 10) == []
    assert index.search([], 10) == []


def test_scores_of_given_ids_are_those_of_the_search(index: LexicalIndex) -> None:
    found = dict(index.search(["铝合金", "轮毂"], 10))
    assert index.scores(["铝合金", "轮毂"], [2, 3, 1, 99]).tolist() == pytest.approx([found[2], 0, found[1], 0])


def test_replacing_and_removing(index: LexicalIndex) -> None:
    index.put(1, ["激光"])
    assert [item for item, _ in index.search(["轮毂"], 10)] == []
    index.remove(2)
    index.remove(2)
    assert index.search(["铝合金"], 10) == []
    index.put(4, ["铝合金"])
    assert [item for item, _ in index.search(["铝合金"], 10)] == [4]
    assert len(index) == 3 and 2 not in index


def test_only_allowed_ids(index: LexicalIndex) -> None:
    assert [item for item, _ in index.search(["铝合金"], 10, allowed={2, 3, 99})] == [2]


def test_grows_beyond_its_first_room() -> None:
    index = LexicalIndex(Lexicon())
    for item in range(500):
        index.put(item, ["共有", f"词{item}"])
    assert [item for item, _ in index.search(["词437"], 5)] == [437]
    assert len(index.search(["共有"], 1000)) == 500


def test_a_lexicon_takes_back_what_it_counted() -> None:
    lexicon = Lexicon()
    before = lexicon.idf("轮毂")
    lexicon.add({"轮毂"})
    assert lexicon.idf("轮毂") < before
    lexicon.remove({"轮毂"})
    assert lexicon.idf("轮毂") == before
