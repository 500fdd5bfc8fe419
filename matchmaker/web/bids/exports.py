"""揭榜申报书 on paper and as a Word file, for whoever may read the bid."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import bid_page, bids
from matchmaker.reports import bid_word
from matchmaker.reports.outline import Paper
from matchmaker.web.bids.blueprint import bp, seen
from matchmaker.web.bids.outline import paper
from matchmaker.web.downloads import private_file
from matchmaker.web.guards import actor, permit
from models import Bid


@bp.get("/<int:bid_id>/print")
@permit(Permission.MEMBER)
def print_view(bid_id: int) -> str:
    bid = seen(bid_id)
    return render_template("bids/print.html", bid=bid, paper=_paper(bid))


@bp.get("/<int:bid_id>/word")
@permit(Permission.MEMBER)
def word(bid_id: int) -> Response:
    bid = seen(bid_id)
    return private_file(bid_word.write(_paper(bid)), f"{bid.number}.docx")


def _paper(bid: Bid) -> Paper:
    if not bid_page.may_read(actor(), bid):
        abort(403)
    content = bids.sheet_of(bid, actor()).content
    return paper(bid, content, bid_page.partner_lines(bid, content, actor()))
