"""A forgotten password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import logout_user

from matchmaker.errors import DomainError, Refused
from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.services.password_reset import person_of, request_reset, reset_password
from matchmaker.web import errors
from matchmaker.web.account.blueprint import bp
from matchmaker.web.account.forms import ForgotForm, ResetForm
from matchmaker.web.guards import permit


@bp.route("/forgot", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit("6 per minute; 30 per hour", methods=["POST"])
def forgot() -> Any:
    form = ForgotForm()
    if form.validate_on_submit():
        request_reset(form.email.data, _address)
        return render_template("account/forgot_sent.html", email=form.email.data)
    return render_template("account/forgot.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/reset/<token>", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit("30 per hour", methods=["POST"])
def reset(token: str) -> Any:
    try:
        person_of(token)
    except Refused as error:
        flash(errors.sentence(error), "danger")
        return redirect(url_for("account.forgot"))
    form = ResetForm()
    if form.validate_on_submit():
        try:
            reset_password(token, form.password.data)
        except DomainError as error:
            errors.show_on(form, error)
        else:
            logout_user()
            flash(_("密码已重设，请用新密码登录。"), "success")
            return redirect(url_for("account.login"))
    return render_template("account/reset.html", form=form), 400 if form.is_submitted() else 200


def _address(token: str) -> str:
    """Built from the configured address, never from what the request says its host is."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + url_for("account.reset", token=token, _external=False)
