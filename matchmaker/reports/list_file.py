"""What a list is as a file, whatever its format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

# Text, numbers, days and moments (without a zone, in the city's time), or nothing.
Cell = str | int | Decimal | date | datetime | None
Rows = Iterable[Sequence[Cell]]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class ListFile:
    """`notes` say what is in it, when and by whom it was made; `columns` are (title, width in characters)."""

    title: str
    notes: Sequence[str]
    columns: Sequence[tuple[str, int]]


def clean(text: str) -> str:
    """Without signs that neither XML nor a table can carry, and with one kind of line end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
