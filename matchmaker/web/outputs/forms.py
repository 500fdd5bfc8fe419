from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField

from matchmaker.services.output_rules import NUMBERED, OutputDraft
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, MoneyField, Required, TextField, WholeNumberField, at_most
from models.project_enums import OutputKind as K

TITLES = {
    K.PATENT: _l("专利名称"),
    K.PAPER: _l("论文题目"),
    K.STANDARD: _l("标准名称"),
    K.PRODUCT: _l("产品名称"),
    K.SALES: _l("销售的产品或服务"),
    K.PEOPLE: _l("人才姓名或团队"),
    K.WORKSTATION: _l("工作站名称"),
    K.PLATFORM: _l("平台名称"),
}
NUMBERS = {
    K.PATENT: (_l("专利号或申请号"), _l("例如 ZL201710601862.3，按校验位核对")),
    K.PAPER: (_l("DOI 或刊号"), _l("没有时留空")),
    K.STANDARD: (_l("标准号"), _l("例如 DB37/T 4567-2026")),
    K.PRODUCT: (_l("型号或批准文号"), _l("没有时留空")),
    K.WORKSTATION: (_l("备案文号"), ""),
    K.PLATFORM: (_l("备案或认定文号"), ""),
}
DAYS = {
    K.PATENT: _l("申请或授权日期"),
    K.PAPER: _l("发表日期"),
    K.STANDARD: _l("发布日期"),
    K.PRODUCT: _l("定型日期"),
    K.SALES: _l("统计截止日期"),
    K.PEOPLE: _l("到岗日期"),
    K.WORKSTATION: _l("备案日期"),
    K.PLATFORM: _l("备案或认定日期"),
}


class OutputForm(FlaskForm):
    """The fields of one kind."""

    kind = HiddenField()
    title = TextField(validators=[Required(), at_most(160)])
    number = TextField(validators=[at_most(60)])
    achieved_on = DayField(validators=[Required(_l("请填写日期。"))])
    amount = MoneyField(_l("新增销售额"), validators=[Required(_l("请填写新增销售额，应大于 0。"))])
    people = WholeNumberField(_l("引进人数"), validators=[Required(_l("请填写引进人数。"))])
    note = LongTextField(_l("说明"), validators=[at_most(300)], render_kw={"rows": 3})

    def __init__(self, chosen: K, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen, self.kind.data = chosen, chosen.name
        self.title.label.text, self.achieved_on.label.text = TITLES[chosen], DAYS[chosen]
        if chosen is not K.SALES:
            del self.amount
        if chosen is not K.PEOPLE:
            del self.people
        if chosen not in NUMBERS:
            del self.number
        else:
            self.number.label.text, self.number.description = NUMBERS[chosen]
            self.number.flags.required = chosen in NUMBERED

    def draft(self) -> OutputDraft:
        names = [name for name in ("number", "amount", "people") if name in self]
        return OutputDraft(
            kind=self.chosen,
            title=self.title.data,
            achieved_on=self.achieved_on.data,
            note=self.note.data,
            **{name: self[name].data for name in names},
        )
