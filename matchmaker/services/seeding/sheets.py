"""A paper as a Word document when dozens are written at once: the parts that all of them share are made a single time,
which is several times as fast as a document of its own for each."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx.shared import Twips

from matchmaker.reports import word
from matchmaker.reports.outline import Block, Pairs, Paper, Rows, Text

MAIN, BODY = "word/document.xml", "<w:body>"
WIDTH = (word.A4[0] - 2 * word.MARGIN) // Twips(1)
LABEL = 0.24


def write(paper: Paper) -> bytes:
    parts, before, after = _shared()
    written = [_line(paper.title, "Title", "center"), _line(paper.subject, "", "center"), _block(Pairs(paper.facts))]
    for section in paper.sections:
        written += [_line(section.title, "Heading1"), *map(_block, section.blocks)]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
        file.writestr(MAIN, before + "".join(written) + after)
    return buffer.getvalue()


@cache
def _shared() -> tuple[list[tuple[str, bytes]], str, str]:
    """The parts of an empty document but the main one, and that as it stands before and after what is written."""
    with ZipFile(BytesIO(word.as_bytes(word.new_document("", "")))) as empty:
        parts = [(name, empty.read(name)) for name in empty.namelist() if name != MAIN]
        before, mark, after = empty.read(MAIN).decode().partition(BODY)
    return parts, before + mark, after


def _block(block: Block) -> str:
    if isinstance(block, Text):
        return "".join(_line(line) for line in block.text.splitlines())
    if isinstance(block, Rows):
        return _table([block.head, *block.rows], block.widths)
    return _table(block.rows, (LABEL, 1 - LABEL))


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
    grid = "".join(f'<w:gridCol w:w="{int(WIDTH * share)}"/>' for share in widths)
    lines = "".join(f"<w:tr>{''.join(map(_cell, row, widths))}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'


def _cell(text: str, share: float) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{int(WIDTH * share)}" w:type="dxa"/></w:tcPr>{_line(text)}</w:tc>'


def _line(text: str, style: str = "", align: str = "left") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    shown = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f'<w:p><w:pPr>{named}<w:jc w:val="{align}"/></w:pPr><w:r>{shown}</w:r></w:p>'
