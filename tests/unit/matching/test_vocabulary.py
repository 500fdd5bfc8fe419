import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matchmaker.matching import Vocabulary, marks, shared_terms, term_key, words

from .bad_texts import BAD_TEXTS

TRADE = Vocabulary(
    [
        ("无人机", "UAV", "植保机"),
        ("锂离子电池", "锂电池"),
        ("植保无人机",),
        ("电机", "马达"),
        ("AGV小车", "自动导引车", "AGV"),
        ("机器学习", "machine learning", "ML"),
        ("激光熔覆",),
    ]
)


def marked(text: str, *terms: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, frozenset(terms), TRADE)]


def test_every_term_of_a_group_is_the_same_word() -> None:
    assert words("UAV", TRADE) == words("无人机", TRADE) == ["无人机"]
    assert "无人机" in words("新型植保机的研制", TRADE)


def test_without_a_vocabulary_nothing_is_merged() -> None:
    assert words("植保机，UAV") == ["植保", "机", "uav"]


def test_a_term_that_the_dictionary_lacks_is_not_torn_by_its_neighbours() -> None:
    assert "机与" in words("植保机与播种机"), "without the vocabulary"
    assert words("植保机与播种机", TRADE)[:1] == ["无人机"]
    assert marked("大功率激光熔覆层", "激光熔覆") == ["激光熔覆"]


def test_a_term_never_matches_inside_a_longer_word() -> None:
    assert "电机" not in words("发电机组与发电机检修", TRADE)
    assert "无人机" not in words("植保机械作业", TRADE)
    assert words("马达", TRADE) == ["电机"]


@pytest.mark.parametrize("text", ["UAVs", "XUAV", "UAV2", "HTML", "AGVS"])
def test_abbreviations_match_only_as_whole_words(text: str) -> None:
    assert words(text, TRADE) == [text.lower()]


@pytest.mark.parametrize("text", ["UAV", "uav", "ＵＡＶ", "ＵａＶ"])
def test_case_and_width_make_no_difference(text: str) -> None:
    assert words(text, TRADE) == ["无人机"]
    assert marked(f"用{text}巡检", "无人机") == [text]


def test_the_longest_term_wins_and_its_parts_count_as_well() -> None:
    assert words("植保无人机", TRADE) == ["植保无人机", "植保", "无人机"]
    assert words("锂离子电池", TRADE) == ["锂离子电池", "锂离子", "电池"]
    assert words("AGV小车", TRADE) == ["agv小车", "agv小车", "小车"]


def test_a_group_of_one_is_a_word_that_the_dictionary_lacks() -> None:
    assert words("激光熔覆", TRADE)[0] == "激光熔覆"
    assert "激光熔覆" not in words("激光熔覆")


def test_blanks_inside_a_term_do_not_count() -> None:
    for text in ("machine learning", "Machine  Learning", "machine\u3000learning", "机器学习", "ML"):
        assert "机器学习" in words(text, TRADE), text
    assert "agv小车" in words("AGV 小车", TRADE)
    assert term_key("ＡＧＶ 小车") == "agv小车"


def test_a_term_in_two_groups_belongs_to_the_first() -> None:
    both = Vocabulary([("无人机", "UAV"), ("飞行器", "UAV")])
    assert words("UAV", both) == ["无人机"]
    assert len(both) == 3


def test_terms_without_a_letter_are_passed_over() -> None:
    assert len(Vocabulary([("", " "), ("123", "——"), ("\x00", "5G")])) == 1
    assert not Vocabulary.EMPTY and "UAV" in TRADE and "直升机" not in TRADE


def test_two_different_words_that_met_are_shown_as_they_are_written() -> None:
    found = shared_terms("ＵＡＶ巡检", "电力无人机", lambda _: 1.0, TRADE)
    assert [(term.own, term.other, term.word, term.by_vocabulary) for term in found] == [
        ("UAV", "无人机", "无人机", True)
    ]
    assert str(found[0]) == "UAV ≈ 无人机"


def test_the_same_writing_is_preferred_when_both_have_it() -> None:
    found = shared_terms("UAV即无人机", "无人机", lambda _: 1.0, TRADE)
    assert [str(term) for term in found] == ["无人机"]


def test_parts_of_a_shared_term_are_not_listed_beside_it() -> None:
    found = shared_terms("锂离子电池回收", "废锂离子电池的回收", lambda _: 1.0, TRADE)
    assert {str(term) for term in found} == {"锂离子电池", "回收"}


def test_marks_cover_the_whole_term_or_the_part_that_is_shared() -> None:
    assert marked("国产植保无人机与植保机", "植保无人机", "无人机") == ["植保无人机", "植保机"]
    assert marked("国产植保无人机与植保机", "无人机") == ["无人机", "植保机"]
    assert marked("㎡级machine  learning平台", "机器学习") == ["machine  learning"]


def test_words_of_what_is_shared_can_be_marked_on_both_sides() -> None:
    own, other = "农用植保机喷头", "适合UAV的喷头"
    for term in shared_terms(own, other, lambda _: 1.0, TRADE):
        assert marked(own, term.word) == [term.own]
        assert marked(other, term.word) == [term.other]


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_any_text_can_be_cut_and_marked(name: str) -> None:
    text = BAD_TEXTS[name]
    found = words(text, TRADE)
    assert all(any(c.isalpha() for c in word) for word in found)
    assert_within(text, marks(text, frozenset(found), TRADE))


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("无人机植保UAVＵ电锂İﷺ \n\x00é\u0301")), max_size=80)
)
@example("İ无人机")
@example("\ufdfaUAV\x00")
def test_marks_stay_within_the_text(text: str) -> None:
    found = frozenset(words(text, TRADE))
    assert_within(text, marks(text, found, TRADE))
    for term in shared_terms(text, text[::-1], lambda _: 1.0, TRADE):
        assert term.own and term.other and term.word in found


def assert_within(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, spans, strict=False))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6), st.text(max_size=60))
def test_any_table_makes_a_vocabulary(groups: list[list[str]], text: str) -> None:
    vocabulary = Vocabulary(groups)
    for term in [text, *(term for group in groups for term in group)]:
        words(term, vocabulary)
        assert vocabulary.word(vocabulary.word(term_key(term))) == vocabulary.word(term_key(term))
