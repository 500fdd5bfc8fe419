from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import agreement as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import agreements as queries
from matchmaker.queries import projects as project_queries
from matchmaker.services import agreement_registration as registration
from matchmaker.services import agreements
from matchmaker.services.agreement_rules import agreement_faults
from matchmaker.web.agreements.forms import AgreementForm, RegistrationForm, form_for
from matchmaker.web.agreements.page import agreement_page, filter_options, form_page, saved
from matchmaker.web.arguments import page_arg, reason_arg, year_arg
from matchmaker.web.form_rules import announce, attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args, text_arg
from models import Agreement, Project
from models.enums import AgreementState, AgreementType, Direction, RegistrationState

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> str:
    chosen = chosen_agreements()
    shown = {
        "q": chosen.text,
        **{name: getattr(chosen, name) for name in ("state", "registration", "type", "direction", "year")},
    }
    return render_template(
        "agreements/index.html",
        page=queries.listing(actor(), chosen, page_arg()),
        totals=queries.totals(actor(), chosen),
        chosen=chosen,
        chips=active_chips(shown.items()),
        args=kept_args(),
        options=filter_options(),
    )


def chosen_agreements() -> queries.AgreementFilter:
    return queries.AgreementFilter(
        text=text_arg("q"),
        state=enum_arg("state", AgreementState),
        registration=enum_arg("registration", RegistrationState),
        type=enum_arg("type", AgreementType),
        direction=enum_arg("direction", Direction),
        year=year_arg("year"),
    )


@bp.get("/<int:agreement_id>")
@permit(Permission.MEMBER)
def show(agreement_id: int) -> str:
    return agreement_page(_load(agreement_id))


@bp.route("/new/<int:project_id>", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def create(project_id: int) -> str | Response | tuple[str, int]:
    """The contract of a project: saved as a draft or recorded as signed."""
    project = _project(project_id)
    if project.agreement is not None:
        return redirect(url_for(".show", agreement_id=project.agreement.id))
    form = form_for(project)
    if request.method == "GET":
        return form_page(form, project)
    if not _sound(form, project):
        return form_page(form, project), 400
    agreement, status = attempt(
        form, lambda: agreements.record_agreement(project, form.terms(), actor=actor(), sign=_signing())
    )
    return saved(form.terms(), agreement) if agreement else (form_page(form, _project(project_id)), status)


@bp.route("/<int:agreement_id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def edit(agreement_id: int) -> str | Response | tuple[str, int]:
    agreement = _load(agreement_id)
    if request.method == "GET" and not policy.can_edit(actor(), agreement):
        return redirect(url_for(".show", agreement_id=agreement.id))
    form, version = form_for(agreement.project, agreement), request.form.get("version", agreement.version, type=int)
    if request.method == "GET":
        return form_page(form, agreement.project, agreement, version)
    if not _sound(form, agreement.project, agreement):
        return form_page(form, agreement.project, agreement, version), 400
    done, status = attempt(
        form,
        lambda: agreements.edit_agreement(agreement, form.terms(), actor=actor(), sign=_signing(), version=version),
    )
    if done:
        return saved(form.terms(), done)
    return form_page(form, agreement.project, agreement, version), status


@bp.post("/<int:agreement_id>/submit-registration")
@permit(Permission.OFFICER)
def submit_registration(agreement_id: int) -> Response:
    registration.submit_registration(_load(agreement_id), actor=actor(), version=_version())
    flash(_("已记为提交登记。"), "success")
    return _back(agreement_id)


@bp.post("/<int:agreement_id>/register")
@permit(Permission.OFFICER)
def register(agreement_id: int) -> Response | tuple[str, int]:
    agreement, form = _load(agreement_id), RegistrationForm()
    number, day = form.registration_no.data, form.registered_on.data
    if not sound(form, lambda: registration.registration_faults(agreement, number, day)):
        return agreement_page(agreement, form), 400
    done, status = attempt(
        form,
        lambda: registration.register_agreement(
            agreement, actor=actor(), number=number, registered_on=day, version=_version()
        ),
    )
    if not done:
        announce(form)
        return agreement_page(agreement, form), status
    flash(_("技术合同已登记。"), "success")
    return _back(agreement_id)


@bp.post("/<int:agreement_id>/refuse-registration")
@permit(Permission.OFFICER)
def refuse_registration(agreement_id: int) -> Response:
    registration.refuse_registration(_load(agreement_id), actor=actor(), reason=reason_arg(), version=_version())
    flash(_("已记为不予登记。"), "success")
    return _back(agreement_id)


def _load(agreement_id: int) -> Agreement:
    agreement = queries.get(agreement_id, actor())
    if agreement is None:
        abort(404)
    return agreement


def _project(project_id: int) -> Project:
    project = project_queries.get(project_id, actor())
    if project is None:
        abort(404)
    return project


def _signing() -> bool:
    return request.form.get("action") == "sign"


def _version() -> int | None:
    return request.form.get("version", type=int)


def _sound(form: AgreementForm, project: Project, agreement: Agreement | None = None) -> bool:
    return sound(form, lambda: agreement_faults(form.terms(), project, signing=_signing(), agreement=agreement))


def _back(agreement_id: int) -> Response:
    return redirect(url_for(".show", agreement_id=agreement_id))
