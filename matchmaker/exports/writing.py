"""The rows of a list as a file: streamed, so that the memory it takes does not grow with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from matchmaker.adapters import clock
from matchmaker.exports.cells import cell
from matchmaker.exports.listing import Listing
from matchmaker.exports.words import conditions
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.reports import list_csv, list_excel
from matchmaker.reports.list_file import ListFile, Rows
from models import User, db
from models.project_enums import ExportFormat

BATCH = 500
WRITERS: dict[ExportFormat, Callable[[Path, ListFile, Rows], None]] = {
    ExportFormat.XLSX: list_excel.write,
    ExportFormat.CSV: list_csv.write,
}
FILTERED = N_("筛选：%(conditions)s")
UNFILTERED = N_("筛选：无")
MADE = N_("导出：%(name)s（%(organization)s），%(moment)s，共 %(count)s 条")
Beat = Callable[[int], None]


@dataclass(frozen=True)
class Asked:
    """One list with its filter, as one person asked for it in one language (zh or en)."""

    listing: Listing
    chosen: Any
    actor: User
    locale: str

    @property
    def query(self) -> Select[Any]:
        return self.listing.rows(self.actor, self.chosen)

    def title(self, locale: str) -> str:
        return translate(self.listing.title_of(self.actor, self.chosen), locale)


def count(asked: Asked) -> int:
    counted = asked.query.order_by(None).options().subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0


def write(path: Path, asked: Asked, file_format: ExportFormat, total: int, beat: Beat) -> int:
    """Returns how many rows were written; `beat` hears of every batch."""
    written = 0

    def rows() -> Rows:
        nonlocal written
        for batch in _batches(asked):
            yield from batch
            written += len(batch)
            beat(written)

    WRITERS[file_format](path, _file(asked, total), rows())
    return written


def _batches(asked: Asked) -> Iterator[list[list[Any]]]:
    values = [column.value for column in asked.listing.columns]
    found = db.session.execute(asked.query.execution_options(yield_per=BATCH))
    for part in found.partitions():
        rows = [row[0] if len(row) == 1 else row for row in part]
        looked_up = asked.listing.look_up(rows, asked.actor, asked.chosen)
        yield [[cell(value(row), asked.locale) for value in values] for row in looked_up]


def _file(asked: Asked, total: int) -> ListFile:
    locale, actor = asked.locale, asked.actor
    comma = "; " if locale.startswith("en") else "；"
    said = comma.join(f"{what} {which}" for what, which in conditions(asked.chosen, locale, asked.listing.choices))
    made = translate(
        MADE,
        locale,
        name=actor.name,
        organization=actor.organization.name,
        moment=clock.now().astimezone(clock.CITY_ZONE).strftime("%Y-%m-%d %H:%M"),
        count=total,
    )
    filtered = translate(FILTERED, locale, conditions=said) if said else translate(UNFILTERED, locale)
    columns = [(translate(column.title, locale), column.width) for column in asked.listing.columns]
    return ListFile(asked.title(locale), [filtered, made], columns)
