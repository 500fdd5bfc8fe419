from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchmaker.policies import agreement as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import agreements as queries
from matchmaker.services import agreements
from matchmaker.services.agreement_rules import agreement_faults
from matchmaker.web.agreements import amending, registering
from matchmaker.web.agreements.blueprint import bp, seen
from matchmaker.web.agreements.difference import between
from matchmaker.web.agreements.forms import AgreementForm, form_for
from matchmaker.web.agreements.page import agreement_page, conflict_page, filter_options, form_page, saved
from matchmaker.web.arguments import page_arg, version_arg, year_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args, text_arg
from matchmaker.web.projects.seen import seen_project
from models import Agreement, Project
from models.enums import AgreementState, AgreementType, Direction, RegistrationState
from models.project_enums import Light, RegistrationPlace

__all__ = ["amending", "bp", "registering"]
CHOICES = ("state", "registration", "type", "direction", "place", "light", "year")


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> str:
    chosen = chosen_agreements()
    shown = {
        "q": chosen.text,
        **{name: getattr(chosen, name) for name in CHOICES},
    }
    return render_template(
        "agreements/index.html",
        page=queries.listing(actor(), chosen, page_arg()),
        totals=queries.totals(actor(), chosen),
        light_of=queries.light_of,
        due_on=queries.due_on,
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
        place=enum_arg("place", RegistrationPlace),
        light=enum_arg("light", Light),
        year=year_arg("year"),
    )


@bp.get("/<int:agreement_id>")
@permit(Permission.MEMBER)
def show(agreement_id: int) -> str:
    return agreement_page(seen(agreement_id))


@bp.route("/new/<int:project_id>", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def create(project_id: int) -> str | Response | tuple[str, int]:
    """The contract of a project: saved as a draft or recorded as signed."""
    project = seen_project(project_id)
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
    return saved(form.terms(), agreement) if agreement else (form_page(form, seen_project(project_id)), status)


@bp.route("/<int:agreement_id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def edit(agreement_id: int) -> str | Response | tuple[str, int]:
    agreement = seen(agreement_id)
    if request.method == "GET" and not policy.can_edit(actor(), agreement):
        return redirect(url_for(".show", agreement_id=agreement.id))
    form, version = form_for(agreement.project, agreement), version_arg(agreement.version)
    if request.method == "GET":
        return form_page(form, agreement.project, agreement, version)
    if version != agreement.version:
        return _second(form, agreement)
    if not _sound(form, agreement.project, agreement):
        return form_page(form, agreement.project, agreement, version), 400
    done, status = attempt(
        form,
        lambda: agreements.edit_agreement(agreement, form.terms(), actor=actor(), sign=_signing(), version=version),
    )
    if done:
        return saved(form.terms(), done)
    return _second(form, agreement) if agreement.version != version else _again(form, agreement, status)


def _second(form: AgreementForm, agreement: Agreement) -> Response | tuple[str, int]:
    """Of two who save at once; a button pressed twice has nothing more to store."""
    as_wanted = AgreementState.SIGNED if _signing() else AgreementState.DRAFT
    if agreement.state is as_wanted and not form.errors and not between(form, agreement).terms:
        return saved(form.terms(), agreement)
    return conflict_page(form, agreement)


def _again(form: AgreementForm, agreement: Agreement, status: int) -> tuple[str, int]:
    return form_page(form, agreement.project, agreement, agreement.version), status


def _signing() -> bool:
    return request.form.get("action") == "sign"


def _sound(form: AgreementForm, project: Project, agreement: Agreement | None = None) -> bool:
    return sound(form, lambda: agreement_faults(form.terms(), project, signing=_signing(), agreement=agreement))
