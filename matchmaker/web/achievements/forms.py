from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, ValidationError
from wtforms.validators import Email, Length, NumberRange, Optional, Regexp

from matchmaker.errors import Invalid
from matchmaker.queries import halls
from matchmaker.services.achievement_editing import AchievementDraft, MemberDraft, ParameterDraft, PropertyDraft
from matchmaker.services.achievement_rules import MOST_KEYWORDS, property_number
from matchmaker.web.account.forms import PHONE
from matchmaker.web.achievements.fields import TrlSelect, WordsField
from matchmaker.web.errors import sentence
from matchmaker.web.fields import (
    EnumMultiCheckbox,
    EnumSelect,
    LongTextField,
    MoneyField,
    Required,
    TextField,
    WholeNumberField,
    at_most,
)
from matchmaker.web.form_rows import RowList
from matchmaker.web.item_forms import LinesField, TextRowSelect, indented
from models.enums import (
    AchievementLevel,
    Nature,
    PropertyStatus,
    PropertyType,
    Stage,
    TeamRole,
    TransferMode,
    Visibility,
)

FOR_REVIEW = _l("提交审核前必填")
PLAIN = (
    "title",
    "abstract",
    "advantages",
    "keywords",
    "stage",
    "trl",
    "nature",
    "level",
    "scenes",
    "cases",
    "price",
    "registration_no",
    "year",
    "visibility",
    "contact_name",
    "contact_phone",
    "contact_email",
)
EARLIEST_YEAR, LATEST_YEAR = 1980, 2100


class RowForm(Form):
    """A row of a table; a row whose texts are all empty does not count."""

    def values(self) -> dict[str, Any]:
        return {name: field.data for name, field in self._fields.items()}

    @property
    def is_blank(self) -> bool:
        return not any(value for value in self.values().values() if isinstance(value, str))


class ParameterForm(RowForm):
    indicator = TextField(_l("指标"), [at_most(80)])
    value = TextField(_l("数值"), [at_most(60)])
    unit = TextField(_l("计量单位"), [at_most(30)])
    evidence = TextField(_l("依据"), [at_most(120)])


class PropertyForm(RowForm):
    number = TextField(_l("编号"), [at_most(40)])
    type = EnumSelect(_l("类型"), members=PropertyType, default=PropertyType.INVENTION)
    status = EnumSelect(_l("状态"), members=PropertyStatus, default=PropertyStatus.GRANTED)
    holder = TextField(_l("权利人"), [at_most(120)])

    def validate_number(self, field: TextField) -> None:
        if self.type.data is None or self.status.data is None:
            return
        try:
            property_number(field.data, self.type.data, self.status.data)
        except Invalid as fault:
            raise ValidationError(sentence(fault)) from None


class MemberForm(RowForm):
    name = TextField(_l("姓名"), [at_most(40)])
    title = TextField(_l("职称"), [at_most(40)])
    role = EnumSelect(_l("分工"), members=TeamRole, default=TeamRole.MEMBER)
    specialty = TextField(_l("专长"), [at_most(80)])


class AchievementForm(FlaskForm):
    title = TextField(
        _l("成果名称"),
        [Required(_l("请填写成果名称。")), at_most(120)],
        description=_l("写明对象和手段，例如“铝型材表面缺陷在线检测系统”。"),
    )
    field_1 = TextRowSelect(_l("主要领域"), rows=halls.fields, text=indented, description=FOR_REVIEW)
    field_2 = TextRowSelect(
        _l("其他领域"), rows=halls.fields, text=indented, blank=_l("不填"), description=_l("可不填")
    )
    field_3 = TextRowSelect(
        _l("其他领域（二）"), rows=halls.fields, text=indented, blank=_l("不填"), description=_l("可不填")
    )
    keywords = WordsField(
        _l("关键词"), description=_l("最多 %(most)s 个，用分号、顿号或空格隔开。", most=MOST_KEYWORDS)
    )
    abstract = LongTextField(
        _l("成果简介"),
        [at_most(4000)],
        description=_l("提交审核前必填。解决什么问题、怎样解决、做到什么程度；匹配时逐句与需求比对。"),
        render_kw={"rows": 8},
    )
    advantages = LongTextField(_l("技术优势"), [at_most(2000)], description=_l("与现有做法相比好在哪里，尽量用数字。"))
    stage = EnumSelect(_l("所处阶段"), members=Stage, blank=_l("请选择"), description=FOR_REVIEW)
    trl = TrlSelect(_l("技术成熟度"), description=_l("提交审核前必填；按 GB/T 22900 分 1～9 级。"))
    nature = EnumSelect(_l("成果属性"), members=Nature, blank=_l("不填"))
    level = EnumSelect(_l("成果水平"), members=AchievementLevel, default=AchievementLevel.UNRATED)
    registration_no = TextField(_l("登记号"), [at_most(40)], description=_l("科技成果登记证书上的号码，没有可不填。"))
    year = WholeNumberField(
        _l("完成年份"),
        [Optional(), NumberRange(EARLIEST_YEAR, LATEST_YEAR, _l("请填写四位年份，例如 2025。"))],
        description=_l("通过评价、验收或登记的年份。"),
    )
    scenes = LongTextField(_l("应用场景"), [at_most(2000)], description=_l("能用在哪些产品、工序、设备上。"))
    cases = LongTextField(_l("应用案例"), [at_most(2000)], description=_l("已有的试用或推广情况，没有可不填。"))
    modes = EnumMultiCheckbox(_l("转化方式"), members=TransferMode, description=_l("提交审核前至少选择一种。"))
    price = MoneyField(_l("意向价格"), description=_l("不填表示面议。"))
    parameters = RowList(FormField(ParameterForm), _l("性能参数"), min_entries=1, max_entries=40)
    intellectual_property = RowList(FormField(PropertyForm), _l("知识产权"), min_entries=1, max_entries=40)
    team = RowList(FormField(MemberForm), _l("研发团队"), min_entries=1, max_entries=40)
    visibility = EnumSelect(_l("公开范围"), members=Visibility, default=Visibility.PUBLIC)
    invited = LinesField(
        _l("邀请的企业"),
        description=_l("选择“定向邀请”时填写：每行一家，写全称或统一社会信用代码，须已通过认证。"),
        render_kw={"rows": 4},
    )
    contact_name = TextField(_l("联系人"), [at_most(40)], description=FOR_REVIEW)
    contact_phone = TextField(
        _l("联系电话"),
        [Optional(), at_most(30), Regexp(PHONE, message=_l("电话只含数字、加号、括号和短横，例如 0539-5550100。"))],
        description=_l("电话和邮箱至少填写一项。"),
    )
    contact_email = TextField(
        _l("联系邮箱"),
        [Optional(), Length(max=254), Email(_l("邮箱格式不对，应类似 name@example.com。"))],
        description=_l("与电话二者可只填一项。"),
    )

    def draft(self) -> AchievementDraft:
        chosen = [field.row for field in (self.field_1, self.field_2, self.field_3)]
        return AchievementDraft(
            fields=tuple(dict.fromkeys(row for row in chosen if row is not None)),
            modes=tuple(self.modes.data),
            invited=self.invited.lines,
            parameters=tuple(ParameterDraft(**row) for row in _rows(self.parameters)),
            intellectual_property=tuple(PropertyDraft(**row) for row in _rows(self.intellectual_property)),
            team=tuple(MemberDraft(**row) for row in _rows(self.team)),
            **{name: self[name].data for name in PLAIN},
        )


def _rows(listed: FieldList) -> list[dict[str, Any]]:
    return [entry.form.values() for entry in listed.entries if not entry.form.is_blank]
