from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.attachment import can_remove
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import can_keep_records, can_plan
from matchmaker.queries import meetings
from matchmaker.queries import room as queries
from matchmaker.services import attachments
from matchmaker.web.arguments import page_arg
from matchmaker.web.attachments.forms import UploadForm
from matchmaker.web.form_rules import announce, attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import kept_args
from models import Project

bp = Blueprint("project_files", __name__, url_prefix="/projects/<int:project_id>/files")


@bp.route("/", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def index(project_id: int) -> str | Response | tuple[str, int]:
    """The project's files and meeting notes; a POST files one more."""
    project = queries.with_files(project_id, actor()) or abort(404)
    form = UploadForm(most=attachments.MOST_OF_PROJECT)
    if request.method == "GET":
        return _page(form, project)
    if not can_plan(actor(), project):
        abort(403)
    if not form.validate():
        return _page(form, project), 400
    file = form.file.data
    done, status = attempt(form, lambda: attachments.attach(project, file.filename, file.stream, actor=actor()))
    if not done:
        announce(form)
        return _page(form, project), status
    flash(_("文件“%(name)s”已上传。", name=done.original_name), "success")
    return redirect(url_for(".index", project_id=project.id))


def _page(form: UploadForm, project: Project) -> str:
    return render_template(
        "project_files/index.html",
        form=form,
        project=project,
        page=meetings.listing(project, page_arg()),
        args=kept_args() | {"project_id": project.id},
        can_add=can_keep_records(actor(), project),
        removable=lambda file: can_remove(actor(), file, project),
        most=attachments.MOST_OF_PROJECT,
    )
