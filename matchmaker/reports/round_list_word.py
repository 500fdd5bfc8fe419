"""榜单 as a Word document: title, notice, and one table a challenge."""

from docx.document import Document
from docx.shared import Cm, Pt

from matchmaker.reports import round_list as words
from matchmaker.reports import word
from matchmaker.reports.round_list import ListedChallenge, RoundList, moment

ROW_WIDTHS = (Cm(5.6), Cm(4.6), Cm(3.8), Cm(2.2))


def write(list_: RoundList) -> bytes:
    """The .docx file."""
    document = word.new_document(list_.title, list_.publisher)
    word.add_title(document, list_.title)
    word.add_heading(document, list_.say(words.NOTICE), 1)
    word.add_text(document, list_.notice)
    word.add_pairs(
        document,
        (
            (list_.say(words.UNIT), list_.publisher),
            (list_.say(words.LISTED_ON), list_.listed_on.isoformat()),
            (list_.say(words.CONTACT), "\n".join(list_.contact)),
        ),
    )
    word.add_heading(document, list_.say(words.LIST), 1)
    word.add_line(document, list_.sum_line)
    for place, challenge in enumerate(list_.challenges, 1):
        _add(document, list_, place, challenge)
    return word.as_bytes(document)


def _add(document: Document, list_: RoundList, place: int, challenge: ListedChallenge) -> None:
    word.add_heading(document, f"{place}. {challenge.title}", 2)
    closed = "" if challenge.details else list_.say(words.CLOSED)
    award = "—" if challenge.award is None else f"{challenge.award:,.2f}"
    word.add_pairs(
        document,
        (
            (list_.say(words.NUMBER), challenge.number),
            (list_.say(words.FIRM), challenge.firm),
            (list_.say(words.FIELD), challenge.field or "—"),
            (list_.say(words.DISTRICT), challenge.district or "—"),
            (list_.say(words.AWARD), award),
            (list_.say(words.DEADLINE), moment(challenge.deadline)),
            (list_.say(words.FEEDBACK), list_.promise(challenge)),
            (list_.say(words.PROBLEM), closed or challenge.problem),
        ),
    )
    if challenge.details and challenge.requirements:
        caption = document.add_paragraph()
        caption.add_run(list_.say(words.REQUIREMENTS)).bold = True
        caption.paragraph_format.space_before = Pt(6)
        head = [list_.say(name) for name in (words.INDICATOR, words.DEMAND, words.LEVEL, words.OBLIGATION)]
        rows = [(row.indicator, row.demand, row.current_level, row.obligation) for row in challenge.requirements]
        word.add_rows(document, head, rows, ROW_WIDTHS)
