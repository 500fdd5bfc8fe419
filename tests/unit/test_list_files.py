"""Lists as files: what Excel may not take for a formula, and what it must take for a number or a day."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from matchmaker.reports import list_csv, list_excel
from matchmaker.reports.list_file import ListFile
from matchmaker.reports.printed_sheet import LONGEST_TEXT

COLUMNS = [("名称", 20), ("金额（万元）", 12), ("日期", 12), ("时间", 17)]
FILE = ListFile("技术需求", ["筛选：无", "导出：张三"], COLUMNS)
DAY, MOMENT = date(2026, 2, 28), datetime(2026, 2, 28, 9, 5)
DANGEROUS = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
]


def _csv(path: Path, *rows: tuple) -> list[list[str]]:
    list_csv.write(path, FILE, rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def _sheet(path: Path, *rows: tuple):
    list_excel.write(path, FILE, rows)
    return load_workbook(path).active


def test_csv_opens_in_chinese_excel(tmp_path: Path):
    _csv(tmp_path / "list", ("电池，隔膜", Decimal("1200.50"), DAY, MOMENT))
    content = (tmp_path / "list").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert content.decode("utf-8-sig").splitlines()[1] == "电池，隔膜,1200.50,2026-02-28,2026-02-28 09:05"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula_in_csv(text: str, tmp_path: Path):
    (_, row) = _csv(tmp_path / "list", (text, None, None, None))
    assert row[0] == "'" + text.replace("\r", "\n")


def test_numbers_stay_numbers_in_csv(tmp_path: Path):
    (_, row) = _csv(tmp_path / "list", ("-", Decimal("-3.20"), None, None))
    assert row == ["'-", "-3.20", "", ""]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula_in_excel(text: str, tmp_path: Path):
    cell = _sheet(tmp_path / "list.xlsx", (text, None, None, None)).cell(5, 1)
    assert cell.data_type in ("s", "inlineStr")
    assert "".join(cell.value.split()) == "".join(text.split())


def test_amounts_and_days_can_be_reckoned_with_in_excel(tmp_path: Path):
    sheet = _sheet(tmp_path / "list.xlsx", ("甲", Decimal("1200.50"), DAY, MOMENT), ("乙", Decimal("0.50"), None, None))
    assert [cell.value for cell in sheet[4]] == [title for title, _ in FILE.columns]
    assert [cell.value for cell in sheet[5]] == ["甲", 1200.5, datetime(2026, 2, 28), MOMENT]
    assert sheet.cell(5, 2).number_format == "#,##0.00"
    assert sheet.cell(6, 3).value is None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A5", "A4:D6")


def test_what_is_in_an_excel_list_stands_above_it(tmp_path: Path):
    sheet = _sheet(tmp_path / "list.xlsx")
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["技术需求", "筛选：无", "导出：张三"]


def test_signs_that_no_table_can_hold_are_left_out(tmp_path: Path):
    text = "坏\x00字\x0b符" + "长" * 40_000
    assert _csv(tmp_path / "list", (text, None, None, None))[1][0].startswith("坏字符长")
    value = _sheet(tmp_path / "list.xlsx", (text, None, None, None)).cell(5, 1).value
    assert value.startswith("坏字符长") and len(value) == LONGEST_TEXT


def test_rows_of_a_long_sheet_wait_beside_it(tmp_path: Path, monkeypatch):
    """Elsewhere nobody would find them when the process is killed; and a folder in memory would fill it."""
    elsewhere, folder = tmp_path / "tmp", tmp_path / "work"
    elsewhere.mkdir()
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    seen: list[bool] = []

    def rows():
        for number in range(100):
            seen.append(any(folder.iterdir()) and not any(elsewhere.iterdir()))
            yield (f"第{number}行", None, None, None)

    list_excel.write(folder / "list.xlsx", FILE, rows())
    assert all(seen) and [each.name for each in folder.iterdir()] == ["list.xlsx"]


@pytest.mark.parametrize("title", ["A/B:[x]*?", "指标" * 30, "'"])
def test_every_title_names_a_sheet(title: str):
    assert 1 <= len(list_excel.sheet_name(title)) <= 31
