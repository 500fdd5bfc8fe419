from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField
from wtforms.validators import Email, NumberRange, Optional

from matchmaker.queries import halls
from matchmaker.queries import needs as queries
from matchmaker.services.item_fields import default_contact
from matchmaker.services.need_editing import COLUMNS, NeedDraft, RequirementDraft
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import (
    EnumMultiCheckbox,
    EnumSelect,
    LongTextField,
    MoneyField,
    Required,
    RowSelect,
    TextField,
    WholeNumberField,
    at_most,
    halfwidth,
)
from matchmaker.web.filters import CITY_ZONE
from matchmaker.web.form_rows import RowList
from matchmaker.web.item_forms import LinesField, TextRowSelect, indented
from models import CollectionRound, Need, User
from models.enums import Comparator, CooperationMode, NeedKind, Obligation, Visibility
from models.need import FEEDBACK_DAYS

TYPED = ("indicator", "value", "value_high", "unit", "current_level")
ROWS = 20


class RequirementForm(Form):
    indicator = TextField(_l("指标"), validators=[at_most(80)])
    comparator = EnumSelect(_l("关系"), members=Comparator, default=Comparator.GE)
    value = TextField(_l("要求值"), validators=[at_most(40)], filters=[halfwidth])
    value_high = TextField(_l("区间上限"), validators=[at_most(40)], filters=[halfwidth])
    unit = TextField(_l("计量单位"), validators=[at_most(30)])
    obligation = EnumSelect(_l("约束"), members=Obligation, default=Obligation.MUST)
    current_level = TextField(_l("现有水平"), validators=[at_most(80)])

    @property
    def is_blank(self) -> bool:
        return not any(self[name].data for name in TYPED)


class RoundSelect(TextRowSelect):
    """Rounds that take needs today, and the one that the need is in already."""

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        if value is not None:
            self.rows = queries.rounds(value)


class NeedForm(FlaskForm):
    title = TextField(
        _l("需求名称"),
        validators=[Required(_l("请填写需求名称。")), at_most(120)],
        description=_l("一句话说清对象和要解决的问题，例如“铝型材挤压表面裂纹在线检测”"),
    )
    kind = EnumSelect(_l("类型"), members=NeedKind, default=NeedKind.TECHNICAL)
    field_id = TextRowSelect(_l("技术领域"), rows=halls.fields, text=indented, description=_l("提交审核时必填"))
    district_id = RowSelect(_l("县区"), rows=halls.districts)
    round_id = RoundSelect(_l("征集批次"), rows=queries.rounds, text=lambda row: row.title, blank=_l("不属于任何批次"))
    background = LongTextField(_l("背景与现状"), validators=[at_most(3000)])
    problem = LongTextField(
        _l("需解决的技术问题"),
        validators=[at_most(3000)],
        description=_l("在什么条件下、出现什么现象、希望做到什么程度。提交审核时必填"),
    )
    scenario = LongTextField(_l("应用场景"), validators=[at_most(2000)], render_kw={"rows": 3})
    current_basis = LongTextField(_l("现有工作基础"), validators=[at_most(2000)], render_kw={"rows": 3})
    requirements = RowList(FormField(RequirementForm), _l("考核指标"), min_entries=1, max_entries=ROWS)
    modes = EnumMultiCheckbox(_l("合作方式"), members=CooperationMode, description=_l("提交审核时至少选一种"))
    budget = MoneyField(_l("拟投入"), description=_l("留空表示面议"))
    delivery_months = WholeNumberField(
        _l("交付期限（月）"), validators=[Optional(), NumberRange(1, 120, _l("请填写 1 到 120 之间的整数。"))]
    )
    award_amount = MoneyField(_l("榜单金额"), description=_l("提交榜单时必填"))
    bid_day = DayField(
        _l("揭榜截止日期"), description=_l("提交榜单时必填，至少在 7 天以后；截至当天 24 时，到时系统自动截止")
    )
    feedback_days = WholeNumberField(
        _l("反馈承诺（截止后多少天内反馈）"),
        validators=[Optional(), NumberRange(10, 90, _l("请填写 10 到 90 之间的整数。"))],
        default=FEEDBACK_DAYS,
        description=_l("每家揭榜单位都会在这之前收到结果和理由；按期率对外公布。留空为 30 天"),
    )
    visibility = EnumSelect(_l("公开范围"), members=Visibility, default=Visibility.PUBLIC)
    invited = LinesField(
        _l("定向邀请的单位"),
        description=_l("只在公开范围为“定向邀请”时填写：高校院所的全称或统一社会信用代码，一行一个"),
        render_kw={"rows": 3},
    )
    contact_name = TextField(_l("联系人"), validators=[at_most(40)])
    contact_phone = TextField(_l("电话"), validators=[at_most(30)], filters=[halfwidth])
    contact_email = TextField(
        _l("邮箱"), validators=[Optional(), Email(_l("邮箱格式不对，例如 name@firm.cn。")), at_most(254)]
    )

    def draft(self) -> NeedDraft:
        rows = [entry.form for entry in self.requirements.entries if not entry.form.is_blank]
        return NeedDraft(
            **{name: self[name].data for name in COLUMNS if name != "feedback_days"},
            feedback_days=self.feedback_days.data or FEEDBACK_DAYS,
            requirements=tuple(RequirementDraft(**row.data) for row in rows),
            modes=tuple(self.modes.data),
            award_amount=self.award_amount.data,
            bid_day=self.bid_day.data,
            invited=self.invited.lines,
        )


def blank_form(actor: User, round_: CollectionRound | None = None) -> NeedForm:
    """For a round: a challenge in it."""
    given = {"round_id": round_.id, "kind": NeedKind.CHALLENGE} if round_ else {}
    return NeedForm(district_id=actor.organization.district_id, **default_contact(actor), **given)


def form_of(need: Need) -> NeedForm:
    deadline = need.bid_deadline
    extra: dict[str, Any] = {
        "invited": [each.organization.name for each in need.invitations],
        "bid_day": deadline.astimezone(CITY_ZONE).date() if deadline else None,
    }
    return NeedForm(obj=need, **extra)
