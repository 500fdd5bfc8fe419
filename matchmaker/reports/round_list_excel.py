"""榜单 as a workbook: one row a challenge on the first sheet, one row a requirement on the second."""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matchmaker.reports import printed_sheet
from matchmaker.reports import round_list as words
from matchmaker.reports.printed_sheet import FRAMED, Styles, put
from matchmaker.reports.round_list import ListedChallenge, RoundList, moment

LIST_WIDTHS = (13, 34, 24, 16, 9, 52, 12, 16, 18)
ROW_WIDTHS = (13, 40, 26, 22, 20, 9)


def write(list_: RoundList) -> bytes:
    """The .xlsx file."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": list_.title, "author": list_.publisher})
    styles = printed_sheet.styles(book)
    amount = book.add_format({**FRAMED, "num_format": "#,##0.00"})
    _challenges(book.add_worksheet(list_.say(words.LIST)), list_, styles, amount)
    _requirements(book.add_worksheet(list_.say(words.REQUIREMENTS)), list_, styles)
    book.close()
    return buffer.getvalue()


def _challenges(sheet: Worksheet, list_: RoundList, styles: Styles, amount: Format) -> None:
    names = (words.NUMBER, words.TITLE, words.FIRM, words.FIELD, words.DISTRICT, words.REQUIREMENTS)
    names = (*names, words.AWARD, words.DEADLINE, words.FEEDBACK)
    first = _begin(sheet, list_, names, LIST_WIDTHS, styles)
    for line, each in enumerate(list_.challenges, first):
        row = (each.number, each.title, each.firm, each.field, each.district, _demands(list_, each))
        for column, text in enumerate(row):
            put(sheet, line, column, text, styles)
        if each.award is not None:
            sheet.write_number(line, 6, float(each.award), amount)
        else:
            sheet.write_blank(line, 6, None, amount)
        put(sheet, line, 7, moment(each.deadline), styles)
        put(sheet, line, 8, list_.promise(each), styles)
    end = first + len(list_.challenges)
    sheet.write_string(end + 1, 0, f"{list_.say(words.CONTACT)}  {'  '.join(list_.contact)}", styles.note)


def _requirements(sheet: Worksheet, list_: RoundList, styles: Styles) -> None:
    names = (words.NUMBER, words.TITLE, words.INDICATOR, words.DEMAND, words.LEVEL, words.OBLIGATION)
    line = _begin(sheet, list_, names, ROW_WIDTHS, styles)
    for each in list_.challenges:
        for row in each.requirements if each.details else ():
            cells = (each.number, each.title, row.indicator, row.demand, row.current_level, row.obligation)
            for column, text in enumerate(cells):
                put(sheet, line, column, text, styles)
            line += 1


def _begin(sheet: Worksheet, list_: RoundList, names: tuple[str, ...], widths: tuple[int, ...], styles: Styles) -> int:
    """Title, sums and head; the first row of the data."""
    notes = [f"{list_.publisher}  {list_.say(words.LISTED_ON)} {list_.listed_on.isoformat()}  {list_.sum_line}"]
    head = [(list_.say(name), width) for name, width in zip(names, widths, strict=True)]
    return printed_sheet.begin(sheet, list_.title, notes, head, 2, styles)


def _demands(list_: RoundList, challenge: ListedChallenge) -> str:
    if not challenge.details:
        return list_.say(words.CLOSED)
    rows = enumerate(challenge.requirements, 1)
    return "\n".join(f"{place}. {row.indicator} {row.demand} [{row.obligation}]" for place, row in rows)
