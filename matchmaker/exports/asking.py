"""An export is asked for: a short one is answered at once, a long one is left to the worker."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.exports import writing
from matchmaker.exports.catalogue import LISTINGS
from matchmaker.exports.filters import packed
from matchmaker.exports.writing import Asked
from matchmaker.messages import N_
from matchmaker.services.exports import ask_for_export
from models import User, db, sqlite
from models.project_enums import ExportFormat

AT_ONCE = 500
EXCEL_ROWS = 1_000_000
TOO_LONG = N_("共 %(count)s 条，超过一张 Excel 表的上限，请改为导出 CSV，或缩小筛选范围。")


@dataclass(frozen=True)
class Answer:
    """Either the file itself and what to call it, or the id of an export that is under way."""

    name: str = ""
    content: bytes | None = None
    export_id: int | None = None


def ask(key: str, chosen: Any, file_format: ExportFormat, *, actor: User, locale: str) -> Answer:
    """`chosen` is the filter of the page, `locale` zh or en. Only what is left to the worker is written down, so that
    a list is read while somebody else writes. Raises KeyError (no such list), Forbidden, Refused."""
    listing = LISTINGS[key]
    if not listing.is_open_to(actor, chosen):
        raise Forbidden()
    asked = Asked(listing, chosen, actor, locale)
    rows = writing.count(asked)
    if file_format is ExportFormat.XLSX and rows > EXCEL_ROWS:
        raise Refused(TOO_LONG, count=rows)
    if rows > AT_ONCE:
        db.session.rollback()
        with sqlite.declared_writing():
            export_id = ask_for_export(key, packed(chosen), file_format, rows=rows, locale=locale, actor=actor)
        return Answer(export_id=export_id)
    return Answer(file_name(asked.title(locale), clock.today(), file_format), _now(asked, file_format, rows))


def file_name(title: str, day: date, file_format: ExportFormat) -> str:
    return f"{title}_{day.isoformat()}.{file_format.name.lower()}"


def _now(asked: Asked, file_format: ExportFormat, rows: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list")
        writing.write(path, asked, file_format, rows, lambda written: None)
        return path.read_bytes()
