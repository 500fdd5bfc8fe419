from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, HiddenField
from wtforms.validators import Length, NumberRange, Optional

from matchmaker.services.amendments import AmendedRow, AmendmentDraft
from matchmaker.services.need_editing import RequirementDraft
from matchmaker.services.questions import LONGEST, SHORTEST
from matchmaker.services.rubrics import MOST, CriterionDraft
from matchmaker.web.arguments import LONGEST_REASON, as_number
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, MoneyField, Required, TextField, WholeNumberField, at_most
from matchmaker.web.form_rows import RowList
from matchmaker.web.needs.forms import ROWS, RequirementForm
from models import Need

LENGTH = Length(min=SHORTEST, max=LONGEST, message=_l("请写 %(min)d 到 %(max)d 字。"))
REASON = _l("会写进变更公告，所有人可见")


class QuestionForm(FlaskForm):
    text = LongTextField(_l("提问"), validators=[Required(_l("请写下问题。")), LENGTH], render_kw={"rows": 3})


class AnswerForm(FlaskForm):
    answer = LongTextField(_l("答复"), validators=[Required(_l("请写下答复。")), LENGTH], render_kw={"rows": 3})


class ReasonForm(FlaskForm):
    reason = LongTextField(
        _l("变更理由"),
        validators=[Required(_l("请填写变更理由。")), at_most(LONGEST_REASON)],
        description=REASON,
        render_kw={"rows": 3},
    )


class AmendedRowForm(RequirementForm):
    row_id = HiddenField()

    def draft(self) -> AmendedRow:
        values = {name: value for name, value in self.data.items() if name != "row_id"}
        return AmendedRow(**values, id=as_number(self.row_id.data or ""))


class AmendmentForm(ReasonForm):
    problem = LongTextField(_l("需解决的技术问题"), validators=[at_most(3000)])
    background = LongTextField(_l("背景与现状"), validators=[at_most(3000)])
    scenario = LongTextField(_l("应用场景"), validators=[at_most(2000)], render_kw={"rows": 3})
    current_basis = LongTextField(_l("现有工作基础"), validators=[at_most(2000)], render_kw={"rows": 3})
    requirements = RowList(FormField(AmendedRowForm), _l("考核指标"), min_entries=1, max_entries=ROWS)
    award_amount = MoneyField(_l("榜单金额"), validators=[Required(_l("榜单须有榜单金额。"))])
    delivery_months = WholeNumberField(
        _l("交付期限（月）"), validators=[Optional(), NumberRange(1, 120, _l("请填写 1 到 120 之间的整数。"))]
    )

    def draft(self) -> AmendmentDraft:
        rows = [entry.form for entry in self.requirements.entries if not entry.form.is_blank]
        return AmendmentDraft(
            problem=self.problem.data,
            background=self.background.data,
            scenario=self.scenario.data,
            current_basis=self.current_basis.data,
            requirements=tuple(row.draft() for row in rows),
            award_amount=self.award_amount.data,
            delivery_months=self.delivery_months.data,
        )


class ExtensionForm(ReasonForm):
    day = DayField(
        _l("新的截止日期"),
        validators=[Required(_l("请填写新的截止日期。"))],
        description=_l("截至当天 24 时；只能延后，最多到一年以后"),
    )


class CriterionForm(Form):
    name = TextField(_l("评分项"), validators=[at_most(40)])
    weight = WholeNumberField(_l("权重"), validators=[Optional(), NumberRange(1, 99, _l("1 到 99"))])
    hint = TextField(_l("评分要点"), validators=[at_most(200)])

    @property
    def is_blank(self) -> bool:
        return not (self.name.data or self.weight.data or self.hint.data)


class RubricForm(FlaskForm):
    criteria = RowList(FormField(CriterionForm), _l("评分标准"), min_entries=1, max_entries=MOST)
    reason = LongTextField(
        _l("变更理由"), validators=[at_most(LONGEST_REASON)], description=REASON, render_kw={"rows": 3}
    )

    def drafts(self) -> list[CriterionDraft]:
        rows = [entry.form for entry in self.criteria.entries if not entry.form.is_blank]
        return [CriterionDraft(row.name.data, row.weight.data or 0, row.hint.data) for row in rows]


def amendment_form(need: Need) -> AmendmentForm:
    """Each row of the form carries the id of the row that it shows."""
    columns = RequirementDraft.__dataclass_fields__
    rows = [{name: getattr(row, name) for name in columns} | {"row_id": row.id} for row in need.requirements]
    values = {name: getattr(need, name) for name in AmendmentDraft.__dataclass_fields__}
    return AmendmentForm(**values | {"requirements": rows})
