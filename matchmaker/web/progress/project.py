from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import progress as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import progress as queries
from matchmaker.services import progress_reports
from matchmaker.web.arguments import page_arg
from matchmaker.web.fields import enum_choices
from matchmaker.web.guards import actor, permit
from matchmaker.web.progress.blueprint import bp
from matchmaker.web.progress.curve import curve_of
from matchmaker.web.projects.seen import seen_project
from models.enums import ProjectState
from models.project_enums import ReportingPeriod


@bp.get("/projects/<int:project_id>/progress")
@permit(Permission.MEMBER)
def index(project_id: int) -> str:
    project = seen_project(project_id)
    latest, owed = queries.latest_submitted(project), queries.oldest_owed(project)
    return render_template(
        "progress/index.html",
        project=project,
        page=queries.of_project(project, page_arg()),
        curve=curve_of(project, queries.percents(project)),
        latest=latest,
        owed=queries.row_of(owed) if owed else None,
        reports=owed is not None and policy.can_report(actor(), owed),
        correctable=latest.id if latest is not None and policy.can_correct(actor(), latest) else None,
        can_answer=lambda report: policy.can_answer_help(actor(), report),
        is_running=project.state is ProjectState.RUNNING,
        rhythms=enum_choices(ReportingPeriod) if policy.can_set_rhythm(actor(), project) else [],
    )


@bp.post("/projects/<int:project_id>/progress/rhythm")
@permit(Permission.OFFICER)
def set_rhythm(project_id: int) -> Response:
    project, chosen = seen_project(project_id), ReportingPeriod.__members__.get(request.form.get("reporting", ""))
    if chosen is None:
        abort(400)
    progress_reports.set_rhythm(project, chosen, actor=actor())
    flash(_("调度周期已保存，从下一期起执行。"), "success")
    return redirect(url_for(".index", project_id=project.id))


@bp.get("/progress-reports/<int:report_id>")
@permit(Permission.MEMBER)
def show(report_id: int) -> Response:
    """Where notices and 待办 lead: the report among the others of its project."""
    report = queries.get(report_id, actor()) or abort(404)
    page = queries.page_of(report)
    kept = {"page": page} if page > 1 else {}
    return redirect(url_for(".index", project_id=report.project_id, _anchor=f"report-{report.id}", **kept))
