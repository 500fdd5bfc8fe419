from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, HiddenField

from matchmaker.checks.plan_parts import Part, amount_of, day_of
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, MoneyField, Required, TextField, at_most
from matchmaker.web.form_rows import RowList
from models.project_enums import ChangeKind


class MilestoneDayForm(Form):
    id = HiddenField()
    due_on = DayField(_l("新的完成期限"), validators=[Required(_l("请填写完成期限。"))])


class PromiseForm(Form):
    id = HiddenField()
    promised = TextField(_l("变更后的指标值"), validators=[Required(_l("请填写变更后的指标值。")), at_most(200)])


class ChangeForm(FlaskForm):
    """One for each kind; `now` is the plan's part, on which what is given is laid."""

    reason = LongTextField(
        _l("变更理由"),
        validators=[Required(_l("请说明变更的理由。")), at_most(2000)],
        description=_l("对方和科技局据此决定是否同意"),
    )

    def wanted(self, now: Part) -> Part:
        raise NotImplementedError


class ExtensionForm(ChangeForm):
    ends_on = DayField(_l("新的结束日期"), validators=[Required(_l("请填写新的结束日期。"))])
    milestones = RowList(FormField(MilestoneDayForm), _l("里程碑"))

    def wanted(self, now: Part) -> Part:
        days = [entry.form.due_on.data.isoformat() for entry in self.milestones.entries]
        rows = [row | {"due_on": day} for row, day in zip(now["milestones"], days, strict=True)]
        return {"ends_on": self.ends_on.data.isoformat(), "milestones": rows}


class BudgetForm(ChangeForm):
    total_budget = MoneyField(_l("变更后的总预算"), validators=[Required(_l("请填写新的总预算。"))])
    subsidy = MoneyField(_l("其中财政资助"), description=_l("没有时留空"))
    lump_sum = BooleanField(_l("经费包干制"), description=_l("不再细分预算科目，由负责人统筹使用"))

    def wanted(self, now: Part) -> Part:
        return {
            "total_budget": f"{self.total_budget.data:.2f}",
            "subsidy": f"{self.subsidy.data or 0:.2f}",
            "lump_sum": self.lump_sum.data,
        }


class IndicatorsForm(ChangeForm):
    indicators = RowList(FormField(PromiseForm), _l("考核指标"))

    def wanted(self, now: Part) -> Part:
        promised = [entry.form.promised.data for entry in self.indicators.entries]
        rows = [row | {"promised": value} for row, value in zip(now["indicators"], promised, strict=True)]
        return {"indicators": rows}


class LeaderForm(ChangeForm):
    leader = TextField(_l("新负责人"), validators=[Required(_l("请填写新负责人的姓名。")), at_most(40)])

    def wanted(self, now: Part) -> Part:
        return dict.fromkeys(now, self.leader.data)


FORMS: dict[ChangeKind, type[ChangeForm]] = {
    ChangeKind.EXTENSION: ExtensionForm,
    ChangeKind.BUDGET: BudgetForm,
    ChangeKind.INDICATORS: IndicatorsForm,
    ChangeKind.LEADER: LeaderForm,
}


def change_form(kind: ChangeKind, now: Part) -> ChangeForm:
    """Filled with the plan as it is."""
    values = _values(kind, now)
    form = FORMS[kind](data=values)
    for field in form:
        if isinstance(field, RowList):
            field.follow(values[field.name])
    return form


def _values(kind: ChangeKind, now: Part) -> dict[str, Any]:
    if kind is ChangeKind.LEADER:
        return {"leader": ""}
    if kind is ChangeKind.INDICATORS:
        return now
    if kind is ChangeKind.BUDGET:
        amounts = {name: amount_of(now[name]) for name in ("total_budget", "subsidy")}
        return {**amounts, "lump_sum": now["lump_sum"]}
    rows = [row | {"due_on": day_of(row["due_on"])} for row in now["milestones"]]
    return {"ends_on": day_of(now["ends_on"]), "milestones": rows}
