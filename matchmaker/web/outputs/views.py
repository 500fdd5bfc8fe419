from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.output import can_remove
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import can_add_output, side_of
from matchmaker.queries import outputs as queries
from matchmaker.queries.outputs import OutputFilter
from matchmaker.services import outputs
from matchmaker.services.output_rules import output_faults
from matchmaker.web.arguments import page_arg, version_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import enum_arg, kept_args
from matchmaker.web.outputs.forms import OutputForm
from matchmaker.web.projects.seen import seen_project
from models import Project
from models.project_enums import OutputKind

bp = Blueprint("outputs", __name__, url_prefix="/projects/<int:project_id>/outputs")


@bp.get("/")
@permit(Permission.MEMBER)
def index(project_id: int) -> str:
    project, chosen = seen_project(project_id), chosen_outputs(project_id)
    return render_template(
        "outputs/index.html",
        project=project,
        kind=chosen.kind,
        page=queries.listing(chosen, page_arg()),
        totals=queries.totals(project),
        can_add=can_add_output(actor(), project),
        removable=lambda output: can_remove(actor(), output),
        args=kept_args() | {"project_id": project.id},
    )


def chosen_outputs(project_id: int) -> OutputFilter:
    return OutputFilter(project_id, enum_arg("kind", OutputKind))


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def create(project_id: int) -> str | Response | tuple[str, int]:
    project = seen_project(project_id)
    if side_of(actor(), project) is None:
        abort(403)
    chosen = OutputKind.__members__.get(request.values.get("kind", ""), OutputKind.PATENT)
    form = OutputForm(chosen)
    if request.method == "GET":
        return _form_page(form, project) if can_add_output(actor(), project) else _to_list(project)
    if not sound(form, lambda: output_faults(project, form.draft())):
        return _form_page(form, project), 400
    done, status = attempt(form, lambda: outputs.add_output(project, form.draft(), actor=actor()))
    if not done:
        return _form_page(form, project), status
    flash(_("成果产出“%(title)s”已登记。", title=done.title), "success")
    return _to_list(project)


@bp.post("/<int:output_id>/remove")
@permit(Permission.MEMBER)
def remove(project_id: int, output_id: int) -> Response:
    project = seen_project(project_id)
    output = queries.get(project, output_id) or abort(404)
    title = output.title
    outputs.remove_output(output, actor=actor(), version=version_arg())
    flash(_("成果产出“%(title)s”已删除。", title=title), "success")
    return _to_list(project)


def _to_list(project: Project) -> Response:
    return redirect(url_for(".index", project_id=project.id))


def _form_page(form: OutputForm, project: Project) -> str:
    kinds = [(kind, url_for(".create", project_id=project.id, kind=kind.name)) for kind in OutputKind]
    return render_template("outputs/create.html", form=form, project=project, kinds=kinds, form_action=request.path)
