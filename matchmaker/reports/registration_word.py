"""技术合同登记申请表 as a Word document: two pairs a line, long entries across the page, and the signatures."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from matchmaker.reports import word

LABEL, VALUE = Cm(2.9), Cm(5.2)
SHADE, RED = "E3F0EF", RGBColor(0xA3, 0x26, 0x2A)
SIGNING_LINES = 2


@dataclass(frozen=True)
class Entry:
    """`wide` takes the whole line; an empty `text` is to be completed."""

    label: str
    text: str
    wide: bool = False


@dataclass(frozen=True)
class Part:
    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Application:
    """`missing` stands where something has to be completed; `signatures` are the boxes at the end, side by side."""

    title: str
    subject: str
    author: str
    parts: Sequence[Part]
    missing: str
    statement: str
    signatures: Sequence[str]


def write(form: Application) -> bytes:
    """The .docx file."""
    document = word.new_document(f"{form.title} {form.subject}", form.author)
    word.add_title(document, form.title)
    word.add_line(document, form.subject).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    table.autofit = False
    for part in form.parts:
        _add_part(table, part, form.missing)
    _add_title(table, form.statement, bold=False)
    _set_widths(table)
    _add_signatures(document, form.signatures)
    return word.as_bytes(document)


def _add_part(table: Table, part: Part, missing: str) -> None:
    _add_title(table, part.title)
    free: _Row | None = None
    for entry in part.entries:
        if free is not None and not entry.wide:
            _fill(free, 2, entry, missing)
            free = None
            continue
        _close(free)
        free = table.add_row()
        _fill(free, 0, entry, missing)
        if entry.wide:
            free = None
    _close(free)


def _add_title(table: Table, text: str, bold: bool = True) -> None:
    cells = table.add_row().cells
    cell = cells[0].merge(cells[3])
    word.fill(cell, text, bold=bold)
    if bold:
        _shade(cell)


def _fill(row: _Row, place: int, entry: Entry, missing: str) -> None:
    word.fill(row.cells[place], entry.label, bold=True)
    cell = row.cells[place + 1].merge(row.cells[3]) if entry.wide else row.cells[place + 1]
    word.fill(cell, entry.text or missing, bold=not entry.text)
    if not entry.text:
        cell.paragraphs[0].runs[0].font.color.rgb = RED


def _close(row: _Row | None) -> None:
    """A line with one pair only: its value goes to the edge."""
    if row is not None:
        row.cells[1].merge(row.cells[3])


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _set_widths(table: Table) -> None:
    for place, width in enumerate((LABEL, VALUE, LABEL, VALUE)):
        table.columns[place].width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _add_signatures(document: Document, names: Sequence[str]) -> None:
    """Boxes of equal width with room for a seal."""
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    table = document.add_table(rows=1, cols=len(names), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        word.fill(cell, name)
        for _ in range(SIGNING_LINES):
            cell.add_paragraph()
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
