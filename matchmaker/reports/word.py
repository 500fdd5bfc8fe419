"""Word documents on A4 with the fonts of official papers; what several reports share."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from matchmaker.reports.list_file import clean

BODY, HEADING, LATIN = "宋体", "黑体", "Times New Roman"
A4 = (Cm(21), Cm(29.7))
MARGIN, LABEL = Cm(2.4), Cm(3.8)


def new_document(title: str, author: str) -> WordDocument:
    """An empty document with page numbers in the footer."""
    document = Document()
    document.core_properties.title, document.core_properties.author = clean(title), clean(author)
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _set_font(document, "Normal", BODY, 11)
    for name, size in (("Title", 20), ("Heading 1", 15), ("Heading 2", 13)):
        _set_font(document, name, HEADING, size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    _drop_rule(document)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)
    return document


def as_bytes(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_title(document: WordDocument, text: str) -> None:
    document.add_paragraph(clean(text), style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_heading(document: WordDocument, text: str, level: int) -> None:
    document.add_heading(clean(text), level)


def add_line(document: WordDocument, text: str) -> Paragraph:
    return document.add_paragraph(clean(text))


def add_text(document: WordDocument, text: str) -> None:
    """A paragraph for each line, its first line set in by two signs."""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        add_line(document, line).paragraph_format.first_line_indent = Pt(22)


def add_pairs(document: WordDocument, pairs: Sequence[tuple[str, str]]) -> Table:
    """A framed table of label and text."""
    table: Table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for label, text in pairs:
        cells = table.add_row().cells
        fill(cells[0], label, bold=True)
        fill(cells[1], text)
    _set_widths(table, (LABEL, A4[0] - 2 * MARGIN - LABEL))
    return table


def add_rows(document: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[Cm]) -> Table:
    """A framed table whose head is repeated on every page."""
    table: Table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, head, strict=True):
        fill(cell, name, bold=True)
    _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            fill(cell, text)
    _set_widths(table, widths)
    return table


def fill(cell: _Cell, text: str, bold: bool = False) -> None:
    """Lines of the text become lines of the cell."""
    run = cell.paragraphs[0].add_run(clean(text))
    run.bold, run.font.size = bold, Pt(10.5)
    spacing = cell.paragraphs[0].paragraph_format
    spacing.space_before = spacing.space_after = Pt(3)


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    """Word goes by the cells, LibreOffice by the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _mark(properties: BaseOxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))


def _set_font(document: WordDocument, name: str, font: str, size: int) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.color.rgb = LATIN, Pt(size), None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _drop_rule(document: WordDocument) -> None:
    """The line that the built-in title style draws under itself."""
    properties = document.styles["Title"].element.pPr
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _add_page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if text:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
        else:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run._r.append(sign)
