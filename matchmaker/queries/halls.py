"""What both halls share: keyword search, counts beside the filters, buckets of amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true

from matchmaker.matching import normalise
from matchmaker.messages import N_
from models import District, Field, Organization, db
from models.enums import OrganizationState

MAX_WORDS = 8


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


def matching(
    text: str,
    shown: Sequence[ColumnElement[Any]],
    hidden: Sequence[ColumnElement[Any]],
    may: ColumnElement[bool],
    hidden_rows: Sequence[tuple[Any, Any]] = (),
) -> ColumnElement[bool]:
    """Every word of the text occurs in a `shown` column or, where the reader `may` see details, in a `hidden` one or in
    a row of `hidden_rows`: (relationship, column of its rows). A word in full-width or traditional characters is
    looked for in plain and simplified ones too."""
    found = []
    # PostgreSQL refuses NUL in any text
    for word in text.replace("\0", " ").split()[:MAX_WORDS]:
        found.append(or_(*[_found(form, shown, hidden, may, hidden_rows) for form in _forms(word)]))
    return and_(true(), *found)


def _forms(word: str) -> list[str]:
    return [form for form in dict.fromkeys([word, normalise(word)]) if form]


def _found(
    word: str,
    shown: Sequence[ColumnElement[Any]],
    hidden: Sequence[ColumnElement[Any]],
    may: ColumnElement[bool],
    hidden_rows: Sequence[tuple[Any, Any]],
) -> ColumnElement[bool]:
    rows = [relation.any(column.icontains(word, autoescape=True)) for relation, column in hidden_rows]
    return or_(_in_any(word, shown), and_(may, or_(_in_any(word, hidden), *rows)))


def _in_any(word: str, columns: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    return or_(*[column.icontains(word, autoescape=True) for column in columns])


def in_buckets(keys: Sequence[str], amount: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*[bucket.holds(amount) for bucket in BUCKETS if bucket.key in keys])


def bucket_of(amount: ColumnElement[Any]) -> ColumnElement[str]:
    """The key of the bucket that an amount falls into, for counts."""
    return case(*[(bucket.holds(amount), bucket.key) for bucket in BUCKETS])


def all_but(conditions: Mapping[str, ColumnElement[bool]], name: str) -> list[ColumnElement[bool]]:
    """The conditions of a list without one filter's own, so that its other choices keep their counts."""
    return [condition for key, condition in conditions.items() if key != name]


def counts(query: Select[Any], record_id: Any, value: Any) -> dict[Any, int]:
    """How many records of the query carry each value; one grouped query."""
    # grouped outside: PostgreSQL does not see that two expressions with bound values are the same
    pairs = query.with_only_columns(record_id.label("record"), value.label("value")).distinct().subquery()
    grouped = select(pairs.c.value, func.count()).group_by(pairs.c.value)
    return {row[0]: row[1] for row in db.session.execute(grouped)}


def field_counts(query: Select[Any], record_id: Any, field_id: Any) -> dict[int, int]:
    """Records in each field; a field of the first level counts what lies in its children too. Two grouped queries."""
    joined = query.join(Field, Field.id == field_id)
    by_top = counts(joined, record_id, func.coalesce(Field.parent_id, Field.id))
    return counts(joined, record_id, Field.id) | by_top


def within(field_ids: Sequence[int], field_id: Any) -> ColumnElement[bool]:
    """In one of these fields or in a child of one."""
    children = select(Field.id).where(Field.parent_id.in_(field_ids))
    return or_(field_id.in_(field_ids), field_id.in_(children))


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
