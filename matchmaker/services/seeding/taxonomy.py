import csv
from pathlib import Path

from models import District, Field, db


def load(folder: Path) -> None:
    """Fields and districts that are not there yet, from fields.csv and districts.csv."""
    known = set(db.session.scalars(db.select(District.code)))
    for position, row in enumerate(_rows(folder / "districts.csv")):
        if row["code"] not in known:
            db.session.add(District(code=row["code"], zh=row["zh"], en=row["en"], position=position))
    fields = {field.code: field for field in db.session.scalars(db.select(Field))}
    for position, row in enumerate(_rows(folder / "fields.csv")):
        if row["code"] not in fields:
            parent = fields.get(row["parent"])
            fields[row["code"]] = Field(code=row["code"], zh=row["zh"], en=row["en"], parent=parent, position=position)
            db.session.add(fields[row["code"]])
    db.session.flush()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
