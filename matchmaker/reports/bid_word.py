"""A paper (揭榜申报书, 项目验收意见书) as a Word document, its sections in their order."""

from functools import singledispatch

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from matchmaker.reports import word
from matchmaker.reports.outline import Block, Pairs, Paper, Rows, Section, Text

WIDTH = word.A4[0] - 2 * word.MARGIN


def write(paper: Paper) -> bytes:
    """The .docx file."""
    document = word.new_document(f"{paper.title} {paper.subject}", paper.author)
    word.add_title(document, paper.title)
    subject = word.add_line(document, paper.subject)
    subject.alignment, subject.runs[0].font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(14)
    word.add_pairs(document, paper.facts)
    for section in paper.sections:
        _add_section(document, section, paper.nothing)
    return word.as_bytes(document)


def _add_section(document: Document, section: Section, nothing: str) -> None:
    word.add_heading(document, section.title, 1)
    if not section.blocks:
        word.add_line(document, nothing)
    for block in section.blocks:
        if block.label:
            word.add_heading(document, block.label, 2)
        _add(block, document)


@singledispatch
def _add(block: Block, document: Document) -> None:
    raise TypeError(f"no way to write a {type(block).__name__}")


@_add.register
def _add_text(block: Text, document: Document) -> None:
    word.add_text(document, block.text)


@_add.register
def _add_pairs(block: Pairs, document: Document) -> None:
    word.add_pairs(document, block.rows)


@_add.register
def _add_rows(block: Rows, document: Document) -> None:
    word.add_rows(document, block.head, block.rows, [int(WIDTH * share) for share in block.widths])
