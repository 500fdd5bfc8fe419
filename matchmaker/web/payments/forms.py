from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField

from matchmaker.services.payment_rules import Instalment, Receipt
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, MoneyField, Required, TextField, at_most
from matchmaker.web.filters import date_
from models import Payment
from models.project_enums import PaymentKind

UNPLANNED = 0


class PlanForm(FlaskForm):
    kind = EnumSelect(_l("经费类别"), members=PaymentKind)
    title = TextField(_l("款项名称"), [Required(_l("请填写款项名称，例如首付款。")), at_most(80)])
    planned_on = DayField(_l("计划到款日期"), [Required(_l("请填写计划到款日期。"))])
    planned_amount = MoneyField(_l("计划金额"), [Required(_l("请填写大于 0 的金额。"))])

    def offer(self, kinds: Sequence[PaymentKind]) -> "PlanForm":
        self.kind.members = tuple(kinds)
        return self

    def plan(self) -> Instalment:
        return Instalment(self.kind.data, self.title.data, self.planned_on.data, self.planned_amount.data)


class ReceiptForm(FlaskForm):
    payment_id = SelectField(_l("对应的计划"), coerce=int)
    kind = EnumSelect(_l("经费类别"), members=PaymentKind, description=_l("对应计划时以计划为准"))
    title = TextField(_l("款项名称"), [at_most(80)], description=_l("计划外的到款请填写，例如尾款"))
    paid_on = DayField(_l("到款日期"), [Required(_l("请填写到款日期。"))])
    paid_amount = MoneyField(
        _l("到款金额"), [Required(_l("请填写大于 0 的金额。"))], description=_l("少于计划的，余款自动留作下一笔计划")
    )
    note = TextField(_l("备注"), [at_most(200)], description=_l("例如凭证号"))

    def offer(self, kinds: Sequence[PaymentKind], open_rows: Sequence[Payment]) -> "ReceiptForm":
        self.kind.members = tuple(kinds)
        self.payment_id.choices = [(row.id, _name(row)) for row in open_rows] + [(UNPLANNED, gettext("计划外到款"))]
        return self

    def receipt(self) -> Receipt:
        return Receipt(
            self.paid_on.data, self.paid_amount.data, self.kind.data, self.title.data or "", self.note.data or ""
        )


class ReplanForm(FlaskForm):
    title = TextField(_l("款项名称"), [Required(_l("请填写款项名称，例如首付款。")), at_most(80)])
    planned_on = DayField(_l("计划到款日期"), [Required(_l("请填写计划到款日期。"))])
    planned_amount = MoneyField(_l("计划金额"), [Required(_l("请填写大于 0 的金额。"))])
    reason = TextField(_l("更正理由"), [Required(_l("请填写更正的理由。")), at_most(200)])

    def plan(self, row: Payment) -> Instalment:
        return Instalment(row.kind, self.title.data, self.planned_on.data, self.planned_amount.data)


class CorrectionForm(FlaskForm):
    paid_on = DayField(_l("到款日期"), [Required(_l("请填写到款日期。"))])
    paid_amount = MoneyField(_l("到款金额"), [Required(_l("请填写大于 0 的金额。"))])
    note = TextField(_l("备注"), [at_most(200)])
    reason = TextField(_l("更正理由"), [Required(_l("请填写更正的理由。")), at_most(200)])

    def receipt(self, row: Payment) -> Receipt:
        return Receipt(self.paid_on.data, self.paid_amount.data, row.kind, row.title, self.note.data or "")


def correction_form(row: Payment) -> Any:
    """The form that fits the row: of an instalment that is open, or of a receipt."""
    return ReplanForm(obj=row) if row.paid_on is None else CorrectionForm(obj=row)


def _name(row: Payment) -> str:
    words = {"title": row.title, "day": date_(row.planned_on), "amount": f"{row.planned_amount or 0:,.2f}"}
    return gettext("%(title)s（%(day)s，%(amount)s 万元）", **words)
