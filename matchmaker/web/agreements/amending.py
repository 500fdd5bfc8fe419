"""合同变更: proposed by an officer, decided by the supervisor."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import agreement_changes as queries
from matchmaker.services import agreement_changes
from matchmaker.web.agreements.blueprint import back, bp, seen
from matchmaker.web.agreements.forms import amend_form
from matchmaker.web.agreements.page import conflict_page, form_page
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit


@bp.route("/<int:agreement_id>/amend", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def amend(agreement_id: int) -> str | Response | tuple[str, int]:
    agreement = seen(agreement_id)
    if request.method == "GET" and agreement.state not in agreement_changes.CHANGEABLE:
        return back(agreement_id)
    form, version = amend_form(agreement), version_arg(agreement.version)
    if request.method == "GET":
        return form_page(form, agreement.project, agreement, version)
    if version != agreement.version:
        return conflict_page(form, agreement)
    if not sound(form, lambda: agreement_changes.change_faults(agreement, form.terms(), form.note())):
        return form_page(form, agreement.project, agreement, version), 400
    done, status = attempt(
        form,
        lambda: agreement_changes.propose_change(
            agreement, form.terms(), form.note(), actor=actor(), files=form.file.given(), version=version
        ),
    )
    if done:
        flash(_("合同变更已提交，科室负责人批准后生效。"), "success")
        return redirect(url_for(".show", agreement_id=agreement.id, _anchor="changes"))
    if agreement.version != version:
        return conflict_page(form, agreement)
    return form_page(form, agreement.project, agreement, version), status


@bp.post("/<int:agreement_id>/changes/<int:amendment_id>")
@permit(Permission.SUPERVISOR)
def decide_amendment(agreement_id: int, amendment_id: int) -> Response:
    change = queries.get(seen(agreement_id), amendment_id)
    if change is None:
        abort(404)
    if request.form.get("choice") == "refuse":
        agreement_changes.refuse_change(change, actor=actor(), reason=reason_arg(), version=version_arg())
        flash(_("已退回，合同内容不变。"), "success")
    else:
        agreement_changes.approve_change(change, actor=actor(), version=version_arg())
        flash(_("已批准，合同内容已更新。"), "success")
    return back(agreement_id)
