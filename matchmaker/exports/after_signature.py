"""What follows the signature: 调度, follow-ups, yearly targets and the bureau's reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, select

from matchmaker.checks.deadlines import Duty
from matchmaker.exports.cells import Sentence
from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import dispatch, follow_ups, snapshots, targets
from matchmaker.queries.dispatch import Row
from matchmaker.queries.targets import TargetRow
from models import Project, Target, User


@dataclass(frozen=True)
class TargetsFilter:
    year: int


def _signal(duty: Duty, part: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.signals[duty], part) if duty in row.signals else None


def _lights(rows: Sequence[Project], _actor: User, _chosen: object) -> list[Row]:
    return dispatch.rows_of(rows)


DISPATCH = Listing(
    "progress.overview",
    N_("项目调度"),
    Permission.BUREAU,
    dispatch.DispatchFilter,
    dispatch.listing_rows,
    (
        Column(N_("编号"), lambda row: row.project.number, 13),
        Column(N_("项目名称"), lambda row: row.project.title, 44),
        Column(N_("状态"), lambda row: row.project.state, 12),
        Column(N_("企业"), lambda row: row.project.firm.name, 30),
        Column(N_("高校院所"), lambda row: row.project.provider.name, 30),
        Column(N_("县区"), lambda row: row.project.district, 10),
        Column(N_("经办"), lambda row: row.project.officer and row.project.officer.name, 12),
        Column(N_("完成进度（%）"), lambda row: row.project.percent, 10),
        Column(N_("进展报告"), _signal(Duty.REPORT, "light"), 10),
        Column(N_("报告期限"), _signal(Duty.REPORT, "due_on"), 12),
        Column(N_("里程碑"), _signal(Duty.MILESTONE, "light"), 10),
        Column(N_("里程碑期限"), _signal(Duty.MILESTONE, "due_on"), 12),
        Column(N_("到款"), _signal(Duty.PAYMENT, "light"), 10),
        Column(N_("到款期限"), _signal(Duty.PAYMENT, "due_on"), 12),
        Column(N_("合同登记"), _signal(Duty.REGISTRATION, "light"), 10),
        Column(N_("登记期限"), _signal(Duty.REGISTRATION, "due_on"), 12),
    ),
    _lights,
)
FOLLOW_UPS = Listing(
    "follow_ups.index",
    N_("跟踪回访"),
    Permission.MEMBER,
    follow_ups.FollowUpFilter,
    follow_ups.rows,
    (
        Column(N_("项目编号"), lambda row: row.project.number, 13),
        Column(N_("项目名称"), lambda row: row.project.title, 44),
        Column(N_("单位"), lambda row: row.organization.name, 30),
        Column(N_("满几个月"), lambda row: row.months, 10),
        Column(N_("日期"), lambda row: row.due_on, 12),
        Column(N_("状态"), lambda row: row.state, 12),
        Column(N_("新增销售（万元）"), lambda row: row.sales, 14),
        Column(N_("新增就业（人）"), lambda row: row.jobs, 12),
        Column(N_("继续合作"), lambda row: row.goes_on, 10),
        Column(N_("说明"), lambda row: row.remark, 50),
        Column(N_("填报时间"), lambda row: row.answered_at, 17),
    ),
)


def _targets(_actor: User, chosen: TargetsFilter) -> Select[Any]:
    known = Target.year == chosen.year, Target.indicator.in_(list(targets.PLACES))
    return select(Target).where(*known).order_by(Target.unit, case(targets.PLACES, value=Target.indicator), Target.id)


def _actuals(rows: Sequence[Target], _actor: User, chosen: TargetsFilter) -> list[TargetRow]:
    found = {row.target.id: row for row in targets.of_year(chosen.year)}
    return [found[row.id] for row in rows]


TARGETS = Listing(
    "targets.index",
    N_("目标任务"),
    Permission.BUREAU,
    TargetsFilter,
    _targets,
    (
        Column(N_("年份"), lambda row: row.target.year, 8),
        Column(N_("责任单位"), lambda row: row.target.unit, 24),
        Column(N_("县区"), lambda row: row.target.district, 12),
        Column(N_("指标"), lambda row: Sentence(row.indicator.title), 28),
        Column(N_("目标"), lambda row: row.target.goal, 14),
        Column(N_("实际"), lambda row: row.actual, 14),
        Column(N_("完成（%）"), lambda row: round(row.pace.reached * 100), 10),
        Column(N_("序时进度（%）"), lambda row: round(row.pace.expected * 100), 12),
        Column(N_("备注"), lambda row: row.target.note, 30),
    ),
    _actuals,
)
SNAPSHOTS = Listing(
    "snapshots.index",
    N_("统计报表"),
    Permission.BUREAU,
    snapshots.SnapshotFilter,
    lambda actor, chosen: snapshots.listing_rows(chosen),
    (
        Column(N_("编号"), lambda row: row.number, 13),
        Column(N_("报表种类"), lambda row: row.kind, 12),
        Column(N_("开始日期"), lambda row: row.since, 12),
        Column(N_("结束日期"), lambda row: row.until, 12),
        Column(N_("状态"), lambda row: row.state, 12),
        Column(N_("编制人"), lambda row: row.author.name, 12),
        Column(N_("数据时间"), lambda row: row.taken_at, 17),
        Column(N_("备注"), lambda row: row.remark, 50),
    ),
)
LISTINGS = (DISPATCH, FOLLOW_UPS, TARGETS, SNAPSHOTS)
