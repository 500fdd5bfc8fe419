from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import Length

from matchmaker.services.agreement_changes import LONGEST_REASON, ChangeNote
from matchmaker.services.agreement_places import default_direction
from matchmaker.services.agreement_rules import TYPE_OF_MODE, AgreementTerms
from matchmaker.web.attachments.forms import FilesField
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, LongTextField, MoneyField, Required, TextField, at_most
from models import Agreement, Project
from models.enums import AgreementType, Direction
from models.project_enums import AgreementChangeKind

LONG = Length(max=2000, message=_l("请控制在 2000 字以内。"))
SHORT = Length(max=60, message=_l("请控制在 60 字以内。"))
TERMS = tuple(AgreementTerms.__dataclass_fields__)


class AgreementForm(FlaskForm):
    contract_no = TextField(_l("合同编号"), validators=[Required(_l("请填写合同编号。")), SHORT])
    type = EnumSelect(
        _l("合同类型"), validators=[Required(_l("请选择合同类型。"))], members=AgreementType, blank=_l("请选择")
    )
    buyer_id = SelectField(_l("买方（付款方）"), coerce=int)
    seller_id = SelectField(_l("卖方（提供技术方）"), coerce=int)
    signed_on = DayField(_l("签订日期"), description=_l("存草稿时可以暂缺；签订后 15 个工作日内登记"))
    starts_on = DayField(_l("合同起始"))
    ends_on = DayField(_l("合同终止"))
    amount = MoneyField(
        _l("成交额"),
        validators=[Required(_l("请填写成交额。"))],
        description=_l("合同总金额；500 万元及以上需专家评审"),
    )
    tech_amount = MoneyField(
        _l("技术交易额"),
        validators=[Required(_l("请填写技术交易额；没有时填 0。"))],
        description=_l("扣除购置设备、零部件等费用后的金额，不超过成交额"),
    )
    direction = EnumSelect(
        _l("流向"),
        validators=[Required(_l("请选择吸纳或输出。"))],
        members=Direction,
        blank=_l("请选择"),
        description=_l("买方在本市为吸纳，卖方在本市、买方在外地为输出"),
    )
    registration_place = TextField(
        _l("登记地"),
        validators=[SHORT],
        description=_l("由卖方在所在地登记，卖方在外地的填卖方所在市；与流向无关"),
    )
    ip_ownership = LongTextField(_l("知识产权归属"), validators=[LONG], render_kw={"rows": 3})
    payment_terms = LongTextField(_l("付款方式"), validators=[LONG], render_kw={"rows": 3})
    double_reason = TextField(_l("不是重复登记的理由"), validators=[at_most(200)])

    def offer_parties(self, project: Project) -> None:
        """Both parties of the project may be buyer or seller; call it before the form is used."""
        choices = [(row.id, row.name) for row in (project.firm, project.provider)]
        self.buyer_id.choices = self.seller_id.choices = choices

    def terms(self) -> AgreementTerms:
        return AgreementTerms(**{name: self[name].data for name in TERMS})


class AmendForm(AgreementForm):
    """The present terms, to be changed, and what is said of the change."""

    change_kind = EnumSelect(
        _l("变更方式"),
        members=AgreementChangeKind,
        description=_l("双方另签协议的选补充协议；登记时录错的选更正"),
    )
    change_number = TextField(_l("补充协议编号"), validators=[SHORT])
    change_signed_on = DayField(_l("补充协议签订日期"))
    reason = LongTextField(
        _l("变更理由"), validators=[Required(_l("请填写变更理由。")), at_most(LONGEST_REASON)], render_kw={"rows": 3}
    )
    file = FilesField(_l("扫描件"), what=_l("补充协议或依据的扫描件，与合同扫描件放在一起"))

    def note(self) -> ChangeNote:
        kind = self.change_kind.data
        given = (self.change_number.data, self.change_signed_on.data)
        number, signed_on = given if kind is AgreementChangeKind.SUPPLEMENT else ("", None)
        return ChangeNote(kind, self.reason.data, number, signed_on)


class OpinionForm(FlaskForm):
    expert_opinion = LongTextField(
        _l("专家评审意见"), validators=[Required(_l("请填写专家评审意见。")), LONG], render_kw={"rows": 4}
    )
    expert_opinion_on = DayField(_l("评审日期"), validators=[Required(_l("请填写评审日期。"))])
    file = FilesField(_l("扫描件"), what=_l("专家签字的意见，与合同扫描件放在一起"))


class RegistrationForm(FlaskForm):
    registration_no = TextField(_l("登记编号"), validators=[Required(_l("请填写登记编号。")), SHORT])
    registered_on = DayField(_l("登记日期"), validators=[Required(_l("请填写登记日期。"))])


def usual_terms(project: Project) -> dict[str, Any]:
    """What an officer would most likely enter: the firm buys, the platform knows the rest."""
    return {
        "type": TYPE_OF_MODE.get(project.mode) if project.mode else None,
        "buyer_id": project.firm_id,
        "seller_id": project.provider_id,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "direction": default_direction(project.firm),
        "registration_place": project.provider.city,
    }


def amend_form(agreement: Agreement) -> AmendForm:
    form = AmendForm(obj=agreement)
    form.offer_parties(agreement.project)
    return form


def opinion_form(agreement: Agreement) -> OpinionForm:
    return OpinionForm(obj=agreement)


def form_for(project: Project, agreement: Agreement | None = None) -> AgreementForm:
    form = AgreementForm(obj=agreement) if agreement else AgreementForm(data=usual_terms(project))
    form.offer_parties(project)
    return form
