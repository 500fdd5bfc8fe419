from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField
from wtforms.validators import Length

from matchmaker.queries import projects as queries
from matchmaker.services.offline_deals import OfflineDeal
from matchmaker.services.project_rules import IndicatorPlan, MilestonePlan, ProjectPlan
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, MoneyField, Required, RowSelect, TextField, WholeNumberField
from matchmaker.web.form_rows import RowList
from models.enums import CooperationMode
from models.project_enums import ReportingPeriod

NAME = Length(max=40, message=_l("请控制在 40 字以内。"))
TITLE = Length(max=120, message=_l("请控制在 120 字以内。"))
PLAN = (
    "title",
    "firm_leader",
    "provider_leader",
    "mode",
    "total_budget",
    "lump_sum",
    "starts_on",
    "ends_on",
    "reporting",
)
MILESTONE = ("title", "due_on", "weight", "evidence")


class MilestoneForm(Form):
    title = TextField(_l("里程碑"), validators=[TITLE])
    due_on = DayField(_l("完成期限"))
    weight = WholeNumberField(_l("权重"))
    evidence = TextField(_l("验收依据"), validators=[Length(max=200, message=_l("请控制在 200 字以内。"))])

    @property
    def is_blank(self) -> bool:
        return not any(self[name].data for name in MILESTONE)


class IndicatorForm(Form):
    name = TextField(_l("指标"), validators=[TITLE])
    promised = TextField(_l("约定值"), validators=[Length(max=200, message=_l("请控制在 200 字以内。"))])

    @property
    def is_blank(self) -> bool:
        return not (self.name.data or self.promised.data)


class ProjectForm(FlaskForm):
    title = TextField(_l("项目名称"), validators=[Required(), TITLE])
    firm_leader = TextField(_l("企业负责人"), validators=[Required(), NAME])
    provider_leader = TextField(_l("高校院所负责人"), validators=[Required(), NAME])
    mode = EnumSelect(_l("合作方式"), members=CooperationMode, blank=_l("待定"))
    total_budget = MoneyField(_l("总预算"), description=_l("双方约定的项目总投入；未定可留空"))
    subsidy = MoneyField(_l("其中财政资助"), description=_l("没有时留空"))
    lump_sum = BooleanField(_l("包干制：经费只定总额，不列明细"))
    starts_on = DayField(_l("开始日期"))
    ends_on = DayField(_l("结束日期"))
    reporting = EnumSelect(
        _l("调度周期"),
        members=ReportingPeriod,
        default=ReportingPeriod.MONTH,
        description=_l("启动实施后，每期报一次进展"),
    )
    indicators = RowList(FormField(IndicatorForm), _l("考核指标"), min_entries=1, max_entries=30)
    milestones = RowList(FormField(MilestoneForm), _l("里程碑"), min_entries=1, max_entries=20)

    def plan(self) -> ProjectPlan:
        rows = [entry.form for entry in self.milestones.entries if not entry.form.is_blank]
        promised = [entry.form for entry in self.indicators.entries if not entry.form.is_blank]
        return ProjectPlan(
            subsidy=self.subsidy.data or 0,
            indicators=tuple(IndicatorPlan(row.name.data, row.promised.data) for row in promised),
            milestones=tuple(MilestonePlan(**{name: row[name].data for name in MILESTONE}) for row in rows),
            **{name: self[name].data for name in PLAN},
        )


class OfflineDealForm(ProjectForm):
    firm_name = TextField(
        _l("企业"), validators=[Required(_l("请填写企业名称。"))], description=_l("输入几个字，从已认证单位中选择")
    )
    provider_name = TextField(
        _l("高校院所"),
        validators=[Required(_l("请填写高校院所名称。"))],
        description=_l("输入几个字，从已认证单位中选择"),
    )
    field_id = RowSelect(_l("技术领域"), validators=[Required(_l("请选择技术领域。"))], rows=queries.fields)
    district_id = RowSelect(_l("县区"), rows=queries.districts)

    def deal(self) -> OfflineDeal:
        names: tuple[str, ...] = ("firm_name", "provider_name", "field_id", "district_id")
        given: dict[str, Any] = {name: self[name].data for name in names}
        return OfflineDeal(plan=self.plan(), **given)
