from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import evaluation as policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission
from matchmaker.queries import evaluations as evaluation_queries
from matchmaker.queries import publicity as publicity_queries
from matchmaker.services import decisions
from matchmaker.services.decision_rules import proposal_faults
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.decisions.forms import ProposalForm, proposal, proposal_form
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.workflows.evaluation import EVALUATION
from models import Evaluation

bp = Blueprint("decisions", __name__, url_prefix="/evaluations")


@bp.get("/<int:evaluation_id>/decision")
@permit(Permission.MEMBER)
def show(evaluation_id: int) -> str:
    evaluation = _load(evaluation_id)
    return _page(evaluation, proposal_form(evaluation, evaluation_queries.bids(evaluation)))


@bp.post("/<int:evaluation_id>/decision")
@permit(Permission.POST_NEED)
def propose(evaluation_id: int) -> Response | tuple[str, int]:
    evaluation = _load(evaluation_id)
    decisions.expect_proposable(evaluation, actor())
    bids = evaluation_queries.bids(evaluation)
    form, version = proposal_form(evaluation, bids), version_arg()
    if not sound(form, lambda: proposal_faults(evaluation, bids, proposal(form, bids))):
        return _page(evaluation, form, version), 400
    given = proposal(form, bids)
    done, status = attempt(
        form,
        lambda: decisions.propose_winner(
            evaluation, given.winner, given.reserve, given.reason, given.reasons, actor=actor(), version=version
        ),
    )
    if not done:
        return _page(_load(evaluation_id), form, version), status
    flash(_("中选建议已提交科技局审批。"), "success")
    return _back(evaluation)


@bp.post("/<int:evaluation_id>/decision/approve")
@permit(Permission.SUPERVISOR)
def approve(evaluation_id: int) -> Response:
    notice = decisions.approve(_load(evaluation_id), actor=actor(), version=version_arg())
    flash(_("已批准。全部揭榜单位已收到反馈，%(number)s 开始公示。", number=notice.number), "success")
    return redirect(url_for("publicity.show", publicity_id=notice.id))


@bp.post("/<int:evaluation_id>/decision/send-back")
@permit(Permission.SUPERVISOR)
def send_back(evaluation_id: int) -> Response:
    evaluation = decisions.send_back(_load(evaluation_id), reason_arg(), actor=actor(), version=version_arg())
    flash(_("已退回，企业会收到理由。"), "success")
    return _back(evaluation)


@bp.post("/<int:evaluation_id>/decision/unsolved")
@permit(Permission.SUPERVISOR)
def declare_unsolved(evaluation_id: int) -> Response:
    evaluation = decisions.declare_unsolved(_load(evaluation_id), reason_arg(), actor=actor(), version=version_arg())
    flash(_("已宣布流标。需求继续参与匹配，全部揭榜单位已收到反馈。"), "success")
    return _back(evaluation)


def _page(evaluation: Evaluation, form: ProposalForm, version: int | None = None) -> str:
    sees = policy.sees_results(actor(), evaluation)
    results = evaluation_queries.results(evaluation) if sees else None
    notice = publicity_queries.of_evaluation(evaluation)
    found = EVALUATION.allowed(evaluation.state, parties(actor(), evaluation))
    return render_template(
        "decisions/show.html",
        evaluation=evaluation,
        need=evaluation.need,
        bids=evaluation_queries.bids(evaluation),
        results=results,
        best={row.bid.id for row in results.rows if row.rank == 1} if results else set(),
        missed={row.bid.id: row.missed for row in results.rows if row.missed} if results else {},
        told={row.bid_id: row for row in evaluation.feedback} if sees else {},
        moves={step.action.name for step in found},
        notice=notice,
        form=form,
        version=evaluation.version if version is None else version,
    )


def _load(evaluation_id: int) -> Evaluation:
    found = evaluation_queries.get(evaluation_id, actor())
    if found is None:
        abort(404)
    return found


def _back(evaluation: Evaluation) -> Response:
    return redirect(url_for(".show", evaluation_id=evaluation.id))
