import numpy as np
import pytest

from matchmaker.matching import (
    FEATURES,
    Corpus,
    Document,
    Encoder,
    ItemVectors,
    Level,
    Lexicon,
    calibration_for,
    encode_document,
    encode_documents,
    explain,
    rank,
    score_items,
    sentences,
)

from .bad_texts import BAD_TEXTS, WORDLESS

NEED = Document(
    "铝合金轮毂低压铸造气孔缺陷控制",
    "公司年产铝轮毂80万只，低压铸造后轮辐处气孔多。希望把废品率由8%降到3%以下。",
    ("废品率 ≤ 3 %",),
)
ACHIEVEMENTS = {
    11: Document(
        "低压铸造铝轮毂充型与凝固过程优化", "通过模拟优化充型速度，轮辐气孔明显减少，两家工厂的废品率降到2.6%。"
    ),
    12: Document("高强铝合金锻造活塞", "用于柴油机，疲劳寿命提高一倍。"),
    13: Document("中药饮片智能炮制装备", "按颜色和气味判断火候，批间差异小。"),
    14: Document("小麦条锈病预测模型", "提前十天预报，准确率九成。"),
}


class World:
    """Both corpora over the documents above, sharing a lexicon."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.calibration = encoder, calibration_for(encoder.identity)
        self.lexicon = Lexicon()
        self.needs, self.achievements = Corpus(384, self.lexicon), Corpus(384, self.lexicon)
        self.need = encode_document(encoder, NEED)
        self.vectors = dict(zip(ACHIEVEMENTS, encode_documents(encoder, list(ACHIEVEMENTS.values())), strict=True))
        self.needs.put(1, NEED, self.need)
        for item, document in ACHIEVEMENTS.items():
            self.achievements.put(item, document, self.vectors[item])


@pytest.fixture
def world(encoder: Encoder) -> World:
    return World(encoder)


def test_the_fitting_achievement_comes_first_and_strangers_are_unrelated(world: World) -> None:
    found = rank(NEED, world.need, world.achievements, world.calibration)
    assert [pair.id for pair in found][:2] == [11, 12]
    assert found[0].level >= Level.FAIR and found[0].calibrated
    assert {pair.id: pair.level for pair in found}[13] == Level.NONE
    assert {pair.id: pair.level for pair in found}[14] == Level.NONE
    assert all(0 <= pair.probability <= 1 for pair in found)


def test_a_pair_scores_the_same_from_either_side(world: World) -> None:
    forward = rank(NEED, world.need, world.achievements, world.calibration)[0]
    back = rank(ACHIEVEMENTS[11], world.vectors[11], world.needs, world.calibration)[0]
    assert back.id == 1
    assert back.score == pytest.approx(forward.score, abs=0.01)
    assert back.level == forward.level


def test_other_items_do_not_change_what_a_pair_is_worth(world: World) -> None:
    before = rank(NEED, world.need, world.achievements, world.calibration)[0]
    for item in (12, 13, 14):
        world.achievements.remove(item)
    [after] = rank(NEED, world.need, world.achievements, world.calibration)
    assert after.score == pytest.approx(before.score, abs=0.05)


def test_factors_are_shares(world: World) -> None:
    best = rank(NEED, world.need, world.achievements, world.calibration)[0]
    assert set(best.factors) == set(FEATURES)
    assert sum(best.factors.values()) == pytest.approx(1)
    assert min(best.factors.values()) >= 0


def test_only_allowed_and_only_k(world: World) -> None:
    assert [p.id for p in rank(NEED, world.need, world.achievements, world.calibration, allowed={12, 14, 999})] == [
        12,
        14,
    ]
    assert len(rank(NEED, world.need, world.achievements, world.calibration, k=2)) == 2


def test_removed_and_replaced_items(world: World) -> None:
    world.achievements.remove(11)
    assert 11 not in world.achievements
    world.achievements.put(12, ACHIEVEMENTS[11], world.vectors[11])
    found = rank(NEED, world.need, world.achievements, world.calibration)
    assert found[0].id == 12 and len(found) == 3
    assert world.achievements.ids() == {12, 13, 14}
    assert score_items(NEED, world.need, world.achievements, world.calibration, [11, 13])[0].id == 13


def test_an_empty_corpus_ranks_nothing(world: World) -> None:
    assert rank(NEED, world.need, Corpus(384), world.calibration) == []
    assert score_items(NEED, world.need, world.achievements, world.calibration, []) == []


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_texts_ask_and_answer_without_harm(world: World, name: str) -> None:
    document = Document(BAD_TEXTS[name], BAD_TEXTS[name], (BAD_TEXTS[name],))
    vectors = encode_document(world.encoder, document)
    world.achievements.put(99, document, vectors)
    asked = rank(document, vectors, world.achievements, world.calibration)
    answered = {pair.id: pair for pair in rank(NEED, world.need, world.achievements, world.calibration)}
    assert all(np.isfinite(pair.score) for pair in [*asked, *answered.values()])
    # These two are on the very subject: they may come first.
    on_the_subject = name in ("traditional", "nul")
    assert answered[11].score == max(pair.score for pair in answered.values()) or on_the_subject
    if name in WORDLESS:
        assert asked == [] and answered.get(99, answered[14]).level == Level.NONE


def test_vectors_of_another_model_are_refused(world: World) -> None:
    other = ItemVectors(*(np.zeros(shape, np.float32) for shape in (8, 8, (1, 8), (2, 8))))
    with pytest.raises(ValueError):
        world.achievements.put(5, NEED, other)
    with pytest.raises(ValueError):
        rank(NEED, other, world.achievements, world.calibration)


def test_an_encoder_without_a_fit_still_ranks_and_says_so(world: World) -> None:
    calibration = calibration_for("another-model@1")
    found = rank(NEED, world.need, world.achievements, calibration)
    assert found[0].id == 11 and not found[0].calibrated


def test_the_explanation_quotes_both_documents(world: World) -> None:
    other = ACHIEVEMENTS[11]
    why = explain(NEED, world.need, other, world.vectors[11], world.calibration, world.lexicon)
    terms = {str(term) for term in why.terms}
    assert {"轮毂", "气孔"} <= terms
    assert why.own and why.other and why.own.sentence in sentences(NEED) and why.other.sentence in sentences(other)
    marked = {why.other.sentence.text[start:end] for start, end in why.other.marks}
    assert marked and marked <= terms
    assert 0 < why.similarity <= 1


def test_nothing_is_quoted_of_a_text_without_words(world: World) -> None:
    empty = Document("？！")
    why = explain(NEED, world.need, empty, encode_document(world.encoder, empty), world.calibration, world.lexicon)
    assert (why.terms, why.own, why.other) == ((), None, None)


def test_vectors_of_an_older_text_are_refused(world: World) -> None:
    with pytest.raises(ValueError):
        explain(NEED, world.need, NEED, world.vectors[13], world.calibration, world.lexicon)
