"""The consortium, from both sides: the lead asks and removes, a partner answers and leaves."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.services import consortium
from matchmaker.web.bids.blueprint import bp, seen
from matchmaker.web.bids.partners_form import InvitationForm
from matchmaker.web.bids.show import bid_page_of
from matchmaker.web.form_rules import announce, attempt
from matchmaker.web.guards import actor, permit


@bp.post("/<int:bid_id>/partners")
@permit(Permission.BID)
def invite_partner(bid_id: int) -> Response | tuple[str, int]:
    bid, form, status = seen(bid_id), InvitationForm(), 400
    if form.validate():
        named, task = form.named.data, form.task.data
        done, status = attempt(form, lambda: consortium.invite_partner(bid, named, task, actor=actor()))
        if done:
            flash(_("已邀请%(name)s，对方会收到通知。", name=done.organization.name), "success")
            return _back(bid_id)
        announce(form)
    return bid_page_of(seen(bid_id), form), status


@bp.post("/<int:bid_id>/partners/<int:partner_id>/remove")
@permit(Permission.BID)
def remove_partner(bid_id: int, partner_id: int) -> Response:
    consortium.remove_partner(seen(bid_id), partner_id, actor=actor())
    flash(_("联合单位已移除。"), "success")
    return _back(bid_id)


@bp.post("/<int:bid_id>/answer")
@permit(Permission.MEMBER)
def answer_partner(bid_id: int) -> Response:
    joins = request.form.get("answer") == "join"
    consortium.answer_invitation(seen(bid_id), joins, actor=actor())
    if joins:
        flash(_("已确认加入联合体，可以查看全部申请内容。"), "success")
        return _back(bid_id)
    flash(_("已谢绝加入联合体，牵头单位会收到通知。"), "success")
    return redirect(url_for("bids.mine"))


@bp.post("/<int:bid_id>/leave")
@permit(Permission.MEMBER)
def leave(bid_id: int) -> Response:
    consortium.leave_consortium(seen(bid_id), actor=actor())
    flash(_("已退出联合体，牵头单位会收到通知。"), "success")
    return redirect(url_for("bids.mine"))


def _back(bid_id: int) -> Response:
    return redirect(url_for("bids.show", bid_id=bid_id, _anchor="consortium"))
