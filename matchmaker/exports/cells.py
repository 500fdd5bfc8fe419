"""A value of a row as a cell: in the reader's language, in the city's time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.reports.list_file import Cell


@dataclass(frozen=True)
class Sentence:
    """Marked with N_."""

    text: str


YES, NO = N_("是"), N_("否")


def cell(value: Any, locale: str) -> Cell:
    if isinstance(value, bool):
        return translate(YES if value else NO, locale)
    if isinstance(value, datetime):
        return value.astimezone(CITY_ZONE).replace(tzinfo=None)
    if isinstance(value, tuple | list):
        comma = ", " if locale.startswith("en") else "、"
        return comma.join(str(part) for each in value if (part := cell(each, locale)) not in (None, ""))
    if isinstance(value, Sentence):
        return translate(value.text, locale)
    if hasattr(value, "label"):
        return str(value.label(locale))
    return value  # type: ignore[no-any-return]
