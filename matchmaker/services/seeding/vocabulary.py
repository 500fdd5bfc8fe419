import csv
from pathlib import Path

from matchmaker.adapters import clock
from matchmaker.matching import term_key
from matchmaker.search import vocabulary
from matchmaker.services.numbers import next_serial
from models import Term, TermGroup, db


def load(folder: Path) -> None:
    """The groups of vocabulary.csv, once: what the administrator changed or deleted afterwards stays so."""
    if vocabulary.serial(db.session()):
        return
    with (folder / "vocabulary.csv").open(encoding="utf-8", newline="") as file:
        db.session.add_all(_group(row["terms"].split("、"), row["note"]) for row in csv.DictReader(file))
    next_serial(vocabulary.SERIES)
    db.session.flush()


def _group(terms: list[str], note: str) -> TermGroup:
    rows = [Term(position=number, text=term, key=term_key(term)) for number, term in enumerate(terms, 1)]
    return TermGroup(note=note, updated_at=clock.now(), terms=rows)
