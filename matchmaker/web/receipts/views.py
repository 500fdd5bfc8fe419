"""回执: the bidder's own, and a check for whoever holds one."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.queries import receipts as queries
from matchmaker.queries.receipts import Standing
from matchmaker.sealing.contents import canonical
from matchmaker.web.downloads import private_file
from matchmaker.web.guards import actor, only_reads, permit
from matchmaker.web.receipts.forms import VerifyForm
from models import Bid, Receipt

bp = Blueprint("receipts", __name__, url_prefix="/receipts")

# Standing → tone of the notice, word, sentence.
ANSWERS = {
    Standing.VALID: ("success", _l("有效"), _l("这份回执真实有效，所指的申请就是现在提交的这一份。")),
    Standing.SUPERSEDED: (
        "warning",
        _l("已被新的提交取代"),
        _l("这份回执真实，但申请人后来撤回并重新提交，应以新的回执为准。"),
    ),
    Standing.WITHDRAWN: ("warning", _l("已撤回"), _l("这份回执真实，但申请人后来撤回了申请，没有重新提交。")),
    Standing.DIFFERENT: ("danger", _l("内容与回执不符"), _l("有这个回执号，但校验码或文件不是当时提交的内容。")),
    Standing.UNKNOWN: (
        "danger",
        _l("查无此回执"),
        _l("没有回执号与校验码同时相符的回执，请核对后再查。揭榜截止之前，回执号正确而内容不符时也这样答复。"),
    ),
}
GROUP = 8


@bp.get("/<int:receipt_id>")
@permit(Permission.MEMBER)
def show(receipt_id: int) -> str:
    receipt, bid = _own(receipt_id)
    content = queries.handed_in(receipt, bid)
    number = {"number": receipt.number}
    return render_template(
        "receipts/show.html",
        receipt=receipt,
        bid=bid,
        answer=ANSWERS[queries.standing_of(receipt, bid)],
        stands=receipt.superseded_at is None,
        groups=groups(receipt.sha256),
        content=content,
        verify_url=current_app.config["BASE_URL"] + url_for("receipts.verify"),
        verify_link=url_for("receipts.verify", **number),
    )


@bp.get("/<int:receipt_id>/content")
@permit(Permission.MEMBER)
def content(receipt_id: int) -> Response:
    """The canonical document, byte for byte as it was hashed."""
    receipt, bid = _own(receipt_id)
    document = queries.handed_in(receipt, bid)
    if document is None:
        abort(404)
    return private_file(canonical(document), f"{receipt.number}.json")


@bp.route("/verify", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@only_reads
@limiter.limit("12 per minute; 120 per hour", methods=["POST"])
def verify() -> str | tuple[str, int]:
    form = VerifyForm.begun()
    if not form.validate_on_submit():
        return render_template("receipts/verify.html", form=form), 400 if form.is_submitted() else 200
    found = queries.check(form.number.data, form.digest())
    return render_template(
        "receipts/verify.html", form=form, found=found, words=ANSWERS[found.standing], groups=groups(found.sha256)
    )


def groups(sha256: str) -> list[str]:
    return [sha256[start : start + GROUP] for start in range(0, len(sha256), GROUP)]


def _own(receipt_id: int) -> tuple[Receipt, Bid]:
    return queries.own(receipt_id, actor()) or abort(404)
