"""Text as people really paste it: ranked as well as it can be, or answered as too little."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.matching import (
    Corpus,
    Document,
    Encoder,
    Level,
    Lexicon,
    calibration_for,
    encode_document,
    encode_documents,
    explain,
    rank,
    score_items,
    sentences,
    shared_terms,
    too_short,
    words,
)
from matchmaker.matching.words import marks

from .bad_texts import BAD_TEXTS, WORDLESS

TITLE = "AGV小车铝合金轮毂低压铸造气孔缺陷控制"
BODY = "公司年产铝轮毂80万只，低压铸造后轮辐处气孔多。希望把废品率由8%降到3%以下。"
NEED = Document(TITLE, BODY)
VERSIONS = {
    "traditional": Document(
        "AGV小車鋁合金輪轂低壓鑄造氣孔缺陷控制",
        "公司年產鋁輪轂80萬隻，低壓鑄造後輪輻處氣孔多。希望把廢品率由8%降到3%以下。",
    ),
    "full width": Document(
        "ＡＧＶ小车铝合金轮毂低压铸造气孔缺陷控制",
        "公司年产铝轮毂８０万只，低压铸造后轮辐处气孔多。希望把废品率由８％降到３％以下。",
    ),
    "broken by control characters": Document(
        "AGV\x00小车铝合金\u200b轮毂低压\x07铸造气孔缺陷控制", "\u202e" + BODY.replace("，", "，\x00\ufeff") + "\u202c"
    ),
    "mixed right to left": Document(TITLE + " سبائك", BODY + "\n\u202eسبائك الألومنيوم\u202c"),
    "with emoji": Document("🚜" + TITLE + "🔥🔥", BODY + "👩‍🔬"),
    "a hundred thousand characters": Document(TITLE, BODY * 2_500),
}
ENGLISH = Document("Low-pressure casting of aluminium alloy wheels: fewer pores", "Scrap rate from 8 % to below 3 %.")
ACHIEVEMENTS = {
    11: Document(
        "低压铸造铝轮毂充型与凝固过程优化", "通过模拟优化充型速度，轮辐气孔明显减少，两家工厂的废品率降到2.6%。"
    ),
    12: Document("高强铝合金锻造活塞", "用于柴油机，疲劳寿命提高一倍。"),
    13: Document("中药饮片智能炮制装备", "按颜色和气味判断火候，批间差异小。"),
    14: Document("小麦条锈病预测模型", "提前十天预报，准确率九成。"),
}


class World:
    """The achievements above, in one corpus, and what asks them."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder, self.calibration = encoder, calibration_for(encoder.identity)
        self.corpus = Corpus(encoder.dimension, Lexicon())
        self.vectors = dict(zip(ACHIEVEMENTS, encode_documents(encoder, list(ACHIEVEMENTS.values())), strict=True))
        for item, document in ACHIEVEMENTS.items():
            self.corpus.put(item, document, self.vectors[item])


@pytest.fixture(scope="module")
def world(encoder: Encoder) -> World:
    return World(encoder)


@pytest.mark.parametrize("name", VERSIONS)
def test_another_way_of_writing_finds_the_same_achievement(world: World, name: str) -> None:
    plain = rank(NEED, encode_document(world.encoder, NEED), world.corpus, world.calibration)
    version = VERSIONS[name]
    found = rank(version, encode_document(world.encoder, version), world.corpus, world.calibration)
    assert found[0].id == plain[0].id == 11
    assert found[0].level == plain[0].level


@pytest.mark.parametrize("name", ["traditional", "full width"])
def test_another_script_is_worth_the_same(world: World, name: str) -> None:
    version, ids = VERSIONS[name], list(ACHIEVEMENTS)
    plain = score_items(NEED, encode_document(world.encoder, NEED), world.corpus, world.calibration, ids)
    found = score_items(version, encode_document(world.encoder, version), world.corpus, world.calibration, ids)
    assert [pair.probability for pair in found] == pytest.approx([pair.probability for pair in plain], abs=0.03)


def test_an_english_need_finds_its_subject_rather_than_a_stranger(world: World) -> None:
    found = rank(ENGLISH, encode_document(world.encoder, ENGLISH), world.corpus, world.calibration)
    assert found[0].id == 11 and found[0].level > Level.NONE
    assert {pair.id: pair.level for pair in found}[14] == Level.NONE


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_a_bad_text_is_explained_without_harm(world: World, name: str) -> None:
    bad, other = Document(BAD_TEXTS[name], BAD_TEXTS[name], (BAD_TEXTS[name],)), ACHIEVEMENTS[11]
    vectors = encode_document(world.encoder, bad)
    for own, own_vectors, their, their_vectors in (
        (bad, vectors, other, world.vectors[11]),
        (other, world.vectors[11], bad, vectors),
    ):
        why = explain(own, own_vectors, their, their_vectors, world.calibration, world.corpus.lexicon)
        assert 0 <= why.similarity <= 1
        assert name not in WORDLESS or (why.own, why.other) == (None, None)


@pytest.mark.parametrize(
    "text", ["", "？！", "钢", "轮毂", "铝合金", "robot", "12345", "钢" * 100_000, "技术研究与应用", "🚜🌾", "水 钢"]
)
def test_too_little_to_go_on(world: World, text: str) -> None:
    assert too_short(Document(text)) and too_short(Document("", text)) and too_short(Document("", "", (text,)))
    assert rank(Document(text), encode_document(world.encoder, Document(text)), world.corpus, world.calibration) == []


@pytest.mark.parametrize("text", ["铝合金轮毂", "welding robot", "玉米收获机", "鋁合金輪轂", "سبائك الألومنيوم"])
def test_enough_to_go_on(text: str) -> None:
    assert not too_short(Document(text)) and not too_short(Document("？", text))


anything = st.text(st.characters(), max_size=60)
chinese = st.text(st.sampled_from("铝合金轮毂鋁輪轂低压铸造 \t\n\x00，。ＡＢc１2%≥🚜\u202eس\ud800"), max_size=60)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Document, anything | chinese, anything | chinese, st.lists(anything | chinese, max_size=2).map(tuple)))
def test_whatever_is_typed_is_ranked_scored_and_explained(world: World, document: Document) -> None:
    vectors = encode_document(world.encoder, document)
    pairs = rank(document, vectors, world.corpus, world.calibration)
    pairs += score_items(document, vectors, world.corpus, world.calibration, list(ACHIEVEMENTS))
    assert all(math.isfinite(pair.score) and 0 <= pair.probability <= 1 for pair in pairs)
    assert all(0 <= share <= 1 for pair in pairs for share in pair.factors.values())
    why = explain(document, vectors, ACHIEVEMENTS[11], world.vectors[11], world.calibration, world.corpus.lexicon)
    assert 0 <= why.similarity <= 1 and np.isfinite(vectors.sentences).all()
    for quote in filter(None, (why.own, why.other)):
        assert all(0 <= start < end <= len(quote.sentence.text) for start, end in quote.marks)


@given(anything | chinese)
def test_marks_lie_within_the_text_in_order(text: str) -> None:
    spans = marks(text, frozenset(words(text)))
    places = [place for span in spans for place in span]
    assert places == sorted(places) and all(0 <= start < end <= len(text) for start, end in spans)
    for term in shared_terms(text, text, lambda _: 1.0):
        assert term.own == term.other and len(term.word) > 1
    assert len(sentences(Document(text, text))) >= 1
