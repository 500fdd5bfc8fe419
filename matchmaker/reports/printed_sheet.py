"""What workbooks that are read and printed share: framed cells, text that never becomes a formula, A4 across."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matchmaker.reports.list_csv import FORMULA
from matchmaker.reports.list_file import clean

LONGEST_TEXT = 32_767
A4 = 9
FRAMED: dict[str, Any] = {"border": 1, "border_color": "#9AA7B1", "valign": "top", "text_wrap": True, "font_size": 10}


@dataclass(frozen=True)
class Styles:
    """`quoted` is `text` that is marked as text for good."""

    title: Format
    note: Format
    head: Format
    text: Format
    quoted: Format


def styles(book: Workbook) -> Styles:
    return Styles(
        title=book.add_format({"bold": True, "font_size": 15}),
        note=book.add_format({"font_color": "#566573", "font_size": 10}),
        head=book.add_format({**FRAMED, "bold": True, "bg_color": "#E3F0EF", "valign": "vcenter"}),
        text=book.add_format(FRAMED),
        quoted=book.add_format({**FRAMED, "quote_prefix": True}),
    )


def begin(
    sheet: Worksheet, title: str, notes: Sequence[str], head: Sequence[tuple[str, int]], kept: int, looks: Styles
) -> int:
    """Title, notes and head, whose columns are (title, width in signs); the first `kept` stay in sight. Returns the
    first row of the data."""
    sheet.write_string(0, 0, clean(title), looks.title)
    for row, note in enumerate(notes, 1):
        sheet.write_string(row, 0, clean(note), looks.note)
    top = len(notes) + 1
    for column, (text, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(top, column, text, looks.head)
    sheet.set_row(0, 24)
    sheet.freeze_panes(top + 1, kept)
    sheet.repeat_rows(top)
    make_printable(sheet)
    return top + 1


def put(sheet: Worksheet, row: int, column: int, text: str, looks: Styles, look: Format | None = None) -> None:
    """Always as text; what could be taken for a formula after an edit is marked as text for good."""
    shown = clean(text)[:LONGEST_TEXT]
    sheet.write_string(row, column, shown, look or (looks.quoted if shown.startswith(FORMULA) else looks.text))


def make_printable(sheet: Worksheet) -> None:
    """As wide as a page, with the number of each page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
