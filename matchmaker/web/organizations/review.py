"""The bureau verifies organizations."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission
from matchmaker.queries import organizations
from matchmaker.services.organizations import refuse_organization, verify_organization
from matchmaker.web.arguments import page_arg, reason_arg, version_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import enum_arg
from matchmaker.web.organizations.blueprint import bp, seen
from models.enums import OrganizationState


@bp.get("/review")
@permit(Permission.OFFICER)
def review_list() -> Any:
    chosen = chosen_for_review()
    return render_template(
        "organizations/review_list.html",
        page=organizations.for_review(chosen, page_arg()),
        state=chosen.state,
        states=OrganizationState,
        counts=organizations.review_counts(),
    )


def chosen_for_review() -> organizations.ReviewFilter:
    return organizations.ReviewFilter(enum_arg("state", OrganizationState) or OrganizationState.PENDING)


@bp.get("/<int:organization_id>/review")
@permit(Permission.OFFICER)
def review(organization_id: int) -> Any:
    row = seen(organization_id)
    return render_template("organizations/review.html", organization=row, events=organizations.history(row))


@bp.post("/<int:organization_id>/verify")
@permit(Permission.OFFICER)
def verify(organization_id: int) -> Any:
    row = seen(organization_id)
    verify_organization(row, actor=actor(), version=version_arg())
    flash(_("“%(name)s”已通过认证，单位会收到通知。", name=row.name), "success")
    return redirect(url_for("organizations.review_list"))


@bp.post("/<int:organization_id>/refuse")
@permit(Permission.OFFICER)
def refuse(organization_id: int) -> Any:
    row = seen(organization_id)
    refuse_organization(row, reason_arg(), actor=actor(), version=version_arg())
    flash(_("已告知“%(name)s”未通过的理由。", name=row.name), "success")
    return redirect(url_for("organizations.review_list"))
