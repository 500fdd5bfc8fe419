"""A list as an Excel workbook: amounts are numbers, days are days, and text never becomes a formula."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from matchmaker.reports.list_file import Cell, ListFile, Rows, clean
from matchmaker.reports.printed_sheet import LONGEST_TEXT, make_printable

SHEET_NAME = 31
HEAD = {"bold": True, "font_size": 14}
NOTE = {"font_color": "#57606a"}
COLUMN = {"bold": True, "bg_color": "#eef2f6", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _Sheet:
    def __init__(self, book: Any, name: str) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        self.styles = {
            kind: book.add_format({"num_format": pattern, "valign": "top"})
            for kind, pattern in (
                (Decimal, "#,##0.00"),
                (int, "0"),
                (datetime, "yyyy-mm-dd hh:mm"),
                (date, "yyyy-mm-dd"),
            )
        }

    def write(self, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            self.sheet.write_string(row, column, clean(cell)[:LONGEST_TEXT])
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, cell, self.styles[type(cell)])
        else:
            self.sheet.write_number(row, column, cell, self.styles[type(cell)])


def write(path: Path, file: ListFile, rows: Rows) -> None:
    """One row after the other, so that memory does not grow with them: they wait in files beside the path."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent), **PLAIN}) as book:
        table = _Sheet(book, sheet_name(file.title))
        for column, (_, width) in enumerate(file.columns):
            table.sheet.set_column(column, column, width)
        top = _head(book, table.sheet, file)
        last = top
        for last, row in enumerate(rows, top + 1):
            for column, cell in enumerate(row):
                table.write(last, column, cell)
        table.sheet.autofilter(top, 0, last, len(file.columns) - 1)


def _head(book: Any, sheet: Worksheet, file: ListFile) -> int:
    """The number of the row with the titles of the columns."""
    sheet.write_string(0, 0, clean(file.title), book.add_format(HEAD))
    note, column = book.add_format(NOTE), book.add_format(COLUMN)
    for number, text in enumerate(file.notes, 1):
        sheet.write_string(number, 0, clean(text), note)
    top = len(file.notes) + 1
    for number, (title, _) in enumerate(file.columns):
        sheet.write_string(top, number, title, column)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    make_printable(sheet)
    return top


def sheet_name(title: str) -> str:
    return "".join(" " if sign in r"[]:*?/\'" else sign for sign in clean(title)).strip()[:SHEET_NAME] or "1"
