"""揭榜申报书: what a bid says, in the order of the official form."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.queries.bid_page import PartnerLine
from matchmaker.reports.outline import Block, Pairs, Paper, Rows, Section, Text
from matchmaker.sealing.contents import BidContent, Relation
from matchmaker.web.filters import datetime_, label
from models import Bid
from models.challenge_enums import RelationKind

# Which fields each section is made of; faults and pages name sections by it.
SECTIONS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "unit": (
        _l("单位或联合体情况"),
        (
            "overview", "partners", "chief_name", "chief_title", "chief_phone", "chief_specialty", "team",
            "relations", "no_relations",
        ),
    ),
    "state_of_art": (_l("国内外现状"), ("state_of_art",)),
    "approach": (_l("攻关内容、方法和技术路线"), ("approach", "schedule")),
    "basis": (_l("工作基础"), ("basis",)),
    "responses": (_l("榜单指标响应"), ("responses",)),
    "commercialization": (_l("产业化计划"), ("commercialization", "ip_terms")),
    "budget": (_l("经费预算"), ("budget_total", "lump_sum", "budget_lines")),
    "contact": (_l("联系方式"), ("contact_name", "contact_phone", "contact_email")),
    "files": (_l("附件清单"), ("files",)),
}  # fmt: skip
NUMERALS = (_l("一"), _l("二"), _l("三"), _l("四"), _l("五"), _l("六"), _l("七"), _l("八"), _l("九"))


def paper(bid: Bid, content: BidContent, partners: Sequence[PartnerLine]) -> Paper:
    blocks = {
        "unit": _unit(bid, content, partners),
        "state_of_art": _text(content.state_of_art),
        "approach": [*_text(content.approach), *_schedule(content)],
        "basis": _text(content.basis),
        "responses": _responses(bid, content),
        "commercialization": [*_text(content.commercialization), *_text(content.ip_terms, _("知识产权约定"))],
        "budget": _budget(content),
        "contact": [_pairs(_contact(content))],
        "files": _files(content),
    }
    titles = enumerate((key, name) for key, (name, _fields) in SECTIONS.items())
    return Paper(
        title=_("揭榜申报书"),
        subject=bid.need.title,
        author=bid.organization.name,
        facts=_facts(bid),
        sections=[Section(key, _numbered(place, name), blocks[key]) for place, (key, name) in titles],
        nothing=_("未填写"),
    )


def section_of(field: str) -> Any:
    """The name of the section in which a field (`schedule.0.title`) stands."""
    name = field.partition(".")[0]
    return next((title for title, fields in SECTIONS.values() if name in fields), "")


def _numbered(place: int, name: Any) -> str:
    return _("%(numeral)s、%(name)s", numeral=NUMERALS[place], name=name)


def _facts(bid: Bid) -> list[tuple[str, str]]:
    receipt = bid.receipt
    rows = [
        (_("榜单编号"), bid.need.number),
        (_("需求单位"), bid.need.organization.name),
        (_("申请编号"), bid.number),
        (_("牵头单位"), bid.organization.name),
    ]
    if receipt is not None:
        rows += [(_("回执号"), receipt.number), (_("提交时间"), datetime_(receipt.issued_at))]
        rows += [("SHA-256", receipt.sha256)]
    return rows


def _unit(bid: Bid, content: BidContent, partners: Sequence[PartnerLine]) -> list[Block]:
    members = [(bid.organization.name, _("牵头单位"), "")]
    members += [(line.partner.organization.name, state_text(line), line.task) for line in partners]
    chief = [
        (_("姓名"), content.chief_name),
        (_("职称职务"), content.chief_title),
        (_("电话"), content.chief_phone),
        (_("专长"), content.chief_specialty),
    ]
    team = [(each.name, each.title, each.organization, each.task) for each in content.team]
    return [
        *_text(content.overview),
        *_rows(_("联合体"), (_("单位"), _("身份"), _("承担的任务")), members if partners else [], (0.34, 0.22, 0.44)),
        _pairs(chief, _("首席专家")),
        *_rows(_("攻关团队"), (_("姓名"), _("职称职务"), _("单位"), _("分工")), team, (0.16, 0.18, 0.3, 0.36)),
        *_relations(content),
    ]


def state_text(line: PartnerLine) -> str:
    """A partner's place: 联合单位 once it joined, else where it stands, and since when it is gone."""
    partner = line.partner
    if partner.left_at is not None and line.left_late:
        return _("截止后退出（%(time)s）", time=datetime_(partner.left_at))
    if partner.left_at is not None:
        return _("已退出（%(time)s）", time=datetime_(partner.left_at))
    return _("联合单位") if partner.state.name == "CONFIRMED" else str(label(partner.state))


def _relations(content: BidContent) -> list[Block]:
    title = _("关联关系声明")
    if not content.relations:
        said = _("与需求单位和可能参加评审的专家没有关联关系。") if content.no_relations else ""
        return _text(said, title)
    rows = [(_kind(each), each.name, each.note) for each in content.relations]
    return _rows(title, (_("类别"), _("姓名或名称"), _("说明")), rows, (0.2, 0.36, 0.44))


def _kind(relation: Relation) -> str:
    return str(label(RelationKind[relation.kind])) if relation.kind in RelationKind.__members__ else relation.kind


def _schedule(content: BidContent) -> list[Block]:
    rows = [(each.due_on, each.title, f"{each.weight}%", each.evidence) for each in content.schedule]
    head = (_("完成时间"), _("节点"), _("权重"), _("完成标志"))
    return _rows(_("进度安排"), head, rows, (0.18, 0.38, 0.12, 0.32))


def _responses(bid: Bid, content: BidContent) -> list[Block]:
    given = {each.requirement_id: each for each in content.responses}
    rows = []
    for row in bid.need.requirements:
        answer = given.get(row.id)
        said = (answer.promised, answer.evidence) if answer else ("", "")
        rows.append((row.indicator, row.demand, str(label(row.obligation)), *said))
    head = (_("指标"), _("要求"), _("约束"), _("承诺值"), _("依据"))
    return _rows("", head, rows, (0.24, 0.18, 0.1, 0.2, 0.28))


def _budget(content: BidContent) -> list[Block]:
    if not content.budget_total:
        return []
    manner = _("包干制，不列明细") if content.lump_sum else _("按明细")
    amount = _("%(amount)s 万元", amount=content.budget_total)
    lines = [] if content.lump_sum else [(each.item, each.amount, each.note) for each in content.budget_lines]
    head = (_("支出科目"), _("金额（万元）"), _("说明"))
    total = _pairs([(_("经费总额"), amount), (_("经费方式"), manner)])
    return [total, *_rows(_("经费明细"), head, lines, (0.34, 0.22, 0.44))]


def _contact(content: BidContent) -> list[tuple[str, str]]:
    said = (content.contact_name, content.contact_phone, content.contact_email)
    return list(zip((_("联系人"), _("电话"), _("邮箱")), said, strict=True))


def _files(content: BidContent) -> list[Block]:
    rows = [(each.name, f"{each.size:,}", each.sha256) for each in content.files]
    return _rows("", (_("文件名"), _("字节"), "SHA-256"), rows, (0.34, 0.14, 0.52))


def _text(text: str, title: str = "") -> list[Block]:
    return [Text(clean(text), title)] if text else []


def _pairs(rows: Iterable[tuple[str, str]], title: str = "") -> Pairs:
    return Pairs([(name, clean(text) or "—") for name, text in rows], title)


def _rows(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> list[Block]:
    cells = [tuple(clean(text) or "—" for text in row) for row in rows]
    return [Rows(tuple(head), cells, tuple(widths), title)] if cells else []


def clean(text: str) -> str:
    """Without control signs, which a Word file cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
