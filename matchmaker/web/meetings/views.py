from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import can_keep_records, can_plan
from matchmaker.queries import projects as queries
from matchmaker.services import meetings
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.meetings.forms import MeetingForm
from models import Project

bp = Blueprint("meetings", __name__, url_prefix="/projects/<int:project_id>/meetings")


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def create(project_id: int) -> str | Response | tuple[str, int]:
    project = queries.get(project_id, actor()) or abort(404)
    if not can_plan(actor(), project):
        abort(403)
    form = MeetingForm()
    if request.method == "GET":
        return _page(form, project) if can_keep_records(actor(), project) else _to_list(project)
    if not form.validate():
        return _page(form, project), 400
    done, status = attempt(form, lambda: meetings.add_meeting(project, form.notes(), actor=actor()))
    if not done:
        return _page(form, project), status
    flash(_("会议纪要已保存。"), "success")
    return _to_list(project)


def _to_list(project: Project) -> Response:
    return redirect(url_for("project_files.index", project_id=project.id, _anchor="meetings"))


def _page(form: MeetingForm, project: Project) -> str:
    return render_template("meetings/create.html", form=form, project=project)
