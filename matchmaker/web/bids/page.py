"""The page on which a bid is written, for the views that end on it."""

from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _

from matchmaker.errors import DomainError, Invalid
from matchmaker.extensions import db
from matchmaker.policies.bid import is_bidder
from matchmaker.queries import bids as queries
from matchmaker.services import bid_files, bid_rules
from matchmaker.services.bid_drafts import aligned, save_draft
from matchmaker.web.arguments import version_arg
from matchmaker.web.bids.blueprint import seen
from matchmaker.web.bids.forms import BidForm, form_of
from matchmaker.web.bids.sections import sections_of
from matchmaker.web.errors import sentence
from matchmaker.web.guards import actor
from models import Bid


def own(bid_id: int) -> Bid:
    """A bid that the reader's organization leads."""
    bid = seen(bid_id)
    if not is_bidder(actor(), bid):
        abort(403)
    return bid


def typed(bid: Bid) -> BidForm:
    form = BidForm()
    form.answer_all(bid.need)
    return form


def posted_version(bid: Bid) -> int:
    return version_arg(bid.version)


def save(bid: Bid, form: BidForm, *, automatic: bool = False) -> None:
    content = aligned(bid.need, form.content())
    save_draft(bid, content, actor=actor(), version=posted_version(bid), automatic=automatic)


def store(bid: Bid, form: BidForm, *, automatic: bool = False) -> int:
    """Save what was typed; else the status, with the refusal standing in the form."""
    if not form.is_readable:
        form.validate()
        return 400
    try:
        save(bid, form, automatic=automatic)
    except DomainError as error:
        db.session.rollback()
        form.show([error])
        return error.status
    return 200


def draft_page(bid: Bid, extra: list[DomainError] | None = None, check: bool = False) -> str:
    """As it is stored, with what is too long or unreadable at its field; `check`: what is missing, too."""
    content = aligned(bid.need, queries.sheet_of(bid, actor()).content)
    form = form_of(content)
    found: list[Invalid] = bid_rules.faults(bid.need, content, bid.partners)
    form.show([*(extra or ()), *(found if check else bid_rules.draft_faults(content))])
    title = _("其他内容已保存，这一步没有完成") if extra else _("草稿已保存，提交之前还要改好以下各处")
    return edit_page(bid, form, bid.version, missing=found, title=title, notes=bid_rules.warnings(bid.need, content))


def edit_page(
    bid: Bid,
    form: BidForm,
    version: int,
    *,
    conflict: bool = False,
    missing: list[Invalid] | None = None,
    title: str | None = None,
    notes: list[Invalid] | None = None,
) -> str:
    return render_template(
        "bids/edit.html",
        bid=bid,
        form=form,
        # After a conflict the person is shown both texts: the next press of the button is a decision.
        version=bid.version if conflict else version,
        conflict=conflict,
        unstored=missing is None,
        sections=sections_of(form, missing),
        errors_title=title or (_("没有保存") if form.form_errors else None),
        notes=[sentence(note) for note in notes or ()],
        files=queries.files_of(bid, actor()),
        most_files=bid_files.MOST,
        is_open=queries.can_edit(bid, actor()),
        **upload_words(),
    )


def upload_words() -> dict[str, Any]:
    limit = bid_files.limit()
    return {"endings": ",".join(f".{ending}" for ending in bid_files.TYPES), "file_limit": limit}
