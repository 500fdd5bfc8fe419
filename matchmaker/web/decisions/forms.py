from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField

from matchmaker.services.decision_rules import LONGEST, SHORTEST, Proposal, reason_field
from matchmaker.web.fields import LongTextField, Required, at_most
from models import Bid, Evaluation
from models.challenge_enums import BidState


class ProposalForm(FlaskForm):
    """With one more field for each bid: what its bidder will be told."""

    winner = RadioField(_l("中选"), validators=[Required(_l("请选择中选单位。"))], coerce=int, validate_choice=False)
    reserve = SelectField(_l("备选"), coerce=int, default=0, validate_choice=False)
    reason = LongTextField(
        _l("推荐理由"),
        validators=[Required(_l("请写明推荐理由。")), at_most(LONGEST)],
        description=_l("不少于 %(least)s 字；科技局和公示期的异议核查都以此为据", least=SHORTEST),
    )

    def reasons(self, bids: Sequence[Bid]) -> Mapping[int, str]:
        return {bid.id: self[reason_field(bid)].data for bid in bids if reason_field(bid) in self}


def proposal_form(evaluation: Evaluation, bids: Sequence[Bid]) -> ProposalForm:
    """Filled with what was proposed before, when that was sent back."""
    kept = {row.bid_id: row.reason for row in evaluation.feedback}
    fields = {reason_field(bid): _told(bid) for bid in bids if not bid.excluded_reason}
    kind = type("ProposalForm", (ProposalForm,), fields)
    data: dict[str, Any] = {reason_field(bid): kept.get(bid.id, "") for bid in bids}
    data |= {"winner": evaluation.winner_id, "reserve": evaluation.reserve_id or 0}
    form: ProposalForm = kind(data=data | {"reason": evaluation.proposal_reason})
    listed = [(bid.id, bid.organization.name) for bid in bids if bid.state is BidState.SHORTLISTED]
    form.winner.choices, form.reserve.choices = listed, [(0, gettext("不设备选")), *listed]
    return form


def proposal(form: ProposalForm, bids: Sequence[Bid]) -> Proposal:
    by_id = {bid.id: bid for bid in bids}
    reserve = by_id.get(form.reserve.data or 0)
    return Proposal(by_id.get(form.winner.data), reserve, form.reason.data, form.reasons(bids))


def _told(bid: Bid) -> LongTextField:
    return LongTextField(
        bid.organization.name,
        validators=[Required(_l("请写明反馈意见。")), at_most(LONGEST)],
        description=_l("不少于 %(least)s 字，随结果告知该单位", least=SHORTEST),
        render_kw={"rows": 3},
    )
