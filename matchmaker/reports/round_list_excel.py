"""榜单 as a workbook: one row a challenge on the first sheet, one row a requirement on the second."""

from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matchmaker.reports import round_list as words
from matchmaker.reports.round_list import ListedChallenge, RoundList, moment

A4 = 9
# What a spreadsheet program takes for the beginning of a formula once the cell is edited or saved as CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST_WIDTHS = (13, 34, 24, 16, 9, 52, 12, 16, 18)
ROW_WIDTHS = (13, 40, 26, 22, 20, 9)


@dataclass(frozen=True)
class _Styles:
    title: Format
    note: Format
    head: Format
    text: Format
    quoted: Format
    amount: Format


def write(list_: RoundList) -> bytes:
    """The .xlsx file."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": list_.title, "author": list_.publisher})
    styles = _styles(book)
    _challenges(book.add_worksheet(list_.say(words.LIST)), list_, styles)
    _requirements(book.add_worksheet(list_.say(words.REQUIREMENTS)), list_, styles)
    book.close()
    return buffer.getvalue()


def _styles(book: Workbook) -> _Styles:
    cell = {"border": 1, "border_color": "#9AA7B1", "valign": "top", "text_wrap": True, "font_size": 10}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 16}),
        note=book.add_format({"font_color": "#566573", "font_size": 10}),
        head=book.add_format({**cell, "bold": True, "bg_color": "#E3F0EF", "valign": "vcenter"}),
        text=book.add_format(cell),
        quoted=book.add_format({**cell, "quote_prefix": True}),
        amount=book.add_format({**cell, "num_format": "#,##0.00"}),
    )


def _challenges(sheet: Worksheet, list_: RoundList, styles: _Styles) -> None:
    names = (words.NUMBER, words.TITLE, words.FIRM, words.FIELD, words.DISTRICT, words.REQUIREMENTS)
    names = (*names, words.AWARD, words.DEADLINE, words.FEEDBACK)
    first = _begin(sheet, list_, names, LIST_WIDTHS, styles)
    for line, each in enumerate(list_.challenges, first):
        row = (each.number, each.title, each.firm, each.field, each.district, _demands(list_, each))
        for column, text in enumerate(row):
            _put(sheet, line, column, text, styles)
        if each.award is not None:
            sheet.write_number(line, 6, float(each.award), styles.amount)
        else:
            sheet.write_blank(line, 6, None, styles.amount)
        _put(sheet, line, 7, moment(each.deadline), styles)
        _put(sheet, line, 8, list_.promise(each), styles)
    end = first + len(list_.challenges)
    sheet.write_string(end + 1, 0, f"{list_.say(words.CONTACT)}  {'  '.join(list_.contact)}", styles.note)


def _requirements(sheet: Worksheet, list_: RoundList, styles: _Styles) -> None:
    names = (words.NUMBER, words.TITLE, words.INDICATOR, words.DEMAND, words.LEVEL, words.OBLIGATION)
    line = _begin(sheet, list_, names, ROW_WIDTHS, styles)
    for each in list_.challenges:
        for row in each.requirements if each.details else ():
            cells = (each.number, each.title, row.indicator, row.demand, row.current_level, row.obligation)
            for column, text in enumerate(cells):
                _put(sheet, line, column, text, styles)
            line += 1


def _begin(sheet: Worksheet, list_: RoundList, names: tuple[str, ...], widths: tuple[int, ...], styles: _Styles) -> int:
    """Title, sums and head of a sheet that prints on A4 with the head on each page; the first row of the data."""
    sheet.write_string(0, 0, list_.title, styles.title)
    day = f"{list_.say(words.LISTED_ON)} {list_.listed_on.isoformat()}"
    sheet.write_string(1, 0, f"{list_.publisher}  {day}  {list_.sum_line}", styles.note)
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, list_.say(name), styles.head)
    sheet.set_row(0, 26)
    sheet.freeze_panes(3, 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(2)
    sheet.set_footer("&C&P / &N")
    return 3


def _demands(list_: RoundList, challenge: ListedChallenge) -> str:
    if not challenge.details:
        return list_.say(words.CLOSED)
    rows = enumerate(challenge.requirements, 1)
    return "\n".join(f"{place}. {row.indicator} {row.demand} [{row.obligation}]" for place, row in rows)


def _put(sheet: Worksheet, line: int, column: int, text: str, styles: _Styles) -> None:
    """Always as text, never as a formula."""
    sheet.write_string(line, column, text, styles.quoted if text.startswith(FORMULA_STARTS) else styles.text)
