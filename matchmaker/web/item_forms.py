"""What the forms of needs and achievements share."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms.fields.choices import Choice

from matchmaker.errors import DomainError
from matchmaker.extensions import db
from matchmaker.services.item_review import Incomplete
from matchmaker.web.errors import show_on
from matchmaker.web.fields import LongTextField, RowSelect
from matchmaker.web.filters import label

Row = TypeVar("Row")
INDENT = "\u3000"


def save_item(form: FlaskForm, work: Callable[[], Row]) -> tuple[Row | None, int]:
    """What the use case gives and 200; or nothing and the status, every gap standing at its field of the form."""
    try:
        return work(), 200
    except Incomplete as error:
        db.session.rollback()
        for fault in error.faults:
            show_on(form, fault)
        return None, error.status
    except DomainError as error:
        db.session.rollback()
        show_on(form, error)
        return None, error.status


def indented(field: Any) -> str:
    """A field of the second level stands in."""
    return (INDENT if field.parent_id else "") + str(label(field))


class TextRowSelect(RowSelect):
    """A RowSelect whose rows are worded by `text`."""

    def __init__(self, *args: Any, text: Callable[[Any], str], **kwargs: Any) -> None:
        self.text = text
        super().__init__(*args, **kwargs)

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice("", self.blank, self.data is None, {})
        for row in self.rows:
            yield Choice(str(row.id), self.text(row), row.id == self.data, {})


class LinesField(LongTextField):
    """A list of texts, one a line; blank lines and repetitions are left out."""

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else "\n".join(self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        rows = self.data if isinstance(self.data, list | tuple) else (self.data or "").splitlines()
        return tuple(dict.fromkeys(row.strip() for row in rows if row.strip()))
