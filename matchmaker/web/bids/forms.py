"""The form of a 揭榜申请. A draft keeps what is unfinished, too long or unreadable, so nothing here refuses a text.

services.bid_rules says at each field what is amiss; the validators only mark fields and set the counters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, Form, FormField, HiddenField
from wtforms.widgets import DateInput

from matchmaker.errors import DomainError
from matchmaker.sealing.contents import ROWS, BidContent
from matchmaker.services.bid_rules import LIMITS, MOST_ROWS, NEEDED, ROW_LIMITS, amount_of, day_of
from matchmaker.web.arguments import as_number
from matchmaker.web.errors import sentence
from matchmaker.web.fields import EnumSelect, LongTextField, Required, TextField, WholeNumberField, at_most, halfwidth
from matchmaker.web.form_rows import RowList
from models import Need, Requirement
from models.challenge_enums import RelationKind


def plain_amount(text: str | None) -> str:
    """80.00 where it can be read as an amount, else what was typed."""
    plain = halfwidth(text).replace(",", "").removesuffix("万元").strip()
    amount = amount_of(plain)
    return plain if amount is None else f"{amount:.2f}"


def plain_day(text: str | None) -> str:
    """2026-03-05 where it can be read as a date, else what was typed."""
    plain = halfwidth(text).replace("/", "-")
    padded = "-".join(part.zfill(2) for part in plain.split("-"))
    return padded if day_of(padded) else plain


class AmountText(TextField):
    def __init__(self, label: Any, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[plain_amount], **kwargs)
        self.type = "DecimalField"


class DayText(TextField):
    widget = DateInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, filters=[plain_day], **kwargs)
        self.type = "DateField"


def _cell(row: str, name: str, label: Any, **kwargs: Any) -> TextField:
    return TextField(label, validators=[at_most(ROW_LIMITS[row][name])], **kwargs)


def _text(name: str, label: Any, rows: int, help_: Any = None) -> LongTextField:
    marks = [Required()] if name in NEEDED else []
    return LongTextField(label, [*marks, at_most(LIMITS[name])], description=help_, render_kw={"rows": rows})


def _line(name: str, label: Any, **kwargs: Any) -> TextField:
    marks = [Required()] if name in NEEDED else []
    return TextField(label, [*marks, at_most(LIMITS[name])], **kwargs)


class MemberForm(Form):
    name = _cell("team", "name", _l("姓名"))
    title = _cell("team", "title", _l("职称"))
    organization = _cell("team", "organization", _l("单位"))
    task = _cell("team", "task", _l("分工"))


class ResponseForm(Form):
    requirement_id = HiddenField()
    promised = _cell("responses", "promised", _l("承诺值"))
    evidence = LongTextField(_l("依据"), [at_most(ROW_LIMITS["responses"]["evidence"])], render_kw={"rows": 2})


class StepForm(Form):
    title = _cell("schedule", "title", _l("完成内容"))
    due_on = DayText(_l("完成日期"))
    weight = WholeNumberField(_l("权重"))
    evidence = _cell("schedule", "evidence", _l("考核依据"))


class BudgetLineForm(Form):
    item = _cell("budget_lines", "item", _l("科目"))
    amount = AmountText(_l("金额（万元）"))
    note = _cell("budget_lines", "note", _l("测算说明"))


class RelationForm(Form):
    kind = EnumSelect(_l("类别"), members=RelationKind, default=RelationKind.PERSON)
    name = _cell("relations", "name", _l("专家姓名或单位名称"))
    note = _cell("relations", "note", _l("关系说明"))


def _rows(kind: type[Form], name: str, label: Any, fewest: int = 1) -> RowList:
    return RowList(FormField(kind), label, min_entries=fewest, max_entries=MOST_ROWS[name])


class BidForm(FlaskForm):
    overview = _text("overview", _l("概况、条件和分工"), 6, _l("单位性质、科研条件、平台和业绩；联合体写明各方分工"))
    state_of_art = _text("state_of_art", _l("现状、差距和趋势"), 6, _l("同类技术做到了什么程度，还差什么"))
    approach = _text("approach", _l("内容和技术路线"), 12, _l("分解的问题、各自的方法、先后次序、风险和备选方案"))
    basis = _text("basis", _l("已有成果和条件"), 6, _l("与本榜单直接有关的成果、专利、样机、试验条件"))
    chief_name = _line("chief_name", _l("首席专家"))
    chief_title = _line("chief_title", _l("职称职务"))
    chief_phone = _line("chief_phone", _l("首席专家电话"), filters=[halfwidth])
    chief_specialty = _line("chief_specialty", _l("研究方向"))
    team = _rows(MemberForm, "team", _l("团队成员"))
    responses = _rows(ResponseForm, "responses", _l("榜单指标响应"), 0)
    schedule = _rows(StepForm, "schedule", _l("进度安排"))
    commercialization = _text(
        "commercialization", _l("产业化计划"), 5, _l("验收以后怎样用起来：产线、产能、推广范围、时间")
    )
    ip_terms = _text("ip_terms", _l("知识产权约定"), 4, _l("成果归属、使用权和收益分配的意见"))
    lump_sum = BooleanField(_l("经费包干：只报总额，不列明细"))
    budget_total = AmountText(_l("经费总额"), [Required()])
    budget_lines = _rows(BudgetLineForm, "budget_lines", _l("经费明细"))
    no_relations = BooleanField(_l("声明：与发榜单位及评审专家无关联关系"))
    relations = _rows(RelationForm, "relations", _l("关联关系"))
    file = FileField(_l("选择文件"))
    contact_name = _line("contact_name", _l("联系人"))
    contact_phone = _line("contact_phone", _l("联系电话"), filters=[halfwidth])
    contact_email = _line("contact_email", _l("邮箱"))

    @property
    def is_readable(self) -> bool:
        """Weights alone have no place for what is no number."""
        return not any(entry.form.weight.process_errors for entry in self.schedule.entries)

    def content(self) -> BidContent:
        """What was typed, without blank rows; partners and files are not typed here."""
        single = {name: self[name].data for name in (*LIMITS, "lump_sum", "no_relations")}
        rows = {name: tuple(_typed(name, self[name].entries)) for name in MOST_ROWS}
        return BidContent(**single, **rows)

    def answer_all(self, need: Need) -> None:
        """Make room for requirement rows that came into the challenge after the page was opened."""
        known = {_requirement_id(entry.form) for entry in self.responses.entries}
        for row in need.requirements:
            if row.id not in known:
                self.responses.append_entry({"requirement_id": row.id})

    def answers(self, need: Need) -> list[tuple[Requirement | None, FormField]]:
        """Each response with its requirement row; none for a row that is not in the challenge any more."""
        rows = {row.id: row for row in need.requirements}
        return [(rows.get(_requirement_id(entry.form)), entry) for entry in self.responses.entries]

    def show(self, faults: Iterable[DomainError]) -> None:
        for fault in faults:
            self._show(fault)

    def _show(self, fault: DomainError) -> None:
        name, *rest = fault.field.split(".")
        field = self._fields.get(name)
        if field is None or (rest and int(rest[0]) >= len(field.entries)):
            self.form_errors.append(sentence(fault))
            return
        if rest:
            cell = field.entries[int(rest[0])].form[rest[1]]
            cell.errors = [*cell.errors, sentence(fault)]
            field.errors = [*field.errors, {rest[1]: cell.errors}]
        else:
            field.errors = [*field.errors, sentence(fault)]


def form_of(content: BidContent) -> BidForm:
    """Filled with the draft."""
    values = asdict(content)
    for step in values["schedule"]:
        step["weight"] = step["weight"] or None
    for relation in values["relations"]:
        relation["kind"] = RelationKind.__members__.get(relation["kind"], RelationKind.PERSON)
    return BidForm(formdata=None, data=values)


def _requirement_id(row: ResponseForm) -> int:
    return as_number(str(row.requirement_id.data)) or 0


def _typed(name: str, entries: Iterable[Any]) -> Iterator[Any]:
    for entry in entries:
        values = dict(entry.data)
        typed = any(value for key, value in values.items() if key not in ("kind", "requirement_id"))
        if name == "responses":
            values["requirement_id"] = _requirement_id(entry.form)
        elif name == "relations":
            values["kind"] = values["kind"].name if values["kind"] else RelationKind.PERSON.name
        elif name == "schedule":
            values["weight"] = values["weight"] or 0
        if typed or name == "responses":
            yield ROWS[name](**values)
