"""Lists of records of several kinds: what waits for somebody, and what a figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select

from matchmaker.errors import Forbidden
from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import figures, todo
from matchmaker.queries.figures import FIGURES, Scope
from matchmaker.queries.lines import Line
from matchmaker.queries.waiting import Group
from models import User


@dataclass(frozen=True)
class TodoFilter:
    """`group` is the key of a group of 待办."""

    group: str


@dataclass(frozen=True)
class RecordsFilter:
    """`figure` is the key of one of the bureau's figures."""

    figure: str
    scope: Scope = field(default_factory=Scope)


LINE = (
    Column(N_("编号"), lambda line: line.number, 18),
    Column(N_("名称"), lambda line: line.title, 50),
    Column(N_("单位"), lambda line: line.parties, 44),
    Column(N_("状态"), lambda line: line.state, 12),
)


def _group(actor: User, chosen: TodoFilter) -> Group:
    group = todo.group_of(actor, chosen.group)
    if group is None:
        raise Forbidden()
    return group


def _waiting(actor: User, chosen: TodoFilter) -> Select[Any]:
    return todo.rows_of(_group(actor, chosen), actor)


def _waiting_lines(rows: Sequence[Any], actor: User, chosen: TodoFilter) -> list[Line]:
    group = _group(actor, chosen)
    return [todo.line_of(row, group) for row in rows]


TODO = Listing(
    "todo.listing",
    N_("待办"),
    Permission.SIGNED_IN,
    TodoFilter,
    _waiting,
    (
        *LINE,
        Column(N_("起始日期"), lambda line: line.when, 17),
        Column(N_("已等天数"), lambda line: line.days, 10),
        Column(N_("剩余天数"), lambda line: line.days_left, 10),
    ),
    _waiting_lines,
    titled=lambda actor, chosen: _group(actor, chosen).title,
)


def _records(_actor: User, chosen: RecordsFilter) -> Select[Any]:
    return figures.rows(FIGURES[chosen.figure], chosen.scope)


def _lines(rows: Sequence[Any], _actor: User, _chosen: RecordsFilter) -> list[Line]:
    return [figures.record_of(row).line for row in rows]


RECORDS = Listing(
    "bureau.records",
    N_("指标记录"),
    Permission.BUREAU,
    RecordsFilter,
    _records,
    (
        *LINE,
        Column(N_("金额（万元）"), lambda line: line.amount, 14),
        Column(N_("技术交易额（万元）"), lambda line: line.tech_amount, 14),
        Column(N_("人数"), lambda line: line.people, 8),
        Column(N_("日期"), lambda line: line.when, 12),
    ),
    _lines,
    titled=lambda actor, chosen: FIGURES[chosen.figure].title,
)
LISTINGS = (TODO, RECORDS)
