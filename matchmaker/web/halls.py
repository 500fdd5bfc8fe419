"""The filters of a hall as the page shows them; the address is the state, and what it names wrongly is left out."""

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request, url_for
from flask_babel import gettext

from matchmaker.queries.halls import BUCKETS
from matchmaker.web.fields import enum_choices
from matchmaker.web.filters import label
from matchmaker.web.list_filters import kept_args
from models import District, Field

Member = TypeVar("Member", bound=enum.Enum)
INDENT = "\u3000"


@dataclass(frozen=True)
class Group:
    """One filter: `options` are (value, label, count), `names` the plain labels for the chips. A `quiet` choice is the
    default of a radio group and gets no chip."""

    legend: str
    name: str
    options: list[tuple[str, str, int | None]]
    chosen: list[str]
    type: str = "checkbox"
    quiet: str = ""

    @property
    def names(self) -> dict[str, str]:
        return {value: text.strip(INDENT) for value, text, _ in self.options}


def enum_args(name: str, kind: type[Member]) -> tuple[Member, ...]:
    return tuple(kind[value] for value in dict.fromkeys(request.args.getlist(name)) if value in kind.__members__)


def key_args(name: str, known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in request.args.getlist(name) if value in known))


def key_arg(name: str, known: Collection[str], default: str) -> str:
    value = request.args.get(name, default)
    return value if value in known else default


def enum_group(legend: str, name: str, kind: type[Any], counts: Mapping[Any, int], chosen: Iterable[Any]) -> Group:
    options = [(value, text, counts.get(kind[value], 0)) for value, text in enum_choices(kind)]
    return Group(legend, name, options, [member.name for member in chosen])


def bucket_group(legend: str, name: str, counts: Mapping[str, int], chosen: Iterable[str]) -> Group:
    options = [(bucket.key, gettext(bucket.label), counts.get(bucket.key, 0)) for bucket in BUCKETS]
    return Group(legend, name, options, list(chosen))


def district_group(districts: Iterable[District], counts: Mapping[int, int], chosen: Iterable[int]) -> Group:
    wanted = [str(each) for each in chosen]
    options = [(str(row.id), label(row), counts.get(row.id, 0)) for row in districts]
    return Group(gettext("县区"), "district", [o for o in options if o[2] or o[0] in wanted], wanted)


def field_group(fields: list[Field], counts: Mapping[int, int], chosen: Collection[int]) -> Group:
    """The first level, and the second where something of its family is chosen."""
    wanted = set(chosen)
    opened = {row.parent_id or row.id for row in fields if row.id in wanted}
    shown = [row for row in fields if row.parent_id is None or row.parent_id in opened]
    options = [(str(r.id), (INDENT if r.parent_id else "") + label(r), counts.get(r.id, 0)) for r in shown]
    return Group(gettext("技术领域"), "field", options, [str(row.id) for row in fields if row.id in wanted])


def chips(groups: Iterable[Group], extra: Iterable[tuple[str, str, str]] = ()) -> list[tuple[str, str]]:
    """(label, address without it) of every condition that is set; `extra` are (name, value, label) of no group."""
    found = list(extra)
    for group in groups:
        found += [(group.name, v, group.names[v]) for v in group.chosen if v in group.names and v != group.quiet]
    return [(text, _without(name, value)) for name, value, text in found]


def sorts(choices: Iterable[tuple[str, str]], chosen: str) -> list[tuple[str, str, bool]]:
    """For the macro `sorts`: (label, address, active)."""
    kept = {name: values for name, values in kept_args().items() if name != "sort"}
    return [(text, url_for(_endpoint(), sort=key, **kept), key == chosen) for key, text in choices]


def _without(name: str, value: str) -> str:
    kept = kept_args()
    left = [each for each in kept.pop(name, []) if each != value and name != "q"]
    return url_for(_endpoint(), **kept, **({name: left} if left else {}))


def _endpoint() -> str:
    return request.endpoint or ""
