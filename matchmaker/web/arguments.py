"""What addresses and plain forms carry, within the bounds that the database and the calendar know."""

from datetime import date
from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map, ValidationError

from matchmaker.web.fields import LARGEST_NUMBER, squeeze

LONGEST_REASON = 2000
YEARS = range(2000, 2101)


class NumberConverter(IntegerConverter):
    """`<int:…>` of the routes: an address with a number that no record can have is not found."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", LARGEST_NUMBER)
        super().__init__(url_map, *args, **kwargs)

    def to_python(self, value: str) -> int:
        if as_number(value) is None:
            raise ValidationError()
        return int(super().to_python(value))


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = NumberConverter


def as_number(text: str) -> int | None:
    """A number from 0 to 2**31 - 1, which every database can compare; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))):
        return None
    return number if (number := int(text)) <= LARGEST_NUMBER else None


def number_arg(name: str) -> int | None:
    return as_number(request.args.get(name, ""))


def id_args(name: str) -> tuple[int, ...]:
    found = (as_number(value) for value in request.args.getlist(name))
    return tuple(dict.fromkeys(number for number in found if number is not None))


def page_arg() -> int:
    """Never less than 1; lists show their last page for one beyond it."""
    return max(1, number_arg("page") or 1)


def year_arg(name: str) -> int | None:
    year = number_arg(name)
    return year if year in YEARS else None


def day_arg(name: str) -> date | None:
    day = request.args.get(name, type=date.fromisoformat)
    return day if day and day.year in YEARS else None


def version_arg(now: int | None = None) -> int | None:
    """Of the record on which the form was opened; `now` where the form is only being opened."""
    return request.form.get("version", now, type=int)


def reason_arg() -> str:
    """Why somebody is turned down or a step taken back, as the form has it: every use of it gets the same text."""
    return squeeze(request.form.get("reason"))[:LONGEST_REASON]
