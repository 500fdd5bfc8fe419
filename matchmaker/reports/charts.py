"""Charts of a report, as spreadsheet programs and Word draw them themselves: they can be changed there."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

COLOUR, INK, RULE = "#0F5C5C", "#3A4855", "#DFE5EA"
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
SHEET = "Sheet1"
# (name, number as text)
Points = Sequence[Sequence[str]]


def put_points(sheet: Worksheet, title: str, points: Points, row: int = 0, column: int = 0) -> None:
    """Names in one column and numbers in the next, under the title."""
    sheet.write_string(row, column + 1, title)
    for place, (name, number) in enumerate(points, row + 1):
        sheet.write_string(place, column, name)
        sheet.write_number(place, column + 1, float(number))


def chart_of(book: Workbook, sheet: str, title: str, form: str, points: Points, row: int = 0, column: int = 0) -> Any:
    """A chart of what `put_points` has put there; `form`: column or bar."""
    chart: Chart = book.add_chart({"type": form})
    last = row + len(points)
    series = {
        "name": [sheet, row, column + 1],
        "categories": [sheet, row + 1, column, last, column],
        "values": [sheet, row + 1, column + 1, last, column + 1],
        "fill": {"color": COLOUR},
        "gap": 60,
        "data_labels": {"value": True, "num_format": _pattern(points), "font": _font(8)},
    }
    names = {"num_font": _font(9), "line": {"color": RULE}, "major_tick_mark": "none"}
    numbers: dict[str, Any] = {"visible": False, "min": 0, "major_gridlines": {"visible": False}}
    chart.add_series(series)
    chart.set_title({"name": title, "overlay": False, "name_font": {**_font(11), "bold": True}})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    if form == "bar":  # the names stand at the upright axis, the first on top
        chart.set_y_axis(names | {"reverse": True})
        chart.set_x_axis(numbers)
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(numbers)
    return chart


def workbook(title: str, points: Points) -> bytes:
    """What Word opens when the data of a chart are to be changed."""
    return _book(title, points, "")


def drawing(title: str, form: str, points: Points) -> bytes:
    """The DrawingML part of the chart over the cells of `workbook`."""
    with ZipFile(BytesIO(_book(title, points, form))) as parts:
        return parts.read("xl/charts/chart1.xml")


def _book(title: str, points: Points, form: str) -> bytes:
    buffer = BytesIO()
    book = Workbook(buffer, PLAIN)
    sheet = book.add_worksheet(SHEET)
    put_points(sheet, title, points)
    if form:
        sheet.insert_chart(0, 3, chart_of(book, SHEET, title, form, points))
    book.close()
    return buffer.getvalue()


def _pattern(points: Points) -> str:
    return "#,##0.00" if any("." in number for _, number in points) else "#,##0"


def _font(size: int) -> dict[str, Any]:
    return {"name": "宋体", "size": size, "bold": False, "color": INK}
