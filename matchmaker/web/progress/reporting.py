from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import progress as policy
from matchmaker.policies import project as project_policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import progress as queries
from matchmaker.services import progress_reports, progress_rules
from matchmaker.web.arguments import version_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.progress.blueprint import bp
from matchmaker.web.progress.forms import AnswerForm, ReportForm
from models import ProgressReport

Answer = str | Response | tuple[str, int]


@bp.route("/projects/<int:project_id>/progress/<int:report_id>/report", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def report(project_id: int, report_id: int) -> Answer:
    row = _load(project_id, report_id)
    if project_policy.side_of(actor(), row.project) is None:
        abort(403)
    form = ReportForm()
    if request.method == "GET":
        return _report_page(form, row) if policy.can_report(actor(), row) else _back(row)
    if not _is_sound(form, row):
        return _report_page(form, row), 400
    done, status = attempt(form, lambda: progress_reports.report(row, form.content(), actor=actor()))
    if not done:
        return _report_page(form, _load(project_id, report_id)), status
    flash(_("进展报告已提交，对方和科技局都能看到。"), "success")
    return _back(row)


@bp.route("/projects/<int:project_id>/progress/<int:report_id>/correct", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def correct(project_id: int, report_id: int) -> Answer:
    row = _load(project_id, report_id)
    if not policy.can_correct(actor(), row):
        abort(403)
    form, version = ReportForm(obj=row), version_arg(row.version)
    if request.method == "GET":
        return _report_page(form, row, version)
    if not _is_sound(form, row):
        return _report_page(form, row, version), 400
    done, status = attempt(form, lambda: progress_reports.correct(row, form.content(), actor=actor(), version=version))
    if not done:
        return _report_page(form, _load(project_id, report_id), version), status
    flash(_("更正已保存，原来的内容留在更正记录里。"), "success")
    return _back(row)


@bp.route("/projects/<int:project_id>/progress/<int:report_id>/help", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def answer_help(project_id: int, report_id: int) -> Answer:
    row, form = _load(project_id, report_id), AnswerForm()
    if request.method == "GET":
        return _answer_page(form, row) if row.help_waits else _back(row)
    if not form.validate():
        return _answer_page(form, row), 400
    done, status = attempt(form, lambda: progress_reports.answer_help(row, form.answer(), actor=actor()))
    if not done:
        return _answer_page(form, _load(project_id, report_id)), status
    flash(_("答复已保存，双方都会收到通知。"), "success")
    return _back(row)


def _load(project_id: int, report_id: int) -> ProgressReport:
    row = queries.get(report_id, actor())
    return row if row is not None and row.project_id == project_id else abort(404)


def _is_sound(form: ReportForm, row: ProgressReport) -> bool:
    before, most = progress_reports.percent_before(row), progress_reports.most_percent(row)
    return sound(form, lambda: progress_rules.report_faults(form.content(), before, most))


def _back(row: ProgressReport) -> Response:
    return redirect(url_for(".show", report_id=row.id))


def _report_page(form: ReportForm, row: ProgressReport, version: int | None = None) -> str:
    before = progress_reports.previous_submitted(row)
    return render_template(
        "progress/report.html",
        form=form,
        report=row,
        project=row.project,
        row=queries.row_of(row),
        before=queries.row_of(before) if before else None,
        version=version,
    )


def _answer_page(form: AnswerForm, row: ProgressReport) -> str:
    return render_template("progress/answer.html", form=form, report=row, project=row.project)
