from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import Forbidden
from matchmaker.policies.attachment import can_remove
from matchmaker.policies.milestone import can_claim
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import side_of
from matchmaker.queries import room as queries
from matchmaker.services import milestones
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.milestones.forms import ClaimForm
from models import Milestone

bp = Blueprint("milestones", __name__, url_prefix="/projects/<int:project_id>/milestones/<int:milestone_id>")


@bp.route("/claim", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def claim(project_id: int, milestone_id: int) -> str | Response | tuple[str, int]:
    milestone = _load(project_id, milestone_id)
    if side_of(actor(), milestone.project) is None:
        abort(403)
    form = ClaimForm()
    version = version_arg(milestone.version)
    if request.method == "GET":
        return _claim_page(form, milestone, version) if can_claim(actor(), milestone) else _to_room(milestone)
    if not form.validate():
        return _claim_page(form, milestone, version), 400
    done, status = attempt(
        form, lambda: milestones.claim_milestone(milestone, form.claim(), actor=actor(), version=version)
    )
    if not done:
        return _claim_page(form, milestone, version), status
    flash(_("已申报完成“%(title)s”，等待对方确认。", title=milestone.title), "success")
    return _to_room(milestone)


@bp.post("/confirm")
@permit(Permission.MEMBER)
def confirm(project_id: int, milestone_id: int) -> Response:
    milestone = _answerable(project_id, milestone_id)
    milestones.confirm_milestone(milestone, actor=actor(), version=version_arg())
    flash(_("里程碑“%(title)s”已确认。", title=milestone.title), "success")
    return _to_room(milestone)


@bp.post("/return")
@permit(Permission.MEMBER)
def return_(project_id: int, milestone_id: int) -> Response:
    milestone = _answerable(project_id, milestone_id)
    version = version_arg()
    milestones.return_milestone(milestone, actor=actor(), reason=reason_arg(), version=version)
    flash(_("里程碑“%(title)s”已退回，对方会看到理由。", title=milestone.title), "success")
    return _to_room(milestone)


def _load(project_id: int, milestone_id: int) -> Milestone:
    milestone = queries.milestone(project_id, milestone_id, actor())
    if milestone is None:
        abort(404)
    return milestone


def _answerable(project_id: int, milestone_id: int) -> Milestone:
    """Staff look on; which of the sides may answer is the service's to say."""
    milestone = _load(project_id, milestone_id)
    if side_of(actor(), milestone.project) is None:
        raise Forbidden()
    return milestone


def _to_room(milestone: Milestone) -> Response:
    return redirect(url_for("projects.show", project_id=milestone.project_id, _anchor=f"milestone-{milestone.id}"))


def _claim_page(form: ClaimForm, milestone: Milestone, version: int | None) -> str:
    return render_template(
        "milestones/claim.html",
        form=form,
        milestone=milestone,
        removable=lambda file: can_remove(actor(), file, milestone),
        project=milestone.project,
        version=version,
        form_action=request.path,
    )
