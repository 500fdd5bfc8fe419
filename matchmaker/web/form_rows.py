"""Rows of a form without script: 添加 and 删除 submit the form, which comes back with one row more or less."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import FieldList

from matchmaker.web.arguments import as_number


class RowList(FieldList):
    """A FieldList that passes over names of the form whose row is no number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "FieldList"

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        start = f"{prefix}-"
        places = (as_number(name.removeprefix(start).split("-")[0]) for name in formdata if name.startswith(start))
        return (place for place in places if place is not None)

    def follow(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """One entry for each of `rows`, by its id, the row as its `about`: a plan may have changed since."""
        sent = {str(entry.form.id.data): entry for entry in self.entries}
        self.entries = [sent.get(str(row["id"])) or self.append_entry(row) for row in rows]
        for entry, row in zip(self.entries, rows, strict=True):
            entry.about = row


def change_rows(form: FlaskForm) -> bool:
    """Do what a row button asked for; False when none was pressed."""
    added = _list(form, request.form.get("add_row", ""))
    if added is not None:
        if added.max_entries is None or len(added.entries) < added.max_entries:
            added.append_entry()
        return True
    name, _, index = request.form.get("remove_row", "").rpartition("-")
    shortened = _list(form, name)
    if shortened is None or (place := as_number(index)) is None:
        return False
    if place < len(shortened.entries):
        del shortened.entries[place]
    return True


def _list(form: FlaskForm, name: str) -> FieldList | None:
    field = form._fields.get(name)
    return field if isinstance(field, FieldList) else None
