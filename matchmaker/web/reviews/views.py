from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import evaluation as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import acceptances, bid_page, bids, rounds
from matchmaker.queries import reviews as queries
from matchmaker.search.promises import judged_responses
from matchmaker.services import review_assignments, review_scores
from matchmaker.web.arguments import page_arg, reason_arg, version_arg
from matchmaker.web.bids.outline import paper
from matchmaker.web.bids.show import VERDICTS
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.reviews.forms import AcceptForm, ScoreForm, score_form
from matchmaker.web.reviews.page import review_page, tasks, total_of
from models import Bid, ReviewAssignment

bp = Blueprint("reviews", __name__, url_prefix="/reviews")


@bp.get("/")
@permit(Permission.REVIEW)
def mine() -> str:
    page = queries.mine(actor(), page_arg())
    waiting = {"checks": rounds.checks_of(actor()), "opinions": acceptances.asked_of(actor())}
    return render_template("reviews/mine.html", page=page, **waiting)


@bp.get("/<int:assignment_id>")
@permit(Permission.REVIEW)
def show(assignment_id: int) -> str:
    return review_page(_load(assignment_id))


@bp.post("/<int:assignment_id>/accept")
@permit(Permission.REVIEW)
def accept(assignment_id: int) -> Response | tuple[str, int]:
    assignment, form = _load(assignment_id), AcceptForm()
    form.validate()
    done, status = attempt(form, lambda: _accepted(assignment, form))
    if not done:
        return review_page(_load(assignment_id), form), status
    flash(_("已接受评审，可以查看揭榜申请了。"), "success")
    return _back(assignment)


@bp.post("/<int:assignment_id>/decline")
@permit(Permission.REVIEW)
def decline(assignment_id: int) -> Response:
    assignment = _load(assignment_id)
    review_assignments.decline_review(assignment, reason_arg(), actor=actor(), version=version_arg())
    flash(_("已谢绝这次评审，科技局会另请专家。"), "success")
    return redirect(url_for(".mine"))


@bp.route("/<int:assignment_id>/bids/<int:bid_id>", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def score(assignment_id: int, bid_id: int) -> str | Response | tuple[str, int]:
    """One bid: read, and given points. A draft until everything is handed in together."""
    assignment = _load(assignment_id)
    if not policy.reads_own_scores(actor(), assignment):
        abort(404)
    bid = next((bid for bid in queries.bids_to_score(assignment) if bid.id == bid_id), None) or abort(404)
    form = score_form(assignment.evaluation.need.criteria, review_scores.scores_of(assignment, bid))
    if request.method == "GET":
        return _score_page(assignment, bid, form)
    if not form.validate():
        return _score_page(assignment, bid, form), 400
    done, status = attempt(form, lambda: _saved(assignment, bid, form))
    if not done:
        return _score_page(_load(assignment_id), bid, form), status
    flash(_("%(number)s 的评分已保存，尚未提交。", number=bid.number), "success")
    return _onward(assignment, bid)


@bp.post("/<int:assignment_id>/hand-in")
@permit(Permission.REVIEW)
def hand_in(assignment_id: int) -> Response:
    assignment = _load(assignment_id)
    review_scores.hand_in(assignment, actor=actor(), version=version_arg())
    flash(_("评分已提交，感谢您的评审。"), "success")
    return _back(assignment)


def _score_page(assignment: ReviewAssignment, bid: Bid, form: ScoreForm) -> str:
    content = bids.sheet_of(bid, actor()).content
    return render_template(
        "reviews/score.html",
        assignment=assignment,
        need=assignment.evaluation.need,
        bid=bid,
        form=form,
        paper=paper(bid, content, bid_page.partner_lines(bid, content, actor())),
        answers=judged_responses(bid.need, content),
        verdicts=VERDICTS,
        tasks=tasks(assignment),
        total=total_of(assignment, bid),
        can_score=policy.can_score(actor(), assignment),
    )


def _accepted(assignment: ReviewAssignment, form: AcceptForm) -> bool:
    given = {"confidential": form.confidential.data, "independent": form.independent.data}
    review_assignments.accept_review(assignment, actor=actor(), version=version_arg(), **given)
    return True


def _saved(assignment: ReviewAssignment, bid: Bid, form: ScoreForm) -> bool:
    review_scores.save_scores(assignment, bid, form.marks(), actor=actor())
    return True


def _onward(assignment: ReviewAssignment, bid: Bid) -> Response:
    """To the next bid that is not done, if so asked; else the same bid again."""
    if request.form.get("action") == "next":
        open_bids = [task.bid for task in tasks(assignment) if not task.complete and task.bid.id != bid.id]
        following = [each for each in open_bids if each.id > bid.id] or open_bids
        if not following:
            return _back(assignment)
        bid = following[0]
    return redirect(url_for(".score", assignment_id=assignment.id, bid_id=bid.id))


def _load(assignment_id: int) -> ReviewAssignment:
    return queries.get(assignment_id, actor()) or abort(404)


def _back(assignment: ReviewAssignment) -> Response:
    return redirect(url_for(".show", assignment_id=assignment.id))
