from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import evaluation as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import bids
from matchmaker.queries import evaluations as queries
from matchmaker.queries import experts as expert_queries
from matchmaker.services import evaluations, review_assignments
from matchmaker.web.arguments import as_number, page_arg, reason_arg, version_arg
from matchmaker.web.evaluations.forms import StartForm
from matchmaker.web.evaluations.page import evaluation_page
from matchmaker.web.evaluations.standing import panel
from matchmaker.web.fields import enum_choices
from matchmaker.web.form_rules import announce, attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args
from models import Evaluation
from models.challenge_enums import EvaluationState

bp = Blueprint("evaluations", __name__, url_prefix="/evaluations")


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> str:
    chosen = chosen_evaluations()
    page = queries.listing(actor(), chosen, page_arg())
    return render_template(
        "evaluations/index.html",
        page=page,
        bid_counts=bids.counts([row.need_id for row in page.rows]),
        panels={row.id: panel(row) for row in page.rows},
        state=chosen.state,
        options=enum_choices(EvaluationState),
        chips=active_chips([("state", chosen.state)]),
        args=kept_args(),
    )


def chosen_evaluations() -> queries.EvaluationFilter:
    return queries.EvaluationFilter(enum_arg("state", EvaluationState))


@bp.get("/<int:evaluation_id>")
@permit(Permission.MEMBER)
def show(evaluation_id: int) -> str:
    return evaluation_page(_load(evaluation_id))


@bp.get("/<int:evaluation_id>/results")
@permit(Permission.MEMBER)
def results(evaluation_id: int) -> str:
    """Nobody's before the review is closed: as if it were not there."""
    evaluation = _load(evaluation_id)
    if not policy.sees_results(actor(), evaluation):
        abort(404)
    found = queries.results(evaluation)
    return render_template("evaluations/results.html", evaluation=evaluation, need=evaluation.need, results=found)


@bp.post("/<int:evaluation_id>/bids/<int:bid_id>/check")
@permit(Permission.OFFICER)
def check_bid(evaluation_id: int, bid_id: int) -> Response:
    evaluation = _load(evaluation_id)
    bid = next((bid for bid in queries.bids(evaluation) if bid.id == bid_id), None) or abort(404)
    passed = request.form.get("passed") == "yes"
    evaluations.check_bid(evaluation, bid, passed, reason_arg(), actor=actor(), version=version_arg())
    flash(
        _("%(number)s 已通过形式审查。", number=bid.number)
        if passed
        else _("%(number)s 未通过形式审查，已告知申请单位。", number=bid.number),
        "success",
    )
    return _back(evaluation)


@bp.post("/<int:evaluation_id>/experts")
@permit(Permission.OFFICER)
def name_expert(evaluation_id: int) -> Response:
    evaluation = _load(evaluation_id)
    expert = expert_queries.get(as_number(request.form.get("expert_id", "")) or 0) or abort(404)
    review_assignments.name_expert(evaluation, expert, actor=actor())
    flash(_("已邀请%(name)s评审，等待回复。", name=expert.name), "success")
    return _back(evaluation, "experts")


@bp.post("/<int:evaluation_id>/experts/<int:assignment_id>/replace")
@permit(Permission.OFFICER)
def replace_expert(evaluation_id: int, assignment_id: int) -> Response:
    evaluation = _load(evaluation_id)
    assignment = next((each for each in evaluation.assignments if each.id == assignment_id), None) or abort(404)
    review_assignments.replace_expert(assignment, reason_arg(), actor=actor(), version=version_arg())
    flash(_("%(name)s已退出评审，请另行指派。", name=assignment.expert.name), "success")
    return _back(evaluation, "experts")


@bp.post("/<int:evaluation_id>/start")
@permit(Permission.OFFICER)
def start(evaluation_id: int) -> Response | tuple[str, int]:
    evaluation, form = _load(evaluation_id), StartForm()
    if not form.validate():
        return evaluation_page(evaluation, form), 400
    done, status = attempt(form, lambda: _started(evaluation, form))
    if not done:
        announce(form)
        return evaluation_page(_load(evaluation_id), form), status
    flash(_("评审已启动，专家已收到通知。"), "success")
    return _back(evaluation)


@bp.post("/<int:evaluation_id>/close")
@permit(Permission.OFFICER)
def close(evaluation_id: int) -> Response:
    evaluation = _load(evaluation_id)
    evaluations.force_close(evaluation, reason_arg(), actor=actor(), version=version_arg())
    flash(_("评审已结束，结果按已提交的评分计算。"), "success")
    return redirect(url_for(".results", evaluation_id=evaluation.id))


def _started(evaluation: Evaluation, form: StartForm) -> bool:
    evaluations.start_review(evaluation, form.due_on.data, actor=actor(), version=version_arg())
    return True


def _load(evaluation_id: int) -> Evaluation:
    return queries.get(evaluation_id, actor()) or abort(404)


def _back(evaluation: Evaluation, anchor: str | None = None) -> Response:
    return redirect(url_for(".show", evaluation_id=evaluation.id, _anchor=anchor))
