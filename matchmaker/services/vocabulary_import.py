"""The 术语表 as a CSV file: 术语,备注, the terms of a group separated by 、."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matchmaker.errors import Conflict, DomainError, Forbidden, Invalid
from matchmaker.matching import term_key, tidy
from matchmaker.matching.spreadsheet import unguarded
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.search.vocabulary import COLUMNS, SERIES, serial
from matchmaker.services.numbers import next_serial
from matchmaker.services.unit import commit
from matchmaker.services.vocabulary import LONGEST_NOTE, parse_terms, put_group
from models import TermGroup, User, db

HEADERS = (COLUMNS, ("terms", "note"))
MOST_ROWS = 2000


@dataclass(frozen=True)
class Change:
    """What a line of the file does: a new group, or other terms or another note for one."""

    line: int
    terms: list[str]
    note: str
    group: TermGroup | None


@dataclass
class Plan:
    """`serial`: of the table that the file was compared with; `faults`: line and what is wrong with it. Groups that the
    file does not name stay as they are."""

    serial: int
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faults: list[tuple[int, DomainError]] = field(default_factory=list)

    def put(self, change: Change) -> None:
        group = change.group
        if group and (change.terms, change.note) == ([term.text for term in group.terms], group.note):
            self.unchanged += 1
        else:
            self.changes.append(change)


def decoded(data: bytes) -> str:
    """Text of a file as spreadsheets write it. Raises Invalid."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(N_("无法读取这个文件，请另存为 UTF-8 编码的 CSV 文件。"), field="file")


def plan(text: str) -> Plan:
    """What the file would change. Raises Invalid when it is no table or too long."""
    found = Plan(serial(db.session()))
    groups = db.session.scalars(select(TermGroup).options(selectinload(TermGroup.terms)))
    holders = {term.key: group for group in groups for term in group.terms}
    named: dict[object, int] = {}
    for line, terms, note in _rows(text):
        try:
            change = _change(line, parse_terms(terms), tidy(note), holders)
            _expect_once(change, named)
        except DomainError as error:
            found.faults.append((line, error))
        else:
            found.put(change)
    return found


def apply(text: str, *, actor: User, serial: int) -> int:
    """Make the changes of the plan, all or none; how many. Raises Invalid, and Conflict when the table is no longer the
    one of the plan that was shown."""
    if not holds(actor, Permission.ADMINISTRATOR):
        raise Forbidden()
    if next_serial(SERIES) != serial + 1:
        db.session.rollback()
        raise Conflict()
    wanted = plan(text)
    if wanted.faults:
        raise Invalid(N_("有 %(count)s 行需要修改，没有导入任何内容。"), field="file", count=len(wanted.faults))
    for change in wanted.changes:
        put_group(change.group, "、".join(change.terms), change.note, actor)
    commit(field="file")
    return len(wanted.changes)


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""))
    try:
        rows = [(reader.line_num, [unguarded(cell) for cell in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise Invalid(N_("这个文件不是 CSV 表格。"), field="file") from error
    if rows and tuple(cell.strip().lower() for cell in rows[0][1][:2]) in HEADERS:
        rows = rows[1:]
    if not rows:
        raise Invalid(N_("文件里没有术语。"), field="file")
    if len(rows) > MOST_ROWS:
        raise Invalid(N_("一次最多导入 %(max)s 行。"), field="file", max=MOST_ROWS)
    return ((line, row[0], row[1] if len(row) > 1 else "") for line, row in rows)


def _change(line: int, terms: list[str], note: str, holders: dict[str, TermGroup]) -> Change:
    groups = {group.id: group for group in map(holders.get, map(term_key, terms)) if group}
    if len(groups) > 1:
        names = [group.name for group in groups.values()]
        raise Invalid(N_("这些术语现在分属不同的术语组：%(groups)s。请先从原来的术语组删除。"), groups=names)
    if len(note) > LONGEST_NOTE:
        raise Invalid(N_("备注最多 %(max)s 字。"), max=LONGEST_NOTE)
    return Change(line, terms, note, next(iter(groups.values()), None))


def _expect_once(change: Change, named: dict[object, int]) -> None:
    """No two lines may speak of one term or one group."""
    subjects: list[object] = list(map(term_key, change.terms))
    if change.group is not None:
        subjects.append(change.group.id)
    for subject in subjects:
        if named.setdefault(subject, change.line) != change.line:
            raise Invalid(N_("第 %(line)s 行已有其中的术语，或同一个术语组的其他术语。"), line=named[subject])
