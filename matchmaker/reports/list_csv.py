"""A list as CSV for Excel in Chinese: UTF-8 with a byte order mark, CRLF, and no cell that starts a formula."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from matchmaker.reports.list_file import Cell, ListFile, Rows, clean

# Excel and WPS read full-width signs as operators too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(path: Path, file: ListFile, rows: Rows) -> None:
    """One row after the other, so that memory does not grow with them. The notes are left out: a table only."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([_text(title) for title, _ in file.columns])
        for row in rows:
            writer.writerow([_text(cell) for cell in row])


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(clean(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text (CWE-1236)."""
    return f"'{text}" if text.startswith(FORMULA) else text
