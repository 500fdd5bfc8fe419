from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.policies.bid import speaks_for
from matchmaker.policies.permissions import Permission
from matchmaker.queries import feedback as queries
from matchmaker.services import feedback
from matchmaker.web.guards import actor, permit
from models import Bid

bp = Blueprint("feedback", __name__, url_prefix="/bids")


@bp.get("/<int:bid_id>/feedback")
@permit(Permission.MEMBER)
def show(bid_id: int) -> str:
    bid = _load(bid_id)
    told = queries.told(bid)
    own = speaks_for(actor(), bid)
    shown = told if own else [each for each in told if each.feedback.sent_at]
    unread = [each for each in told if own and each.feedback.sent_at and not each.feedback.read_at]
    return render_template(
        "feedback/show.html",
        bid=bid,
        need=bid.need,
        told=shown,
        unread=unread,
        rate=queries.on_time_rate([bid.need.organization_id])[bid.need.organization_id],
    )


@bp.post("/<int:bid_id>/feedback")
@permit(Permission.MEMBER)
def read(bid_id: int) -> Response:
    bid = _load(bid_id)
    for each in queries.told(bid):
        feedback.mark_read(each.feedback, actor=actor())
    return redirect(url_for(".show", bid_id=bid.id))


def _load(bid_id: int) -> Bid:
    bid = queries.bid(bid_id, actor())
    if bid is None:
        abort(404)
    return bid
