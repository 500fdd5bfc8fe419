"""The 术语表 as the matching library takes it."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.matching import Vocabulary
from models import Counter, Term

# Raised in the transaction of every change, so each process notices that its words are of an older table.
SERIES = "vocabulary"
# Of its CSV file.
COLUMNS = ("术语", "备注")


def serial(session: Session) -> int:
    return session.scalar(select(Counter.last).where(Counter.series == SERIES)) or 0


def load(session: Session) -> Vocabulary:
    rows = session.execute(select(Term.group_id, Term.text).order_by(Term.group_id, Term.position))
    return Vocabulary([[text for _, text in group] for _, group in groupby(rows, key=lambda row: row[0])])
