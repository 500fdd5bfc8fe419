"""The 术语表 as its readers see it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from matchmaker.matching import SharedTerm, marks, shared_terms, term_key
from matchmaker.matching.spreadsheet import guarded
from matchmaker.queries.paging import Page, paginate
from matchmaker.search import vocabulary
from models import Term, TermGroup, db

MOST_MET = 50


@dataclass(frozen=True)
class Meeting:
    """Terms that two texts share, and both texts cut into (text, is one of them) pieces."""

    terms: list[SharedTerm]
    own: list[tuple[str, bool]]
    other: list[tuple[str, bool]]


def groups(text: str, page: int) -> Page[TermGroup]:
    """The newest first; `text` narrows them to those with such a term or note."""
    query = select(TermGroup).options(selectinload(TermGroup.terms)).order_by(TermGroup.id.desc())
    if text:
        has_term = TermGroup.terms.any(Term.key.contains(term_key(text), autoescape=True))
        query = query.where(or_(has_term, TermGroup.note.contains(text, autoescape=True)))
    return paginate(query, page)


def group(group_id: int) -> TermGroup | None:
    return db.session.scalar(select(TermGroup).where(TermGroup.id == group_id).options(selectinload(TermGroup.terms)))


def all_groups() -> Sequence[TermGroup]:
    return db.session.scalars(select(TermGroup).options(selectinload(TermGroup.terms)).order_by(TermGroup.id)).all()


def as_csv() -> str:
    """All groups, the oldest first, as the import reads them; for spreadsheets, so with the mark of UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(vocabulary.COLUMNS)
    for row in all_groups():
        writer.writerow((guarded("、".join(term.text for term in row.terms)), guarded(row.note)))
    return "\ufeff" + stream.getvalue()


def size() -> tuple[int, int]:
    """How many groups, how many terms."""
    counts = db.session.execute(select(func.count(func.distinct(Term.group_id)), func.count(Term.id))).one()
    return counts[0], counts[1]


def meeting(own: str, other: str) -> Meeting:
    """What two texts share by the table as it is stored now."""
    terms = vocabulary.load(db.session())
    met = shared_terms(own, other, lambda _word: 1.0, terms, limit=MOST_MET)
    words = frozenset(term.word for term in met)
    return Meeting(met, *(_pieces(text, marks(text, words, terms)) for text in (own, other)))


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
