"""变更申请 of a project: the list with the versions of the plan, the form of each kind, the comparison."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.checks.plan_parts import part_of
from matchmaker.policies import change_request as policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import side_of
from matchmaker.queries import change_requests as queries
from matchmaker.queries.events import timeline
from matchmaker.services import change_requests
from matchmaker.services.change_rules import request_faults
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.changes.forms import ChangeForm, change_form
from matchmaker.web.changes.page import comparison
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import enum_arg
from matchmaker.web.projects.seen import seen_project
from matchmaker.workflows.change_request import CHANGE_REQUEST, OPEN
from models import ChangeRequest, Project
from models.project_enums import ChangeKind

bp = Blueprint("changes", __name__)


@bp.get("/projects/<int:project_id>/changes")
@permit(Permission.MEMBER)
def index(project_id: int) -> str:
    project = seen_project(project_id)
    changes = queries.of_project(project)
    return render_template(
        "changes/index.html",
        project=project,
        changes=changes,
        versions=queries.versions(project, changes),
        kinds=list(ChangeKind),
        open_kinds={change.kind: change for change in changes if change.state in OPEN},
        can_request=policy.can_request(actor(), project),
    )


@bp.route("/projects/<int:project_id>/changes/new", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def create(project_id: int) -> str | Response | tuple[str, int]:
    project, kind = seen_project(project_id), enum_arg("kind", ChangeKind) or ChangeKind.EXTENSION
    side = side_of(actor(), project)
    if side is None:
        abort(403)
    now = part_of(project, kind, side)
    form = change_form(kind, now)
    if request.method == "GET":
        return _form_page(form, project, kind)
    if not sound(form, lambda: request_faults(project, kind, now, form.wanted(now), form.reason.data)):
        return _form_page(form, project, kind), 400
    wanted, reason = form.wanted(now), form.reason.data
    done, status = attempt(form, lambda: change_requests.request_change(project, kind, wanted, reason, actor=actor()))
    if not done:
        return _form_page(form, seen_project(project_id), kind), status
    flash(_("变更申请已提交，等待对方答复。"), "success")
    return _to(done)


@bp.get("/changes/<int:change_id>")
@permit(Permission.MEMBER)
def show(change_id: int) -> str:
    change = _change(change_id)
    steps = CHANGE_REQUEST.allowed(change.state, parties(actor(), change))
    return render_template(
        "changes/show.html",
        change=change,
        project=change.project,
        pairs=comparison(change),
        moves={step.action.name for step in steps},
        in_time=change.project.state in policy.CHANGEABLE,
        events=timeline(change),
    )


@bp.post("/changes/<int:change_id>/agree")
@permit(Permission.MEMBER)
def agree(change_id: int) -> Response:
    return _decided(change_id, change_requests.agree, _("已同意，等待科技局批准。"))


@bp.post("/changes/<int:change_id>/approve")
@permit(Permission.OFFICER)
def approve(change_id: int) -> Response:
    return _decided(change_id, partial(change_requests.approve, note=reason_arg()), _("变更已批准，项目计划已更新。"))


@bp.post("/changes/<int:change_id>/refuse")
@permit(Permission.MEMBER)
def refuse(change_id: int) -> Response:
    step = partial(change_requests.refuse, reason=reason_arg())
    return _decided(change_id, step, _("已答复不同意，理由已告知对方。"))


@bp.post("/changes/<int:change_id>/withdraw")
@permit(Permission.MEMBER)
def withdraw(change_id: int) -> Response:
    return _decided(change_id, change_requests.withdraw, _("变更申请已撤回。"))


def _decided(change_id: int, step: Callable[..., object], said: str) -> Response:
    change = _change(change_id)
    step(change, actor=actor(), version=version_arg())
    flash(said, "success")
    return _to(change)


def _change(change_id: int) -> ChangeRequest:
    return queries.get(change_id, actor()) or abort(404)


def _to(change: ChangeRequest) -> Response:
    return redirect(url_for(".show", change_id=change.id))


def _form_page(form: ChangeForm, project: Project, kind: ChangeKind) -> str:
    return render_template(
        "changes/create.html",
        form=form,
        project=project,
        kind=kind,
        can_request=policy.can_request(actor(), project),
        now=part_of(project, kind, side_of(actor(), project)),
    )
