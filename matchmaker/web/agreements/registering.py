"""技术合同登记: the experts' opinion, the form, and the way through the registration office."""

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.services import agreement_registration as registration
from matchmaker.web.agreements import papers
from matchmaker.web.agreements.blueprint import back, bp, seen
from matchmaker.web.agreements.forms import RegistrationForm, opinion_form
from matchmaker.web.agreements.page import agreement_page
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.downloads import private_file
from matchmaker.web.form_rules import announce, attempt, sound
from matchmaker.web.guards import actor, permit


@bp.get("/<int:agreement_id>/registration-form")
@permit(Permission.BUREAU)
def registration_form(agreement_id: int) -> Response:
    """技术合同登记申请表; what is missing is marked in it."""
    agreement = seen(agreement_id)
    return private_file(papers.word(agreement), _("技术合同登记申请表") + f" {agreement.contract_no}.docx")


@bp.post("/<int:agreement_id>/opinion")
@permit(Permission.OFFICER)
def record_opinion(agreement_id: int) -> Response | tuple[str, int]:
    agreement = seen(agreement_id)
    form = opinion_form(agreement)
    text, day = form.expert_opinion.data, form.expert_opinion_on.data
    if not sound(form, lambda: registration.opinion_faults(agreement, text, day)):
        return agreement_page(agreement, opinion=form), 400
    done, status = attempt(
        form,
        lambda: registration.record_opinion(
            agreement, actor=actor(), text=text, given_on=day, files=form.file.given(), version=version_arg()
        ),
    )
    if not done:
        announce(form)
        return agreement_page(seen(agreement_id), opinion=form), status
    flash(_("专家评审意见已登记。"), "success")
    return back(agreement_id)


@bp.post("/<int:agreement_id>/submit-registration")
@permit(Permission.OFFICER)
def submit_registration(agreement_id: int) -> Response:
    registration.submit_registration(seen(agreement_id), actor=actor(), version=version_arg())
    flash(_("已记为提交登记。"), "success")
    return back(agreement_id)


@bp.post("/<int:agreement_id>/register")
@permit(Permission.OFFICER)
def register(agreement_id: int) -> Response | tuple[str, int]:
    agreement, form = seen(agreement_id), RegistrationForm()
    number, day = form.registration_no.data, form.registered_on.data
    if not sound(form, lambda: registration.registration_faults(agreement, number, day)):
        return agreement_page(agreement, form), 400
    done, status = attempt(
        form,
        lambda: registration.register_agreement(
            agreement, actor=actor(), number=number, registered_on=day, version=version_arg()
        ),
    )
    if not done:
        announce(form)
        return agreement_page(agreement, form), status
    flash(_("技术合同已登记。"), "success")
    return back(agreement_id)


@bp.post("/<int:agreement_id>/refuse-registration")
@permit(Permission.OFFICER)
def refuse_registration(agreement_id: int) -> Response:
    registration.refuse_registration(seen(agreement_id), actor=actor(), reason=reason_arg(), version=version_arg())
    flash(_("已记为不予登记。"), "success")
    return back(agreement_id)
