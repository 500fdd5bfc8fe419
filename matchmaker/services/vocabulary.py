"""The 术语表: groups of terms that mean the same, kept by the administrator."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid
from matchmaker.matching import term_key, tidy
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.search.vocabulary import SERIES
from matchmaker.services import events
from matchmaker.services.numbers import next_serial
from matchmaker.services.unit import commit, expect_version, replace_rows
from models import Term, TermGroup, User, db
from models.actions import Action

LONGEST_TERM, LONGEST_KEY, LONGEST_NOTE, MOST_TERMS = 40, 80, 120, 20
_BETWEEN_TERMS = re.compile(r"[、，；;\r\n]+")


def add_group(terms: str, note: str, *, actor: User) -> TermGroup:
    """`terms` are separated by 、 or line breaks, the first is the one that stands for all; commits.

    Raises Invalid, with the field it is about.
    """
    _expect_keeper(actor)
    next_serial(SERIES)
    group = put_group(None, terms, note, actor)
    _commit()
    return group


def edit_group(group: TermGroup, terms: str, note: str, *, actor: User, version: int | None = None) -> TermGroup:
    """Raises Invalid as add_group does, and Conflict."""
    _expect_keeper(actor)
    expect_version(group, version)
    next_serial(SERIES)
    put_group(group, terms, note, actor)
    _commit()
    return group


def delete_group(group: TermGroup, *, actor: User, version: int | None = None) -> None:
    _expect_keeper(actor)
    expect_version(group, version)
    next_serial(SERIES)
    events.record(group, Action.DELETE, actor, data={"terms": _texts(group)})
    db.session.delete(group)
    _commit()


def put_group(group: TermGroup | None, terms: str, note: str, actor: User) -> TermGroup:
    """A new group, or new terms for one, with its event; without permission, serial and commit. Raises Invalid."""
    if group is None:
        group = _filled(TermGroup(), terms, note)
        db.session.add(group)
        events.record(group, Action.CREATE, actor, data={"terms": _texts(group)})
        return group
    before, note_before = _texts(group), group.note
    _filled(group, terms, note)
    changes: dict[str, object] = {"terms": {"old": before, "new": _texts(group)}}
    if group.note != note_before:
        changes["note"] = {"old": note_before, "new": group.note}
    events.record(group, Action.EDIT, actor, data=changes)
    return group


def parse_terms(text: str) -> list[str]:
    """The terms of a text in order, tidied, each once. Raises Invalid, with the field it is about."""
    found: dict[str, str] = {}
    for term in filter(None, map(tidy, _BETWEEN_TERMS.split(text))):
        found.setdefault(term_key(term), term)
    if not found:
        raise Invalid(N_("请至少填写一个术语。"), field="terms")
    if len(found) > MOST_TERMS:
        raise Invalid(N_("一个术语组最多 %(max)s 个术语。"), field="terms", max=MOST_TERMS)
    for key, term in found.items():
        _expect_usable(key, term)
    return list(found.values())


def elsewhere(terms: Iterable[str], group_id: int | None = None) -> dict[str, TermGroup]:
    """Those of the terms, by key, that another group holds already."""
    keys = [term_key(term) for term in terms]
    query = select(Term.key, TermGroup).join(TermGroup, TermGroup.id == Term.group_id).where(Term.key.in_(keys))
    if group_id is not None:
        query = query.where(TermGroup.id != group_id)
    return {row.key: row.TermGroup for row in db.session.execute(query)}


def _filled(group: TermGroup, terms: str, note: str) -> TermGroup:
    wanted, note = parse_terms(terms), tidy(note)
    _expect_free(wanted, group.id)
    if len(note) > LONGEST_NOTE:
        raise Invalid(N_("备注最多 %(max)s 字。"), field="note", max=LONGEST_NOTE)
    group.note = note
    # A row is kept for each key that stays, because a new one would meet the old in the unique index.
    kept = {term.key: term for term in group.terms}
    rows = [kept.get(term_key(term)) or Term(key=term_key(term)) for term in wanted]
    for row, term in zip(rows, wanted, strict=True):
        row.text = term
    replace_rows(group.terms, rows)  # type: ignore[arg-type]
    group.updated_at = clock.now()
    return group


def _expect_usable(key: str, term: str) -> None:
    if len(term) > LONGEST_TERM or len(key) > LONGEST_KEY:
        raise Invalid(
            N_("“%(term)s”太长，一个术语最多 %(max)s 字。"),
            field="terms",
            term=term[:LONGEST_TERM] + "…",
            max=LONGEST_TERM,
        )
    if not any(c.isalpha() for c in key):
        raise Invalid(N_("“%(term)s”里没有文字或字母，不能作为术语。"), field="terms", term=term)


def _expect_free(terms: Sequence[str], group_id: int | None) -> None:
    taken = elsewhere(terms, group_id)
    for term in terms:
        if other := taken.get(term_key(term)):
            raise Invalid(
                N_("“%(term)s”已在术语组“%(group)s”中；一个术语只能属于一个组。"),
                field="terms",
                term=term,
                group="、".join(_texts(other)),
            )


def _texts(group: TermGroup) -> list[str]:
    return [term.text for term in group.terms]


def _expect_keeper(actor: User) -> None:
    if not holds(actor, Permission.ADMINISTRATOR):
        raise Forbidden()


def _commit() -> None:
    commit(duplicate=N_("其中有术语刚刚被加入另一个术语组，请核对。"), field="terms")
