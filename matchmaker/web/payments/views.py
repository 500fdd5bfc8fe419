from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import payments as queries
from matchmaker.services import payments
from matchmaker.services.payment_rules import instalment_faults, receipt_faults
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.payments.forms import correction_form
from matchmaker.web.payments.page import may_correct, payments_page, plan_form, receipt_form
from matchmaker.web.projects.seen import seen_project
from models import Payment, Project

bp = Blueprint("payments", __name__, url_prefix="/projects/<int:project_id>/payments")


@bp.get("/")
@permit(Permission.MEMBER)
def index(project_id: int) -> str:
    return payments_page(seen_project(project_id))


@bp.post("/plan")
@permit(Permission.MEMBER)
def plan(project_id: int) -> Response | tuple[str, int]:
    project = seen_project(project_id)
    form = plan_form(project)
    if form is None:
        abort(403)
    if not sound(form, lambda: instalment_faults(project, form.plan())):
        return payments_page(project, plan=form), 400
    done, status = attempt(form, lambda: payments.plan_payment(project, form.plan(), actor=actor()))
    if not done:
        return payments_page(seen_project(project_id), plan=form), status
    flash(_("到款计划已保存。"), "success")
    return _back(project_id)


@bp.post("/record")
@permit(Permission.MEMBER)
def record(project_id: int) -> Response | tuple[str, int]:
    """Against an instalment chosen in the form, or beside the plan."""
    project = seen_project(project_id)
    form = receipt_form(project)
    if form is None:
        abort(403)
    if request.form.get(form.payment_id.name, type=int) not in dict(form.payment_id.choices):
        return _gone(project)
    planned = queries.get(project, form.payment_id.data)
    if not sound(form, lambda: receipt_faults(project, form.receipt(), planned)):
        return payments_page(project, receipt=form), 400
    done, status = attempt(
        form, lambda: payments.record_payment(project, form.receipt(), actor=actor(), planned=planned)
    )
    if not done:
        return payments_page(seen_project(project_id), receipt=form), status
    flash(_("到款已登记。"), "success")
    return _back(project_id)


@bp.route("/<int:payment_id>/correct", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def correct(project_id: int, payment_id: int) -> str | Response | tuple[str, int]:
    project = seen_project(project_id)
    row = queries.get(project, payment_id) or abort(404)
    if not may_correct(row):
        abort(403)
    form, version = correction_form(row), version_arg(row.version)
    if request.method == "GET":
        return _correct_page(form, row, version)
    if request.form.get("action") == "undo":
        payments.take_back(row, actor=actor(), reason=reason_arg(), version=version)
        flash(_("已撤销。"), "success")
        return _back(project_id)
    return _correct(form, row, version)


def _correct(form: FlaskForm, row: Payment, version: int | None) -> Response | tuple[str, int]:
    project, paid = row.project, row.paid_on is not None
    faults = (
        (lambda: receipt_faults(project, form.receipt(row), row))
        if paid
        else (lambda: instalment_faults(project, form.plan(row), row=row))
    )
    if not sound(form, faults):
        return _correct_page(form, row, version), 400
    words = {"actor": actor(), "reason": form.reason.data, "version": version}
    work = (
        (lambda: payments.correct_payment(row, form.receipt(row), **words))
        if paid
        else (lambda: payments.replan(row, form.plan(row), **words))
    )
    done, status = attempt(form, work)
    if not done:
        return _correct_page(form, row, row.version), status
    flash(_("更正已保存。"), "success")
    return _back(project.id)


def _gone(project: Project) -> tuple[str, int]:
    """The instalment was recorded or changed since the page was opened: its choice is no longer there."""
    flash(_("所选的计划已登记或已变动，请按最新的列表登记。"), "danger")
    return payments_page(project, receipt=receipt_form(project)), 409


def _correct_page(form: FlaskForm, row: Payment, version: int | None) -> str:
    return render_template("payments/correct.html", form=form, row=row, project=row.project, version=version)


def _back(project_id: int) -> Response:
    return redirect(url_for(".index", project_id=project_id))
