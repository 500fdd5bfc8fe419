"""The steps of the bidder: hand in, take back, confirm again, discard."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.extensions import db
from matchmaker.policies.permissions import Permission
from matchmaker.services import bids
from matchmaker.services.item_review import Incomplete
from matchmaker.web.arguments import version_arg
from matchmaker.web.bids.blueprint import bp, seen
from matchmaker.web.bids.show import bid_page_of
from matchmaker.web.guards import actor, permit


@bp.post("/<int:bid_id>/submit")
@permit(Permission.BID)
def submit(bid_id: int) -> Response | tuple[str, int]:
    try:
        challenge_version = request.form.get("challenge_version", type=int)
        receipt = bids.submit_bid(
            seen(bid_id), actor=actor(), version=version_arg(), challenge_version=challenge_version
        )
    except Incomplete as error:
        db.session.rollback()
        flash(_("还有 %(count)s 处需要补充，没有提交。", count=len(error.faults)), "danger")
        return bid_page_of(seen(bid_id)), error.status
    flash(_("揭榜申请已提交，这是回执，请妥善保存。"), "success")
    return redirect(url_for("receipts.show", receipt_id=receipt.id))


@bp.post("/<int:bid_id>/withdraw")
@permit(Permission.BID)
def withdraw(bid_id: int) -> Response:
    bids.withdraw_bid(seen(bid_id), actor=actor(), version=version_arg())
    flash(_("申请已撤回，截止前可以修改后重新提交。"), "success")
    return _back(bid_id)


@bp.post("/<int:bid_id>/reconfirm")
@permit(Permission.BID)
def reconfirm(bid_id: int) -> Response:
    bids.reconfirm_bid(seen(bid_id), actor=actor(), version=version_arg())
    flash(_("已重新确认，原来提交的内容和回执继续有效。"), "success")
    return _back(bid_id)


@bp.post("/<int:bid_id>/discard")
@permit(Permission.BID)
def discard(bid_id: int) -> Response:
    bids.discard_draft(seen(bid_id), actor=actor(), version=version_arg())
    flash(_("草稿已删除。"), "success")
    return redirect(url_for("bids.mine"))


def _back(bid_id: int) -> Response:
    return redirect(url_for("bids.show", bid_id=bid_id))
