from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import agreement as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import agreements as queries
from matchmaker.queries.events import agreement_timeline
from matchmaker.services.agreement_rules import AgreementTerms, signed_before_agreed
from matchmaker.web.agreements.forms import AgreementForm, RegistrationForm
from matchmaker.web.fields import enum_choices
from matchmaker.web.filters import date_, label
from matchmaker.web.guards import actor
from matchmaker.web.projects.page import thread
from models import Agreement, Project
from models.enums import AgreementState, AgreementType, Direction, RegistrationState

WAY = (AgreementState.DRAFT, AgreementState.SIGNED, RegistrationState.SUBMITTED, AgreementState.REGISTERED)


def agreement_page(agreement: Agreement, form: RegistrationForm | None = None) -> str:
    return render_template(
        "agreements/show.html",
        agreement=agreement,
        steps=steps(agreement),
        thread=thread(agreement.project, Agreement),
        can_edit=policy.can_edit(actor(), agreement),
        can_attach=policy.can_attach(actor(), agreement),
        is_officer=holds(actor(), Permission.OFFICER),
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
    form: AgreementForm, project: Project, agreement: Agreement | None = None, version: int | None = None
) -> str:
    return render_template("agreements/form.html", form=form, project=project, agreement=agreement, version=version)


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
        "year": [(year, year) for year in queries.years(actor())],
    }
