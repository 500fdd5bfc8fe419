"""Papers in Word of texts that people type and paste: a sign that XML cannot carry shuts no paper."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from matchmaker.reports import bid_word, registration_word, round_list_word
from matchmaker.reports.outline import Pairs, Paper, Rows, Section, Text
from matchmaker.reports.registration_word import Application, Entry, Part
from matchmaker.reports.round_list import ListedChallenge, RequirementLine, RoundList

BAD, GOOD = "漏\x0b检\x1f率\ufffe", "漏检率"


def _round_list() -> bytes:
    row = RequirementLine(BAD, BAD, BAD, BAD)
    challenge = ListedChallenge(BAD, BAD, BAD, BAD, BAD, None, None, 30, problem=BAD, requirements=(row,))
    return round_list_word.write(RoundList(BAD, BAD, date(2026, 5, 1), BAD, (BAD,), (challenge,)))


def _paper() -> bytes:
    blocks = Text(f"第一行\n{BAD}", BAD), Pairs([(BAD, BAD)], BAD), Rows((BAD,), ((BAD,),), (1.0,), BAD)
    return bid_word.write(Paper(BAD, BAD, BAD, [(BAD, BAD)], [Section("a", BAD, blocks), Section("b", BAD, ())]))


def _registration() -> bytes:
    parts = [Part(BAD, (Entry(BAD, BAD), Entry(BAD, BAD, wide=True)))]
    return registration_word.write(Application(BAD, BAD, BAD, parts, "待补充", BAD, (BAD,)))


@pytest.mark.parametrize("write", [_round_list, _paper, _registration])
def test_what_xml_cannot_carry_is_left_out(write):
    document = Document(BytesIO(write()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*cells, *(paragraph.text for paragraph in document.paragraphs), document.core_properties.title]
    assert any(GOOD in text for text in cells) and any(GOOD in paragraph.text for paragraph in document.paragraphs)
    assert not set("\x0b\x1f\ufffe") & set("".join(texts))
