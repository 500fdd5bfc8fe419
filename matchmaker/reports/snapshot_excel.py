"""A report as a workbook: figures with their definitions, tables, charts, and one sheet of records for each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from matchmaker.reports import printed_sheet
from matchmaker.reports.charts import PLAIN, chart_of, put_points
from matchmaker.reports.list_excel import sheet_name
from matchmaker.reports.list_file import clean
from matchmaker.reports.printed_sheet import FRAMED, make_printable
from matchmaker.reports.snapshot_text import (
    NOTHING,
    Approval,
    Entry,
    change_text,
    head_text,
    main_value,
    period_text,
    unit_of,
)

FIGURES, CHARTS = "指标", "图表"
FIGURE_HEAD = (
    ("指标", 24),
    ("本期", 14),
    ("单位", 8),
    ("上期", 14),
    ("环比", 10),
    ("去年同期", 14),
    ("同比", 10),
    ("统计口径", 70),
)
RECORD_HEAD = (
    ("编号", 20),
    ("名称", 44),
    ("单位", 44),
    ("状态", 12),
    ("金额（万元）", 14),
    ("技术交易额（万元）", 18),
    ("人数", 8),
    ("日期", 12),
)
COLUMN_CHART, BAR_CHART, BAR = (560, 280), (560, 90), 26


@dataclass(frozen=True)
class _Numbers:
    count: Format
    money: Format
    bold: Format
    bold_count: Format
    bold_money: Format


def write(content: Entry, approval: Approval) -> bytes:
    """The .xlsx file."""
    buffer = BytesIO()
    book = Workbook(buffer, {**PLAIN, "strings_to_numbers": False})
    book.set_properties({"title": content["title"], "author": content["publisher"]})
    paper = _Paper(book, content, approval)
    paper.figures()
    for table in content["tables"]:
        paper.table(table)
    if content["charts"]:
        paper.charts()
    for figure in content["figures"]:
        paper.records(figure)
    book.close()
    return buffer.getvalue()


class _Paper:
    def __init__(self, book: Workbook, content: Entry, approval: Approval) -> None:
        self.book, self.content, self.approval = book, content, approval
        self.styles, self.numbers = printed_sheet.styles(book), _numbers(book)
        self.names: set[str] = set()

    def figures(self) -> None:
        sheet, first = self._begin(FIGURES, self.content["title"], self._notes(), FIGURE_HEAD)
        for row, figure in enumerate(self.content["figures"], first):
            self._put(sheet, row, 0, figure["title"])
            for column, sums in ((1, "now"), (3, "previous"), (5, "year_before")):
                self._number(sheet, row, column, main_value(figure, figure[sums]), figure["measure"] == "amount")
            self._put(sheet, row, 2, unit_of(figure))
            self._put(sheet, row, 4, change_text(figure, "previous"))
            self._put(sheet, row, 6, change_text(figure, "year_before"))
            self._put(sheet, row, 7, figure["definition"])

    def table(self, table: Entry) -> None:
        head = [(head_text(column), column["width"]) for column in table["columns"]]
        sheet, first = self._begin(table["title"], table["title"], self._notes(), head)
        if not table["rows"]:
            sheet.write_string(first, 0, table["empty"], self.styles.note)
        for row, cells in enumerate(table["rows"], first):
            self._cells(sheet, row, cells, table["columns"])
        if table["total"]:
            self._cells(sheet, first + len(table["rows"]), table["total"], table["columns"], bold=True)

    def charts(self) -> None:
        """The numbers of a chart stand beside it."""
        sheet = self.book.add_worksheet(self._name(CHARTS))
        sheet.write_string(0, 0, self.content["title"], self.styles.title)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 14)
        row = 2
        for chart in self.content["charts"]:
            points = [(clean(name), number) for name, number in chart["points"]]
            if not points:
                continue
            put_points(sheet, chart["title"], points, row)
            drawn = chart_of(self.book, sheet.name, chart["title"], chart["form"], points, row)
            width, height = (
                COLUMN_CHART if chart["form"] == "column" else (BAR_CHART[0], BAR_CHART[1] + BAR * len(points))
            )
            drawn.set_size({"width": width, "height": height})
            sheet.insert_chart(row, 3, drawn)
            row += max(len(points), height // 20) + 3
        make_printable(sheet)

    def records(self, figure: Entry) -> None:
        notes = (figure["definition"], f"{period_text(self.content['period'])}　共 {len(figure['records'])} 条")
        if figure["stock"]:
            notes = (figure["definition"], f"截至 {self.content['taken_at']}　共 {len(figure['records'])} 条")
        sheet, first = self._begin(figure["title"], figure["title"], notes, RECORD_HEAD)
        for row, record in enumerate(figure["records"], first):
            for column, text in enumerate(
                (record["number"], record["title"], "、".join(record["parties"]), record["state"])
            ):
                self._put(sheet, row, column, text)
            for column, name in ((4, "amount"), (5, "tech_amount"), (6, "people")):
                value = None if record[name] is None else Decimal(str(record[name]))
                self._number(sheet, row, column, value, name != "people")
            self._put(sheet, row, 7, record["date"] or NOTHING)

    def _notes(self) -> Sequence[str]:
        content, approval = self.content, self.approval
        parts = [content["publisher"], content["number"], approval.state, approval.remark]
        first = "　".join(part for part in parts if part)
        second = f"时期 {period_text(content['period'])}　生成于 {content['taken_at']}　编制人 {approval.author}"
        if not approval.digest:
            return first, second
        return first, f"{second}　审批人 {approval.approver} {approval.approved_at}", f"校验码 {approval.digest}"

    def _begin(
        self, name: str, title: str, notes: Sequence[str], head: Sequence[tuple[str, int]]
    ) -> tuple[Worksheet, int]:
        """A sheet that prints on A4 with its head on each page; the first row of the data."""
        sheet = self.book.add_worksheet(self._name(name))
        return sheet, printed_sheet.begin(sheet, title, notes, head, 1, self.styles)

    def _name(self, title: str) -> str:
        """Names of sheets are short and differ."""
        name = plain = sheet_name(title)
        place = 1
        while name in self.names:
            place += 1
            name = f"{plain[:27]} {place}"
        self.names.add(name)
        return name

    def _cells(
        self, sheet: Worksheet, row: int, cells: Sequence[Any], columns: Sequence[Entry], bold: bool = False
    ) -> None:
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            if column["form"] == "text":
                self._put(sheet, row, place, str(NOTHING if cell in (None, "") else cell), bold)
            else:
                value = None if cell is None else Decimal(str(cell))
                self._number(sheet, row, place, value, column["form"] == "money", bold)

    def _put(self, sheet: Worksheet, row: int, column: int, text: str, bold: bool = False) -> None:
        printed_sheet.put(sheet, row, column, text, self.styles, self.numbers.bold if bold else None)

    def _number(
        self, sheet: Worksheet, row: int, column: int, value: Decimal | None, money: bool, bold: bool = False
    ) -> None:
        numbers = self.numbers
        if value is None:
            sheet.write_string(row, column, NOTHING, self.styles.text)
        elif bold:
            sheet.write_number(row, column, float(value), numbers.bold_money if money else numbers.bold_count)
        else:
            sheet.write_number(row, column, float(value), numbers.money if money else numbers.count)


def _numbers(book: Workbook) -> _Numbers:
    count, money, bold = {"num_format": "#,##0"}, {"num_format": "#,##0.00"}, {"bold": True, "bg_color": "#F4F6F7"}
    return _Numbers(
        count=book.add_format({**FRAMED, **count}),
        money=book.add_format({**FRAMED, **money}),
        bold=book.add_format({**FRAMED, **bold}),
        bold_count=book.add_format({**FRAMED, **count, **bold}),
        bold_money=book.add_format({**FRAMED, **money, **bold}),
    )
