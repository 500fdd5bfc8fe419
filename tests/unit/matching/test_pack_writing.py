"""What is written for a spreadsheet is read back as it was."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching import Document
from matchmaker.matching.pack import Pack, read_pack
from matchmaker.matching.pack_writing import write_pack
from matchmaker.matching.spreadsheet import FORMULA_SIGNS, guarded, unguarded

NEEDS = {"N-1": Document("铝型材裂纹检测", "挤压速度超过 6 m/min。\n需要在线发现。", ("漏检率 ≤1 %", "=深度 ≤0.1 mm"))}
ACHIEVEMENTS = {"A-1": Document("=HYPERLINK(1)", "-40 ℃ 可用"), "A-2": Document("'+5V' 供电", "")}
PACK = Pack(NEEDS, ACHIEVEMENTS, {"N-1": {"A-1": 4, "A-2": 1}}, {"N-1": {"A-1": 1.0, "A-2": 0.25}})


def test_a_pack_is_read_back_as_it_was(tmp_path: Path):
    write_pack(PACK, tmp_path / "new" / "folder", {"N-1": {"A-1": "AGREED"}})
    assert read_pack(tmp_path / "new" / "folder") == PACK


def test_no_cell_is_a_formula_and_excel_knows_the_encoding(tmp_path: Path):
    write_pack(PACK, tmp_path)
    for name in ("needs", "achievements", "pairs"):
        raw = (tmp_path / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        cells = [cell for row in csv.reader(raw.decode("utf-8-sig").splitlines()) for cell in row]
        assert not [cell for cell in cells if cell.startswith(FORMULA_SIGNS)]


def test_a_pair_without_a_weight_is_read_without_one(tmp_path: Path):
    write_pack(PACK, tmp_path)
    (tmp_path / "pairs.csv").write_text("need_id,achievement_id,level,weight\nN-1,A-1,3,\nN-1,A-2,2,0.5\n")
    assert read_pack(tmp_path).weights == {"N-1": {"A-2": 0.5}}


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "inf", "viel"])
def test_a_weight_that_is_none_is_refused(weight: str, tmp_path: Path):
    write_pack(PACK, tmp_path)
    (tmp_path / "pairs.csv").write_text(f"need_id,achievement_id,level,weight\nN-1,A-1,3,{weight}\n")
    with pytest.raises(ValueError):
        read_pack(tmp_path)


@given(st.text(st.characters(exclude_characters="\0")))
def test_guarding_can_be_undone(text: str):
    assert unguarded(guarded(text)) == text and not guarded(text).startswith(FORMULA_SIGNS)
