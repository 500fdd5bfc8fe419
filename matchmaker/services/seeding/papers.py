"""What the files of the demo data say: a page each, of what the records they belong to say already."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.reports.outline import Block, Pairs, Paper, Rows, Section, Text
from matchmaker.services.seeding.reader import Row
from models import Acceptance, Agreement, Meeting, Milestone, Project, User, db

NUMERALS = "一二三四五"
JUDGED = {True: "符合", False: "不符合", None: "—"}
Parts = list[tuple[str, Block]]
Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Filing:
    """A file as it is told by the data: what it belongs to, who hands it in and when."""

    owner: Any
    project: Project
    by: User
    at: datetime
    row: Row

    @property
    def day(self) -> str:
        day = self.at.astimezone(CITY_ZONE)
        return f"{day.year}年{day.month}月{day.day}日"


def paper(filing: Filing) -> Paper:
    facts, parts = WRITERS[filing.row["paper"]](filing)
    numbered = zip(NUMERALS, parts, strict=False)
    sections = [Section("", f"{numeral}、{title}", [block]) for numeral, (title, block) in numbered]
    title = filing.row["name"].rpartition(".")[0]
    return Paper(title, filing.project.title, filing.by.organization.name, facts, sections)


def _contract(filing: Filing) -> tuple[Facts, Parts]:
    agreement: Agreement = filing.owner
    facts = [
        ("合同编号", agreement.contract_no),
        ("合同类型", agreement.type.zh),
        ("甲方", agreement.buyer.name),
        ("乙方", agreement.seller.name),
        ("签订日期", f"{agreement.signed_on}"),
        ("有效期限", f"{agreement.starts_on} 至 {agreement.ends_on}"),
    ]
    money = f"合同总额 {agreement.amount} 万元，其中技术交易额 {agreement.tech_amount} 万元。"
    parts: Parts = [
        ("标的与验收指标", _promises(filing.project)),
        ("价款及支付", Text(f"{money}\n支付方式：{agreement.payment_terms}。")),
        ("知识产权归属", Text(f"{agreement.ip_ownership}。")),
        ("签章", Pairs([(each.name, "（已盖章）") for each in (agreement.buyer, agreement.seller)])),
    ]
    return facts, parts


def _plan(filing: Filing) -> tuple[Facts, Parts]:
    project = filing.project
    stages = [(each.title, f"{each.due_on}", f"{each.weight}%", each.evidence) for each in project.milestones]
    parts: Parts = [
        ("考核指标", _promises(project)),
        ("进度安排", Rows(("里程碑", "计划完成", "权重", "佐证材料"), stages, (0.38, 0.18, 0.1, 0.34))),
        ("说明", Text(filing.row["text"])),
    ]
    return [*_parties(filing), ("实施期限", f"{project.starts_on} 至 {project.ends_on}")], parts


def _minutes(filing: Filing) -> tuple[Facts, Parts]:
    day = filing.at.astimezone(CITY_ZONE).date()
    query = select(Meeting).where(Meeting.project_id == filing.project.id, Meeting.held_on == day)
    meeting = db.session.scalars(query).one()
    facts = [("会议日期", filing.day), ("形式", meeting.form.zh), ("参加人员", meeting.participants)]
    decided: Parts = [("议定事项", Text(meeting.summary)), ("下一步", Text(meeting.next_step))]
    return facts, [("会议情况", Text(filing.row["text"])), *decided]


def _evidence(filing: Filing) -> tuple[Facts, Parts]:
    milestone: Milestone = filing.owner
    facts = [*_parties(filing), ("里程碑", milestone.title), ("计划完成", f"{milestone.due_on}")]
    named = Rows(
        ("序号", "材料"), [(f"{i}", each) for i, each in enumerate(milestone.evidence.split("、"), 1)], (0.15, 0.85)
    )
    return [*facts, ("提交日期", filing.day)], [("完成情况", Text(filing.row["text"])), ("计划要求的佐证材料", named)]


def _test(filing: Filing) -> tuple[Facts, Parts]:
    acceptance: Acceptance = filing.owner
    facts = [
        ("委托单位", filing.by.organization.name),
        ("检测单位", filing.row["issuer"]),
        ("报告日期", filing.day),
    ]
    return facts, [("检测结果", _results(acceptance)), ("检测说明", Text(filing.row["text"]))]


def _summary(filing: Filing) -> tuple[Facts, Parts]:
    acceptance: Acceptance = filing.owner
    stages = [(each["title"], each["due_on"], each["done_on"] or "未完成") for each in acceptance.plan["milestones"]]
    parts: Parts = [
        ("任务完成情况", Text(acceptance.summary)),
        ("里程碑", Rows(("里程碑", "计划完成", "实际完成"), stages, (0.56, 0.22, 0.22))),
        ("考核指标", _results(acceptance)),
        ("经验和后续安排", Text(filing.row["text"])),
    ]
    return [*_parties(filing), ("申请日期", filing.day)], parts


def _use(filing: Filing) -> tuple[Facts, Parts]:
    facts = [("使用单位", filing.row["issuer"] or filing.project.firm.name), ("出具日期", filing.day)]
    return facts, [("使用情况和意见", Text(filing.row["text"])), ("签章", Pairs([(facts[0][1], "（已盖章）")]))]


def _record(filing: Filing) -> tuple[Facts, Parts]:
    return [*_parties(filing), ("日期", filing.day)], [("内容", Text(filing.row["text"]))]


def _parties(filing: Filing) -> Facts:
    project = filing.project
    return [
        ("项目编号", project.number),
        ("企业", f"{project.firm.name}（负责人：{project.firm_leader}）"),
        ("高校院所", f"{project.provider.name}（负责人：{project.provider_leader}）"),
    ]


def _promises(project: Project) -> Rows:
    return Rows(("指标", "约定值"), [(each.name, each.promised) for each in project.indicators], (0.5, 0.5))


def _results(acceptance: Acceptance) -> Rows:
    rows = [(each["name"], each["promised"], each["reached"], JUDGED[each["met"]]) for each in acceptance.indicators]
    return Rows(("指标", "约定值", "达到", "判定"), rows, (0.32, 0.26, 0.28, 0.14))


WRITERS: dict[str, Callable[[Filing], tuple[Facts, Parts]]] = {
    "CONTRACT": _contract,
    "PLAN": _plan,
    "MINUTES": _minutes,
    "EVIDENCE": _evidence,
    "TEST": _test,
    "SUMMARY": _summary,
    "USE": _use,
    "RECORD": _record,
}
