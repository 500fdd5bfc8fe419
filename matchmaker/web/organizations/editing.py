from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matchmaker.errors import DomainError
from matchmaker.extensions import db
from matchmaker.policies.permissions import Permission
from matchmaker.services.organizations import edit_organization
from matchmaker.web import errors
from matchmaker.web.arguments import version_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.organizations.blueprint import bp
from matchmaker.web.organizations.forms import ApplicationForm, form_of


@bp.route("/mine/edit", methods=["GET", "POST"])
@permit(Permission.OWNER)
def edit() -> Any:
    """The owner's own organization; a refused one applies again by saving."""
    user = actor()
    organization = user.organization
    form, version, status = form_of(organization), organization.version, 200
    if form.is_submitted():
        version, status = version_arg(), 400
        if form.validate():
            try:
                identity = form.identity() if isinstance(form, ApplicationForm) else None
                edit_organization(organization, form.profile(), identity, actor=user, version=version)
            except DomainError as error:
                db.session.rollback()
                errors.show_on(form, error)
                status = error.status
            else:
                return _saved(organization)
    return render_template("organizations/edit.html", form=form, organization=organization, version=version), status


def _saved(organization: Any) -> Any:
    if organization.is_verified:
        flash(_("单位资料已保存。"), "success")
    else:
        flash(_("已提交，等待科技局审核。"), "success")
    return redirect(url_for("organizations.show", organization_id=organization.id))
