from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import AnyOf, NumberRange

from matchmaker.queries import halls
from matchmaker.queries.indicators import INDICATORS
from matchmaker.services.targets import TargetDraft
from matchmaker.web.arguments import YEARS
from matchmaker.web.fields import (
    NOT_LISTED,
    MoneyField,
    Required,
    RowSelect,
    TextField,
    WholeNumberField,
    at_most,
    halfwidth,
    parse_money,
)


class GoalField(MoneyField):
    """A count or an amount: Decimal, or None; full-width digits and thousands separators accepted."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "StringField"

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:f}".removesuffix(".00")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = halfwidth(valuelist[0] if valuelist else "").replace(",", "").strip()
        self.data = None
        if text:
            _expect_number(text)
            self.data = parse_money(text)


def _expect_number(text: str) -> None:
    try:
        Decimal(text)
    except InvalidOperation:
        raise ValueError(str(_l("请只填数字，例如 230；金额以万元为单位，例如 80.50。"))) from None


class TargetForm(FlaskForm):
    year = WholeNumberField(
        _l("年度"),
        validators=[
            Required(_l("请填写年度。")),
            NumberRange(YEARS.start, YEARS.stop - 1, _l("请填写 %(min)d 到 %(max)d 之间的年度。")),
        ],
    )
    unit = TextField(
        _l("责任单位"),
        validators=[Required(_l("请填写责任单位。")), at_most(60)],
        description=_l("承担这项目标的科室或县区科技局，例如“成果转化科”"),
    )
    indicator = SelectField(
        _l("指标"),
        validators=[Required(_l("请选择指标。")), AnyOf(list(INDICATORS), NOT_LISTED)],
        validate_choice=False,
    )
    district_id = RowSelect(
        _l("县区"),
        rows=halls.districts,
        blank=_l("全市"),
        description=_l("选定县区后，只计这个县区的记录"),
    )
    goal = GoalField(
        _l("目标"),
        validators=[Required(_l("请填写目标。"))],
        description=_l("指标以个数计的填整数，以金额计的填万元"),
    )
    note = TextField(_l("备注"), validators=[at_most(200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator.choices = [("", gettext("请选择")), *map(_choice, INDICATORS)]

    def draft(self) -> TargetDraft:
        return TargetDraft(
            year=self.year.data,
            indicator=self.indicator.data,
            unit=self.unit.data,
            goal=self.goal.data,
            district_id=self.district_id.data,
            note=self.note.data,
        )


def _choice(key: str) -> tuple[str, str]:
    indicator = INDICATORS[key]
    return key, gettext("%(name)s（%(unit)s）", name=gettext(indicator.title), unit=gettext(indicator.unit))
