"""The query of a filtered list: read it, and take single conditions off it again."""

import enum
from collections.abc import Iterable
from typing import Any, TypeVar

from flask import request, url_for

from matchmaker.web.filters import label

Member = TypeVar("Member", bound=enum.Enum)


def enum_arg(name: str, kind: type[Member]) -> Member | None:
    """The member named in the query; None when there is none or it is not known."""
    return kind.__members__.get(request.args.get(name, ""))  # type: ignore[return-value]


def text_arg(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[:80]


def kept_args() -> dict[str, list[str]]:
    """The conditions that are set, for links to other pages of the list."""
    return {name: values for name, values in request.args.to_dict(flat=False).items() if name != "page" and any(values)}


def row_choices(rows: Iterable[Any]) -> list[tuple[int, str]]:
    """(id, label) of fields or districts; a field of the second level is set in."""
    return [(row.id, ("\u3000" if getattr(row, "parent_id", None) else "") + label(row)) for row in rows]


def active_chips(shown: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """(label, address of the list without it) for each (argument, what it stands for) that is set."""
    kept = kept_args()
    return [
        (
            label(value) if hasattr(value, "label") else str(value),
            url_for(request.endpoint or "", **{key: kept[key] for key in kept if key != name}),
        )
        for name, value in shown
        if value
    ]
