"""The lists of one project: for its parties and the bureau."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select

from matchmaker.exports.cells import Sentence
from matchmaker.exports.listing import Column, Listing, LookUp, as_they_are
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import acceptances, change_requests, outputs, payments, progress, projects
from matchmaker.queries.list_filters import OfProject
from matchmaker.queries.outputs import OutputFilter
from models import ChangeRequest, Output, Payment, ProgressReport, User
from models.project_enums import PaymentKind

OfId = Callable[[int], Select[Any]]
RECEIVED = Sentence(N_("已到款"))


def _may_see(actor: User, chosen: OfProject | OutputFilter) -> bool:
    return projects.is_shown_to(actor, chosen.project_id)


def _party(row: ProgressReport | ChangeRequest | Output) -> str | None:
    return row.project.organization_of(row.side).name if row.side else None


def _listing(key: str, title: str, rows: OfId, columns: Sequence[Column], look_up: LookUp = as_they_are) -> Listing:
    """All of the project, for those who may see it."""
    narrowed = Permission.MEMBER, OfProject, lambda _, chosen: rows(chosen.project_id)
    return Listing(key, title, *narrowed, columns, look_up, admits=_may_see)


def _lit(rows: Sequence[ProgressReport], _actor: User, _chosen: OfProject) -> list[progress.Row]:
    return [progress.row_of(row) for row in rows]


PROGRESS = _listing(
    "progress.index",
    N_("调度进展"),
    progress.listing_rows,
    (
        Column(N_("本期开始"), lambda row: row.report.period_start, 12),
        Column(N_("本期结束"), lambda row: row.report.period_end, 12),
        Column(N_("报告期限"), lambda row: row.report.due_on, 12),
        Column(N_("状态"), lambda row: row.report.state, 10),
        Column(N_("灯"), lambda row: row.light, 10),
        Column(N_("迟报"), lambda row: row.late, 8),
        Column(N_("总体进度（%）"), lambda row: row.report.percent, 10),
        Column(N_("本期完成情况"), lambda row: row.report.done, 60),
        Column(N_("进度下降原因"), lambda row: row.report.drop_reason, 30),
        Column(N_("存在问题"), lambda row: row.report.problems, 40),
        Column(N_("求助科技局"), lambda row: row.report.help_wanted, 40),
        Column(N_("科技局答复"), lambda row: row.report.help_answer, 40),
        Column(N_("承诺办结日期"), lambda row: row.report.help_promised_on, 12),
        Column(N_("填报单位"), lambda row: _party(row.report), 30),
        Column(N_("提交人"), lambda row: row.report.author and row.report.author.name, 12),
        Column(N_("提交时间"), lambda row: row.report.submitted_at, 17),
    ),
    _lit,
)


def _added_up(rows: Sequence[Payment], _actor: User, _chosen: OfProject) -> list[payments.Row]:
    every = (row for kind in PaymentKind for row in payments.of_project(rows[0].project, kind))
    found = {row.payment.id: row for row in every}
    return [found[row.id] for row in rows]


PAYMENTS = _listing(
    "payments.index",
    N_("到款"),
    payments.listing_rows,
    (
        Column(N_("经费类别"), lambda row: row.payment.kind, 12),
        Column(N_("款项"), lambda row: row.payment.title, 24),
        Column(N_("计划日期"), lambda row: row.payment.planned_on, 12),
        Column(N_("计划（万元）"), lambda row: row.payment.planned_amount, 12),
        Column(N_("到款日期"), lambda row: row.payment.paid_on, 12),
        Column(N_("到款（万元）"), lambda row: row.payment.paid_amount, 12),
        Column(N_("累计（万元）"), lambda row: row.running, 12),
        Column(N_("状态"), lambda row: RECEIVED if row.payment.paid_on else row.light, 10),
        Column(N_("登记人"), lambda row: row.payment.recorded_by and row.payment.recorded_by.name, 12),
        Column(N_("备注"), lambda row: row.payment.note, 40),
    ),
    _added_up,
)
OUTPUTS = Listing(
    "outputs.index",
    N_("成果产出"),
    Permission.MEMBER,
    OutputFilter,
    lambda actor, chosen: outputs.listing_rows(chosen),
    (
        Column(N_("类型"), lambda output: output.kind, 14),
        Column(N_("名称"), lambda output: output.title, 50),
        Column(N_("号码"), lambda output: output.number, 24),
        Column(N_("金额（万元）"), lambda output: output.amount, 14),
        Column(N_("人数"), lambda output: output.people, 8),
        Column(N_("取得日期"), lambda output: output.achieved_on, 12),
        Column(N_("登记单位"), _party, 30),
        Column(N_("说明"), lambda output: output.note, 50),
    ),
    admits=_may_see,
)
CHANGES = _listing(
    "changes.index",
    N_("变更申请"),
    change_requests.listing_rows,
    (
        Column(N_("类型"), lambda change: change.kind, 12),
        Column(N_("状态"), lambda change: change.state, 12),
        Column(N_("申请方"), _party, 30),
        Column(N_("申请人"), lambda change: change.requested_by.name, 12),
        Column(N_("申请于"), lambda change: change.created_at, 17),
        Column(N_("变更理由"), lambda change: change.reason, 60),
        Column(N_("对方同意"), lambda change: change.agreed_at, 17),
        Column(N_("办结于"), lambda change: change.decided_at, 17),
        Column(N_("批复意见"), lambda change: change.decision_note, 40),
    ),
)
ACCEPTANCES = _listing(
    "acceptance.index",
    N_("验收"),
    acceptances.listing_rows,
    (
        Column(N_("验收次数"), lambda acceptance: acceptance.number, 10),
        Column(N_("状态"), lambda acceptance: acceptance.state, 12),
        Column(N_("申请于"), lambda acceptance: acceptance.applied_at, 17),
        Column(N_("申请人"), lambda acceptance: acceptance.applied_by.name, 12),
        Column(N_("项目完成情况"), lambda acceptance: acceptance.summary, 60),
        Column(N_("资料审核意见"), lambda acceptance: acceptance.check_note, 40),
        Column(N_("验收结论"), lambda acceptance: acceptance.verdict, 10),
        Column(N_("结论说明"), lambda acceptance: acceptance.conclusion, 60),
        Column(N_("结论日期"), lambda acceptance: acceptance.concluded_at, 17),
    ),
)
LISTINGS = (PROGRESS, PAYMENTS, OUTPUTS, CHANGES, ACCEPTANCES)
