"""Items of a document's own kind that say nearly the same."""

import pytest

from matchmaker.matching import Corpus, Document, Encoder, calibration_for, encode_document
from matchmaker.matching.duplicates import Near, nearest

from .bad_texts import BAD_TEXTS

CRUSHER = Document("圆锥破碎机经常闷车、偏心套烧损，想提前知道", "破碎机一闷车就停产两天，偏心套烧坏过三次。")
PEACH = Document("蒙阴蜜桃采后保鲜与常温快递货架期延长", "采下来三天就软，快递到外省坏果多。")
PANCAKE = Document("煎饼夏天发霉、冬天发硬", "手工煎饼常温放五天就长霉。")
STORED = {1: CRUSHER, 2: PEACH, 3: PANCAKE}


@pytest.fixture(scope="module")
def ask(encoder: Encoder):
    """ask(document) → what is near among the stored needs."""
    corpus, calibration = Corpus(encoder.dimension), calibration_for(encoder.identity)
    for item, document in STORED.items():
        corpus.put(item, document, encode_document(encoder, document))

    def _ask(document: Document, **given: object) -> list[Near]:
        return nearest(document, encode_document(encoder, document), corpus, calibration, **given)

    return _ask


def test_the_same_text_is_as_near_as_can_be(ask):
    for item, document in STORED.items():
        found = ask(document)
        assert found[0].id == item
        assert found[0].closeness == pytest.approx(1, abs=0.01)


def test_the_same_problem_in_other_words_is_far_ahead_of_other_problems(ask):
    found = ask(Document("圆锥破碎机偏心套烧损预警", "时常闷车，偏心套烧毁一次停产两天，希望烧损以前就能报警。"))
    assert found[0].id == 1
    assert found[0].closeness > 0.4
    assert all(each.closeness < 0.34 for each in found[1:])


def test_it_does_not_matter_which_of_two_asks(ask, encoder: Encoder):
    found = {each.id: each for each in ask(PEACH)}
    back = {each.id: each for each in ask(PANCAKE)}
    assert found[3].closeness == pytest.approx(back[2].closeness, abs=0.01)


def test_only_the_allowed_and_no_more_than_asked_for(ask):
    assert [each.id for each in ask(CRUSHER, allowed=[2, 3], k=1)] in ([2], [3])
    assert ask(CRUSHER, allowed=[]) == []


@pytest.mark.parametrize("text", BAD_TEXTS)
def test_bad_texts_are_near_to_nothing_and_break_nothing(ask, text):
    for each in ask(Document(text)):
        assert -1 <= each.closeness < 0.34


def test_vectors_of_another_model_are_refused(encoder: Encoder):
    vectors = encode_document(encoder, PEACH)
    with pytest.raises(ValueError):
        nearest(PEACH, vectors, Corpus(8), calibration_for(encoder.identity))
