"""Demands of a need, judged against what an achievement says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching import (
    COMPARATORS,
    Demand,
    Direction,
    Document,
    Encoder,
    Judgement,
    Reason,
    Verdict,
    encode_document,
    judge,
    row_vectors,
)
from matchmaker.matching.vocabulary import Vocabulary
from tests.unit.matching.bad_texts import BAD_TEXTS
from tests.unit.matching.demand_cases import CASES, Case

OF_VERDICT = {
    Verdict.MET: {Reason.FULFILLED, Reason.SAME_TEXT},
    Verdict.PARTIAL: {Reason.OVERLAP, Reason.NEAR_MISS, Reason.NO_NUMBER},
    Verdict.UNMET: {Reason.MISSED, Reason.DENIED},
}


def _demand(written: str) -> Demand:
    indicator, comparator, value, value_high, unit = written.split("|")
    return Demand(indicator, comparator, value, value_high, unit)


def _document(said: str) -> Document:
    if said.startswith("▤"):
        return Document("一项成果", "", (said[1:],))
    return Document("一项成果", said)


def _judged(demand: str, said: str, vocabulary: Vocabulary | None = None) -> Judgement:
    return judge([_demand(demand)], None, _document(said), None, None, vocabulary)[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.demand} {case.said}")
def test_demand_is_judged_as_a_reader_would(case: Case) -> None:
    judgement = _judged(case.demand, case.said)
    assert (judgement.verdict, judgement.reason) == (case.verdict, case.reason)
    difference = judgement.gap.difference if judgement.gap else None
    assert difference == (None if case.difference is None else pytest.approx(case.difference))


def test_table_covers_every_reason() -> None:
    assert len(CASES) >= 100
    assert {case.reason for case in CASES} == {reason.value for reason in Reason}


def test_gap_tells_difference_percentage_and_direction_in_the_unit_of_the_demand() -> None:
    gap = _judged("抗拉强度|>=|600||MPa", "▤抗拉强度 0.57 GPa").gap
    assert gap
    assert (gap.demanded, gap.offered, gap.difference, gap.percent, gap.unit) == (600, 570, -30, -5, "MPa")
    assert gap.direction is Direction.WORSE
    better = _judged("寿命|>=|2||万次", "▤寿命 3 万次").gap
    assert better and (better.difference, better.unit, better.direction) == (1, "万次", Direction.BETTER)
    equal = _judged("节拍|=|30||s", "节拍0.5 min").gap
    assert equal and (equal.difference, equal.direction) == (0, Direction.EQUAL)
    assert _judged("增重|<=|0||kg", "▤增重 2 kg").gap.percent is None  # type: ignore[union-attr]


def test_quotation_gives_place_number_and_shared_words() -> None:
    said = Document("陶瓷生产线", "这条线已运行三年。产能提高30%，单位能耗66 kgce/t。", ("吸水率 0.3 %", "破损率 1 %"))
    found = judge([_demand("单位能耗|<=|70||kgce/t"), _demand("破损率|<=|2||%")], None, said, None, None)
    energy, broken = found[0].evidence, found[1].evidence
    assert energy and energy.number and broken
    assert (energy.sentence.place, energy.sentence.number) == ("body", 1)
    assert energy.sentence.text[slice(*energy.number)] == "66 kgce/t"
    assert [energy.sentence.text[start:end] for start, end in energy.words] == ["单位能耗"]
    assert (broken.sentence.place, broken.sentence.number, broken.sentence.text) == ("row", 1, "破损率 1 %")
    assert energy.similarity is None


def test_row_goes_before_a_sentence_that_names_the_indicator_as_well() -> None:
    said = Document("成果", "成品率91%。", ("成品率 96 %",))
    assert judge([_demand("成品率|>=|95||%")], None, said, None, None)[0].verdict is Verdict.MET


def test_vocabulary_makes_two_words_one() -> None:
    demand, said = "粒径变异系数|<=|3||%", "▤粒径CV 2.1 %"
    assert _judged(demand, said).verdict is Verdict.UNKNOWN
    assert _judged(demand, said, Vocabulary([("变异系数", "CV")])).verdict is Verdict.MET


def test_no_demand_and_empty_texts() -> None:
    assert judge([], None, Document("成果"), None, None) == []
    empty = judge([Demand("", ">=", "", "", "")], None, Document(""), None, None)
    assert [judgement.reason for judgement in empty] == [Reason.NOT_MENTIONED]


def test_vectors_choose_between_places_that_name_it_equally(encoder: Encoder) -> None:
    need = Document("花生脱壳", "", ("破碎率 ≤ 2 %",))
    said = Document("花生脱壳机", "由两所高校联合研制，配套动力和传动改用国产件，早年机型破碎率5%。脱壳破碎率1.5%。")
    ours, theirs = encode_document(encoder, need), encode_document(encoder, said)
    centre = theirs.sentences.mean(axis=0)
    rows = row_vectors(need, ours)
    found = judge([_demand("破碎率|<=|2||%")], rows, said, theirs, centre)[0]
    assert found.evidence and found.evidence.similarity is not None
    assert -1 <= found.evidence.similarity <= 1
    assert found.verdict is Verdict.MET


def test_alike_vectors_alone_make_no_verdict(encoder: Encoder) -> None:
    need = Document("钢", "", ("屈服强度 ≥ 500 MPa",))
    said = Document("钢", "", ("抗拉强度 600 MPa",))
    rows = row_vectors(need, encode_document(encoder, need))
    found = judge([_demand("屈服强度|>=|500||MPa")], rows, said, encode_document(encoder, said), None)[0]
    assert found.reason is Reason.NOT_MENTIONED


def test_rows_without_a_vector_are_zeros(encoder: Encoder) -> None:
    need = Document("钢", "", ("……", "屈服强度 ≥ 500 MPa"))
    rows = row_vectors(need, encode_document(encoder, need))
    assert rows.shape == (2, encoder.dimension)
    assert not rows[0].any() and np.linalg.norm(rows[1]) == pytest.approx(1, abs=0.01)
    with pytest.raises(ValueError):
        row_vectors(Document("钢", "另一段。再一段。"), encode_document(encoder, need))


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_texts_are_borne_on_both_sides(name: str) -> None:
    bad = BAD_TEXTS[name]
    demands = [Demand(bad, ">=", "5", "", "mm"), Demand("厚度", "<=", bad[:40], "", bad[:30]), Demand(bad, "=", bad)]
    assert len(judge(demands, None, Document(bad, bad, (bad, "厚度 3 mm")), None, None)) == 3


_WORDS = """
能耗 抗拉强度 不低于 降低 提高 由 到 的 未达到 不能 ≥ ± ～ 5 98 0.3 1.5万 % ℃ mm MPa kgce/t 次 ， 。 （ ） 25 100
符合 GB/T 19001-2016 无 未检出 原来的 时 后 温差 范围 \x00 \u202e
"""
_TEXT = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join))
_TIGHT = st.lists(st.sampled_from(_WORDS.split()), max_size=14).map("".join)
_DEMAND = st.builds(
    Demand,
    st.one_of(_TEXT, _TIGHT),
    st.sampled_from(COMPARATORS),
    _TIGHT,
    _TIGHT,
    st.sampled_from(["%", "", "℃", "MPa"]),
)


@settings(max_examples=400, deadline=None)
@given(_DEMAND, _TEXT, _TIGHT, st.one_of(_TEXT, _TIGHT))
def test_any_demand_and_text_give_a_sound_judgement(demand: Demand, title: str, body: str, row: str) -> None:
    (judgement,) = judge([demand], None, Document(title, body, (row,)), None, None)
    assert judgement.reason in OF_VERDICT.get(judgement.verdict, set(Reason) - set().union(*OF_VERDICT.values()))
    evidence, gap = judgement.evidence, judgement.gap
    assert (evidence is None) == (judgement.reason is Reason.NOT_MENTIONED)
    if evidence:
        spans = [*evidence.words, *([evidence.number] if evidence.number else [])]
        assert all(0 <= start < end <= len(evidence.sentence.text) for start, end in spans)
    if gap:
        assert np.isfinite([gap.demanded, gap.offered, gap.difference, gap.percent or 0.0]).all()
