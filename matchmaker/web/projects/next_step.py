"""The one thing that the person looking at a project can do for it now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from matchmaker.checks.deadlines import Duty
from matchmaker.policies.milestone import can_answer
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.project import side_of
from matchmaker.queries.room import Due, Waiting
from matchmaker.web.filters import date_
from matchmaker.web.guards import actor
from models import Milestone, Project
from models.enums import MatchSide, ProjectState
from models.project_enums import AcceptanceState, ChangeState, Light, MilestoneState

PRESSING = (Light.OVERDUE, Light.DUE_SOON)


@dataclass(frozen=True)
class NextStep:
    """Without `url` there is nothing to open: what is said, and the buttons beside it, are all."""

    title: str
    text: str
    label: str = ""
    url: str = ""


def next_step(project: Project, dues: list[Due], waiting: Waiting) -> NextStep:
    """Of a project that has not come to nothing."""
    side = side_of(actor(), project)
    if side is not None:
        found = next(_of_party(project, side, dues, waiting), None)
    elif holds(actor(), Permission.OFFICER):
        found = next(_of_officer(project, dues, waiting), None)
    else:
        found = None
    return found or _standing(project, dues)


def _of_party(project: Project, side: MatchSide, dues: list[Due], waiting: Waiting) -> Iterator[NextStep]:
    if waiting.acceptance is AcceptanceState.RETURNED:
        apply = url_for("acceptance.apply", project_id=project.id)
        yield NextStep(_("验收资料被退回补正"), _("按退回意见补正后重新提交。"), _("补正后重新提交"), apply)
    yield from _PARTY.get(project.state, lambda _project: iter(()))(project)
    for row in project.milestones:
        if can_answer(actor(), row):
            yield _to_answer(row)
    if waiting.change and waiting.change.state is ChangeState.PROPOSED and waiting.change.side is not side:
        yield NextStep(
            _("答复变更申请"), _("对方申请变更计划，等贵方同意。"), _("查看变更申请"), _page("changes", project)
        )
    if project.state is ProjectState.RUNNING:
        yield from (step for due in dues if due.light in PRESSING for step in _of_due(project, due))
        if project.milestones and all(row.state is MilestoneState.CONFIRMED for row in project.milestones):
            text = _("里程碑都已确认，可以准备材料申请验收。")
            yield NextStep(_("申请验收"), text, _("申请验收"), _page("acceptance", project))


def _of_officer(project: Project, dues: list[Due], waiting: Waiting) -> Iterator[NextStep]:
    if project.state is ProjectState.NEGOTIATING:
        yield _to_record(project)
    if waiting.help_wanted:
        yield NextStep(_("答复求助"), waiting.help_wanted.help_wanted, _("查看进展报告"), _page("progress", project))
    if waiting.change and waiting.change.state is ChangeState.AGREED:
        text = _("双方已经一致，等科技局批准。")
        yield NextStep(_("审批变更申请"), text, _("查看变更申请"), _page("changes", project))
    for due in dues:
        if due.duty is Duty.REGISTRATION:
            text = _("请在 %(day)s 前办理技术合同登记。", day=date_(due.day))
            yield NextStep(_("登记技术合同"), text, _("查看合同"), _agreement(project))
    if waiting.acceptance is AcceptanceState.RETURNED:
        yield NextStep(_("验收资料被退回补正"), _("等双方补正资料。"))
    elif project.state is ProjectState.ACCEPTANCE:
        text = _("企业或高校院所已申请验收，请审核资料、组织专家、出具结论。")
        yield NextStep(_("办理验收"), text, _("查看验收"), _page("acceptance", project))


def _negotiating(project: Project) -> Iterator[NextStep]:
    edit = url_for("projects.edit", project_id=project.id)
    if project.milestones:
        text = _("计划可以修改到签约为止；合同签订后由科技局登记，项目即转为已签约。")
        yield NextStep(_("商定计划，签订合同"), text, _("修改计划"), edit)
    else:
        text = _("双方商定负责人、经费、期限、考核指标和里程碑，然后签订合同。")
        yield NextStep(_("补全项目计划"), text, _("补全计划"), edit)


def _in_acceptance(project: Project) -> Iterator[NextStep]:
    text = _("申请已提交，由科技局审核资料、组织专家、出具结论。")
    yield NextStep(_("等待验收"), text, _("查看验收"), _page("acceptance", project))


def _completed(project: Project) -> Iterator[NextStep]:
    text = _("验收已通过。此后取得的专利、新增销售等仍可登记。")
    yield NextStep(_("项目已完成"), text, _("登记成果产出"), url_for("outputs.create", project_id=project.id))


_PARTY: dict[ProjectState, Callable[[Project], Iterator[NextStep]]] = {
    ProjectState.NEGOTIATING: _negotiating,
    ProjectState.ACCEPTANCE: _in_acceptance,
    ProjectState.COMPLETED: _completed,
}


def _to_record(project: Project) -> NextStep:
    text = _("双方签订合同后登记在案，项目即转为已签约。")
    if project.agreement:
        url = url_for("agreements.edit", agreement_id=project.agreement.id)
        return NextStep(_("登记技术合同"), text, _("继续登记合同"), url)
    return NextStep(_("登记技术合同"), text, _("登记技术合同"), url_for("agreements.create", project_id=project.id))


def _to_answer(row: Milestone) -> NextStep:
    return NextStep(
        _("确认里程碑“%(title)s”", title=row.title),
        _("对方已申报完成，请核对证明材料后确认，或说明理由退回。"),
        _("核对并确认"),
        f"#milestone-{row.id}",
    )


def _of_due(project: Project, due: Due) -> Iterator[NextStep]:
    when = _due_text(due.day, due.light)
    if due.duty is Duty.REPORT:
        yield NextStep(_("提交进展报告"), when, _("填写进展报告"), _page("progress", project))
    elif due.duty is Duty.MILESTONE:
        claim = url_for("milestones.claim", project_id=project.id, milestone_id=due.row.id)
        yield NextStep(_("完成里程碑“%(title)s”", title=due.row.title), when, _("申报完成"), claim)


def _due_text(day: date, light: Light) -> str:
    if light is Light.OVERDUE:
        return _("期限是 %(day)s，已经逾期。", day=date_(day))
    return _("请在 %(day)s 前完成。", day=date_(day))


def _standing(project: Project, dues: list[Due]) -> NextStep:
    """Nothing for this person: how the project stands."""
    texts = {
        ProjectState.NEGOTIATING: (
            _("商定计划，签订合同"),
            _("双方完善计划；合同签订后由科技局登记，项目即转为已签约。"),
        ),
        ProjectState.SIGNED: (_("可以启动实施"), _("合同已登记在案。人员和经费到位后启动实施。")),
        ProjectState.RUNNING: (_("按计划推进"), _next_due(dues)),
        ProjectState.SUSPENDED: (_("项目已中止"), _("科技局可以恢复实施或终止项目。")),
        ProjectState.ACCEPTANCE: (_("等待验收"), _("由科技局审核资料、组织专家、出具结论。")),
        ProjectState.COMPLETED: (_("项目已完成"), _("验收已通过。")),
    }
    return NextStep(*texts[project.state])


def _next_due(dues: list[Due]) -> str:
    return _("最近的期限是 %(day)s。", day=date_(dues[0].day)) if dues else _("近期没有到期事项。")


def _page(area: str, project: Project) -> str:
    return url_for(f"{area}.index", project_id=project.id)


def _agreement(project: Project) -> str:
    return url_for("agreements.show", agreement_id=project.agreement.id) if project.agreement else ""
