import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.folding import fold
from matchmaker.matching.text import MAX_ENCODED_CHARS, MAX_SENTENCE_CHARS, Document, normalise, sentences, text_hash
from matchmaker.matching.text import split_sentences as split

from .bad_texts import BAD_TEXTS


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_normalised_text_is_short_and_can_be_written_anywhere(text: str) -> None:
    result = normalise(text)
    assert len(result) <= MAX_ENCODED_CHARS
    assert result.encode("utf-8").decode() == result
    assert "\x00" not in result
    assert normalise(result) == result


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_sentences_start_with_the_title_and_stay_short(text: str) -> None:
    found = sentences(Document(text, text, (text, "硬度 ≥ 60 HRC")))
    assert found[0].place == "title"
    assert all(len(s.text) <= MAX_SENTENCE_CHARS for s in found[1:])
    assert len(text_hash(Document(text))) == 64


def test_full_width_becomes_plain() -> None:
    assert normalise("ＡＢＣ－１２３　铝") == "ABC-123 铝"


def test_traditional_characters_are_compared_as_simplified_ones() -> None:
    assert normalise("輕量化鋁合金輪轂，乾燥設備") == "轻量化铝合金轮毂,干燥设备"
    assert text_hash(Document("輪轂")) == text_hash(Document("轮毂"))


def test_folding_keeps_places_and_leaves_simplified_and_foreign_text_alone() -> None:
    everything = "".join(chr(code) for code in range(0x2E80, 0xFFFF) if not 0xD800 <= code < 0xE000)
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert [c for c in set(folded) if fold(c) != c] == []
    for text in ("瞭望塔与着色剂", "CNC, μm, été", "آلومنيوم", "かな カナ", "🚜"):
        assert fold(text) == text


def test_tabs_and_odd_line_breaks_keep_words_apart() -> None:
    assert normalise("硬度\t60 HRC\r铝\x85合金\x0b件") == "硬度 60 HRC 铝 合金 件"
    assert [s.text for s in sentences(Document("题", "甲。\r\n乙。"))] == ["题", "甲。", "乙。"]


@given(st.text(max_size=300))
def test_what_is_normalised_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电耗高。希望降低20%！能否？", ["电耗高。", "希望降低20%！", "能否？"]),
        ("浓度为3.5 mg/L，达标；总氮超标", ["浓度为3.5 mg/L，达标；", "总氮超标"]),
        ("It works. It lasts", ["It works.", "It lasts"]),
        ("第一行\n\n第二行\n……\n", ["第一行", "第二行"]),
        ("同一句。同一句。", ["同一句。"]),
        ("他说“可以。”随后离开。", ["他说“可以。", "随后离开。"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [s.strip("”") for s in split(text)] == expected


def test_a_long_sentence_is_cut_at_clauses() -> None:
    clause = "在低压铸造过程中控制模具温度与充型速度，"
    pieces = split(clause * 10 + "结束。")
    assert all(piece.endswith("，") for piece in pieces[:-1])
    assert len(pieces) > 1


def test_rows_keep_their_numbers() -> None:
    found = sentences(Document("标题", "正文。", ("", "硬度 ≥ 60 HRC")))
    assert [(s.place, s.number) for s in found] == [("title", 0), ("body", 0), ("row", 1)]


def test_the_hash_tells_title_from_body_and_ignores_nothing_else() -> None:
    hashes = {
        text_hash(d)
        for d in (Document("甲", "乙"), Document("甲乙"), Document("甲", "", ("乙",)), Document("乙", "甲"))
    }
    assert len(hashes) == 4
    assert text_hash(Document("甲\x00")) == text_hash(Document("甲"))
