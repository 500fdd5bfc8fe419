from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import Conflict, DomainError
from matchmaker.extensions import db
from matchmaker.policies.permissions import Permission
from matchmaker.queries import bids as queries
from matchmaker.queries import needs
from matchmaker.services import bid_rules
from matchmaker.services.bid_drafts import create_bid
from matchmaker.web.bids.blueprint import bp
from matchmaker.web.bids.page import draft_page, edit_page, own, posted_version, save, store, typed
from matchmaker.web.errors import sentence
from matchmaker.web.form_rows import change_rows
from matchmaker.web.guards import actor, permit
from models import Bid
from models.challenge_enums import BidState


@bp.post("/needs/<int:need_id>")
@permit(Permission.BID)
def create(need_id: int) -> Response:
    need = needs.get(need_id, actor()) or abort(404)
    return redirect(url_for(".edit", bid_id=create_bid(need, actor()).id))


@bp.route("/<int:bid_id>/edit", methods=["GET", "POST"])
@permit(Permission.BID)
def edit(bid_id: int) -> Any:
    bid = own(bid_id)
    if request.method == "GET":
        return _opened(bid)
    form, version = typed(bid), posted_version(bid)
    if change_rows(form):
        return edit_page(bid, form, version)
    status = store(bid, form)
    if status != 200:
        return edit_page(bid, form, version, conflict=bid.version != version), status
    if request.form.get("action") == "check":
        return _checked(bid)
    flash(_("草稿已保存，截止之前只有本单位和已确认的联合单位能看到。"), "success")
    return redirect(url_for(".edit", bid_id=bid.id))


@bp.post("/<int:bid_id>/autosave")
@permit(Permission.BID)
def autosave(bid_id: int) -> Any:
    """What a script sends while somebody types: the new version and the time, or the sentence that says why not."""
    bid = own(bid_id)
    try:
        save(bid, typed(bid), automatic=True)
    except DomainError as error:
        db.session.rollback()
        return {"message": sentence(error), "conflict": isinstance(error, Conflict)}, error.status
    return {"version": bid.version, "saved_at": format_time(bid.updated_at, "HH:mm")}


def _opened(bid: Bid) -> Any:
    if queries.can_edit(bid, actor()):
        return draft_page(bid, check="check" in request.args)
    if bid.state is BidState.SUBMITTED and queries.is_open(bid):
        flash(_("揭榜申请已提交，不能直接修改；截止前可以先撤回，改好再提交。"), "info")
    else:
        flash(_("揭榜已经截止，申请不能再修改。"), "info")
    return redirect(url_for(".show", bid_id=bid.id))


def _checked(bid: Bid) -> Response:
    content = queries.sheet_of(bid, actor()).content
    if bid_rules.faults(bid.need, content, bid.partners):
        return redirect(url_for(".edit", bid_id=bid.id, check=1))
    flash(_("内容已保存，各项齐全，可以提交。"), "success")
    return redirect(url_for(".show", bid_id=bid.id))
