from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import Conflict
from matchmaker.policies import agreement as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import agreement_changes as changes
from matchmaker.queries import agreements as queries
from matchmaker.queries.events import agreement_timeline
from matchmaker.services.agreement_changes import CHANGEABLE
from matchmaker.services.agreement_doubles import same_deal, same_number
from matchmaker.services.agreement_registration import lacks_opinion
from matchmaker.services.agreement_rules import AgreementTerms, signed_before_agreed
from matchmaker.web.agreements.difference import Difference, between, of_change
from matchmaker.web.agreements.forms import AgreementForm, AmendForm, OpinionForm, RegistrationForm, opinion_form
from matchmaker.web.agreements.papers import chapters, lacking
from matchmaker.web.errors import sentence
from matchmaker.web.fields import enum_choices
from matchmaker.web.filters import date_, label
from matchmaker.web.guards import actor
from matchmaker.web.projects.page import thread
from models import Agreement, Project
from models.enums import AgreementState, AgreementType, Direction, RegistrationState
from models.project_enums import AgreementChangeState, Light, RegistrationPlace

WAY = (AgreementState.DRAFT, AgreementState.SIGNED, RegistrationState.SUBMITTED, AgreementState.REGISTERED)


def agreement_page(
    agreement: Agreement, form: RegistrationForm | None = None, opinion: OpinionForm | None = None
) -> str:
    officer, found = holds(actor(), Permission.OFFICER), changes.of_agreement(agreement, actor())
    return render_template(
        "agreements/show.html",
        agreement=agreement,
        light=queries.light_of(agreement),
        due_on=queries.due_on(agreement),
        papers=chapters(agreement) if agreement.state in CHANGEABLE and holds(actor(), Permission.BUREAU) else [],
        lacking=lacking,
        lacks_opinion=lacks_opinion(agreement),
        opinion_form=opinion or opinion_form(agreement),
        takes_opinion=officer and agreement.state is AgreementState.SIGNED and agreement.needs_expert_review,
        amends=officer and agreement.state in CHANGEABLE,
        pending=any(change.state is AgreementChangeState.PROPOSED for change in found),
        changes=[(change, of_change(change)) for change in found],
        decides=holds(actor(), Permission.SUPERVISOR),
        can_approve=partial(policy.can_approve, actor()),
        steps=steps(agreement),
        thread=thread(agreement.project, Agreement),
        can_edit=policy.can_edit(actor(), agreement),
        can_attach=policy.can_attach(actor(), agreement),
        is_officer=officer,
        registration_form=form or RegistrationForm(formdata=None),
        events=agreement_timeline(agreement, actor()),
    )


def steps(agreement: Agreement) -> list[tuple[Any, str]]:
    """For the macro `steps`: drafted, signed, handed in, registered or refused."""
    if agreement.registration_state is RegistrationState.SUBMITTED:
        reached = 2
    else:
        reached = {AgreementState.DRAFT: 0, AgreementState.SIGNED: 1}.get(agreement.state, 3)
    refused = agreement.state is AgreementState.REFUSED
    last = AgreementState.REFUSED if refused else AgreementState.REGISTERED
    states = ["done" if place < reached else "todo" for place in range(len(WAY))]
    states[reached] = "stopped" if refused else "done" if reached == 3 else "current"
    return list(zip(map(label, [*WAY[:3], last]), states, strict=True))


def form_page(
    form: AgreementForm,
    project: Project,
    agreement: Agreement | None = None,
    version: int | None = None,
    difference: Difference | None = None,
) -> str:
    """The form of a draft or, if it is an AmendForm, of a change of what was signed."""
    template = "agreements/amend.html" if isinstance(form, AmendForm) else "agreements/form.html"
    twin = None
    if form.contract_no.errors or form.double_reason.errors:
        twin = same_number(form.terms(), agreement) or same_deal(form.terms(), agreement)
    return render_template(
        template, form=form, project=project, agreement=agreement, version=version, difference=difference, twin=twin
    )


def conflict_page(form: AgreementForm, agreement: Agreement) -> tuple[str, int]:
    """Somebody else stored another version: both side by side, the own words kept, to be saved again on the new one."""
    if not any(sentence(Conflict()) == said for said in form.form_errors):
        form.form_errors.append(sentence(Conflict()))
    return form_page(form, agreement.project, agreement, agreement.version, between(form, agreement)), 409


def saved(terms: AgreementTerms, agreement: Agreement) -> Response:
    """Say what was done, and what an officer should look at again."""
    if agreement.state is AgreementState.DRAFT:
        flash(_("草稿已保存，双方还看不到。"), "success")
    else:
        flash(_("已登记签订，项目 %(number)s 转为已签约。", number=agreement.project.number), "success")
    if signed_before_agreed(terms, agreement.project):
        day = date_(agreement.project.created_at)
        flash(_("签订日期早于项目建立的日期（%(day)s），请核对。", day=day), "warning")
    return redirect(url_for("agreements.show", agreement_id=agreement.id))


def filter_options() -> dict[str, list[tuple[Any, Any]]]:
    return {
        "state": enum_choices(AgreementState),
        "registration": enum_choices(RegistrationState),
        "type": enum_choices(AgreementType),
        "direction": enum_choices(Direction),
        "place": enum_choices(RegistrationPlace),
        "light": enum_choices(Light),
        "year": [(year, year) for year in queries.years(actor())],
    }
