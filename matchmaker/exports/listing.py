"""What a list of the site is as an export: who may have it, which rows, and what stands in its columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select

from matchmaker.policies.permissions import Permission, holds
from models import User

LookUp = Callable[[Sequence[Any], User, Any], Sequence[Any]]


def as_they_are(rows: Sequence[Any], _actor: User, _chosen: Any) -> Sequence[Any]:
    return rows


@dataclass(frozen=True)
class Column:
    """`title` is marked with N_. `value` of a row is text, a number, a day, a moment, a labelled choice, a truth, a
    tuple of these, or None; it is put into the reader's language and the city's time later. `width` in characters."""

    title: str
    value: Callable[[Any], Any]
    width: int = 14


@dataclass(frozen=True)
class Listing:
    """`key` is the endpoint of the page, `title` is marked with N_, `filter` the class of what the page is narrowed by.

    `rows` selects entities for a reader and a filter, in the order of the page: the same select the page shows a part
    of. `look_up` turns a batch of them into what the columns take, where that needs a query a batch. `choices` names,
    marked with N_, the keys that fields of the filter hold. `admits` says whether a reader may see what the list is
    about, where the permission does not.
    """

    key: str
    title: str
    permission: Permission
    filter: type[Any]
    rows: Callable[[User, Any], Select[Any]]
    columns: Sequence[Column]
    look_up: LookUp = as_they_are
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titled: Callable[[User, Any], str] | None = None
    admits: Callable[[User, Any], bool] | None = None

    def is_open_to(self, actor: User, chosen: Any) -> bool:
        return holds(actor, self.permission) and (self.admits is None or self.admits(actor, chosen))

    def title_of(self, actor: User, chosen: Any) -> str:
        """Marked with N_; some lists are called after what was chosen."""
        return self.titled(actor, chosen) if self.titled else self.title
