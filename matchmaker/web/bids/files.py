from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import DomainError, Invalid
from matchmaker.extensions import db
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import bids as queries
from matchmaker.services import bid_files
from matchmaker.web.bids.blueprint import bp, seen
from matchmaker.web.bids.page import draft_page, edit_page, own, posted_version, store, typed
from matchmaker.web.downloads import private_file
from matchmaker.web.guards import actor, permit
from models import Bid, BidFile


@bp.post("/<int:bid_id>/files")
@permit(Permission.BID)
def add_file(bid_id: int) -> Any:
    """The button stands in the form of the bid: what was typed there is saved first, so that a refused file costs
    nobody a sentence."""
    bid = own(bid_id)
    refused = _store_typed(bid)
    if refused:
        return refused
    try:
        entry = bid_files.add_file(bid, *_chosen(), actor=actor())
    except DomainError as error:
        db.session.rollback()
        return draft_page(bid, [error]), error.status
    flash(_("附件“%(name)s”已加密保存。", name=entry.name), "success")
    return redirect(url_for(".edit", bid_id=bid.id, _anchor="part-files"))


@bp.post("/<int:bid_id>/files/<int:file_id>/remove")
@permit(Permission.BID)
def remove_file(bid_id: int, file_id: int) -> Any:
    bid = own(bid_id)
    file = _of(bid, file_id)
    refused = _store_typed(bid)
    if refused:
        return refused
    bid_files.remove_file(bid, file, actor=actor())
    flash(_("附件已删除。"), "success")
    return redirect(url_for(".edit", bid_id=bid.id, _anchor="part-files"))


@bp.get("/<int:bid_id>/files/<int:file_id>")
@permit(Permission.MEMBER)
def file(bid_id: int, file_id: int) -> Response:
    bid = seen(bid_id)
    row = _of(bid, file_id)
    found = queries.file_of(bid, row, actor())
    if found is None:
        current_app.logger.error("a file of bid %s cannot be read", bid.id)
        abort(404)
    entry, plain = found
    return private_file(plain, entry.name, entry.content_type)


def _of(bid: Bid, file_id: int) -> BidFile:
    return next((each for each in bid.files if each.id == file_id), None) or abort(404)


def _store_typed(bid: Bid) -> Any:
    if "contact_name" not in request.form:
        return None
    form, version = typed(bid), posted_version(bid)
    status = store(bid, form, automatic=True)
    return None if status == 200 else (edit_page(bid, form, version, conflict=bid.version != version), status)


def _chosen() -> tuple[str, Any]:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(N_("请先选择一个文件。"), field="file")
    return given.filename, given.stream
