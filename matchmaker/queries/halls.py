"""What both halls share: keyword search, counts beside the filters, buckets of amounts."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true

from matchmaker.matching import normalise
from matchmaker.messages import N_
from matchmaker.queries.texts import contains, one_of
from models import District, Field, Organization, db
from models.enums import OrganizationState

MAX_WORDS = 8
Conditions = dict[str, ColumnElement[bool]]


@dataclass(frozen=True)
class Bucket:
    """Amounts from `low` up to, but not including, `high`, 万元; no bounds at all: 面议."""

    key: str
    label: str
    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, amount: ColumnElement[Any]) -> ColumnElement[bool]:
        if self.low is None and self.high is None:
            return amount.is_(None)
        low = amount >= self.low if self.low is not None else true()
        high = amount < self.high if self.high is not None else true()
        return and_(amount.is_not(None), low, high)


BUCKETS = (
    Bucket("under-50", N_("50 万元以下"), high=Decimal(50)),
    Bucket("50-100", N_("50～100 万元"), Decimal(50), Decimal(100)),
    Bucket("100-300", N_("100～300 万元"), Decimal(100), Decimal(300)),
    Bucket("from-300", N_("300 万元以上"), Decimal(300)),
    Bucket("open", N_("面议")),
)


class Holder(NamedTuple):
    """Rows with `words`; their column `owner` is what the items' column `item` refers to."""

    item: Any
    owner: Any
    words: Any


def matching(
    text: str,
    shown: Sequence[ColumnElement[Any]],
    hidden: Sequence[ColumnElement[Any]],
    may: ColumnElement[bool],
    hidden_rows: Sequence[Holder] = (),
    shown_rows: Sequence[Holder] = (),
) -> ColumnElement[bool]:
    """Every word of the text occurs in a `shown` column or row or, where the reader `may` see details, in a `hidden`
    one. A word in full-width or traditional characters is looked for in plain and simplified ones too."""
    found = []
    # PostgreSQL refuses NUL in any text
    for word in text.replace("\0", " ").split()[:MAX_WORDS]:
        for_all = [or_(_in_any(form, shown), *_in_rows(form, shown_rows)) for form in _forms(word)]
        for_some = [or_(_in_any(form, hidden), *_in_rows(form, hidden_rows)) for form in _forms(word)]
        found.append(or_(*for_all, and_(may, or_(*for_some))))
    return and_(true(), *found)


def among(key: Any, query: Select[Any]) -> ColumnElement[bool]:
    """The rows that the query finds, looked for once: what follows compares keys instead of reading texts again."""
    return one_of(key, ",".join(str(each) for each in db.session.scalars(query)))


def _forms(word: str) -> list[str]:
    return [form for form in dict.fromkeys([word, normalise(word)]) if form]


def _in_rows(word: str, holders: Sequence[Holder]) -> list[ColumnElement[bool]]:
    """Found once for the whole list, not once for every item of it."""
    return [holder.item.in_(select(holder.owner).where(contains(holder.words, word))) for holder in holders]


def _in_any(word: str, columns: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    return or_(*[contains(column, word) for column in columns])


def in_buckets(keys: Sequence[str], amount: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*[bucket.holds(amount) for bucket in BUCKETS if bucket.key in keys])


def bucket_of(amount: ColumnElement[Any]) -> ColumnElement[str]:
    """The key of the bucket that an amount falls into, for counts."""
    return case(*[(bucket.holds(amount), bucket.key) for bucket in BUCKETS])


class Cube:
    """How many records carry which values together: one pass over the records answers for every filter.

    `values`: column by name; `chosen`: what is ticked, by the same names. A filter's own choices do not narrow its own
    counts, so that its other choices can be added.
    """

    def __init__(self, query: Select[Any], values: Mapping[str, Any], chosen: Mapping[str, Collection[Any]]) -> None:
        labelled = [column.label(name) for name, column in values.items()]
        # grouped outside: PostgreSQL does not see that two expressions with bound values are the same
        rows = query.with_only_columns(*labelled).subquery()
        self._cells = db.session.execute(select(*rows.c, func.count()).group_by(*rows.c)).all()
        self._places = {name: place for place, name in enumerate(values)}
        self._chosen = {name: set(wanted) for name, wanted in chosen.items() if wanted}

    def counts(self, name: str) -> Counter[Any]:
        """Records by value of one filter, all other filters applied."""
        own, found = self._places[name], Counter[Any]()
        others = [(self._places[key], wanted) for key, wanted in self._chosen.items() if key != name]
        for *cell, count in self._cells:
            if all(cell[place] in wanted for place, wanted in others):
                found[cell[own]] += count
        return found


def counts(query: Select[Any], value: Any) -> dict[Any, int]:
    """How many rows of the query carry each value; one grouped query."""
    rows = query.with_only_columns(value.label("value")).subquery()
    return {row[0]: row[1] for row in db.session.execute(select(rows.c.value, func.count()).group_by(rows.c.value))}


def field_counts(by_field: Mapping[int, int], known: Sequence[Field]) -> dict[int, int]:
    """Records in each field; one of the first level counts what lies in its children too."""
    found = Counter(by_field)
    for field in known:
        if field.parent_id is not None:
            found[field.parent_id] += by_field.get(field.id, 0)
    return found


def within(field_ids: Sequence[int], field_id: Any) -> ColumnElement[bool]:
    """In one of these fields or in a child of one."""
    children = select(Field.id).where(Field.parent_id.in_(field_ids))
    return or_(field_id.in_(field_ids), field_id.in_(children))


def family(field_ids: Sequence[int], known: Sequence[Field]) -> set[int]:
    """These fields and the children of those of the first level."""
    return {field.id for field in known if field.id in field_ids or field.parent_id in field_ids}


def fields() -> list[Field]:
    """First level in its order, each followed by its children."""
    rows = list(db.session.scalars(select(Field).order_by(Field.position, Field.id)))
    tops = [row for row in rows if row.parent_id is None]
    return [row for top in tops for row in (top, *(child for child in rows if child.parent_id == top.id))]


def top_fields() -> list[Field]:
    return [row for row in fields() if row.parent_id is None]


def districts() -> list[District]:
    return list(db.session.scalars(select(District).order_by(District.position, District.id)))


def organization_name(organization_id: int | None) -> str:
    """Of an organization that everybody may know of; '' for others."""
    known = Organization.id == organization_id, Organization.state == OrganizationState.VERIFIED
    return (db.session.scalar(select(Organization.name).where(*known)) if organization_id else None) or ""
