from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from matchmaker.errors import DomainError
from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.services.accounts import change_password, edit_profile
from matchmaker.web import errors
from matchmaker.web.account.blueprint import bp
from matchmaker.web.account.forms import PasswordForm, PersonForm
from matchmaker.web.account.sessions import enter
from matchmaker.web.guards import actor, permit
from matchmaker.web.locale import LOCALES


@bp.route("/profile", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def profile() -> Any:
    user = actor()
    form = PersonForm(obj=user)
    if form.validate_on_submit():
        language = form.locale.data
        edit_profile(actor=user, name=form.name.data, title=form.title.data, phone=form.phone.data, locale=language)
        session["locale"] = language
        with force_locale(LOCALES[language]):
            flash(_("资料已保存。"), "success")
        return redirect(url_for("account.profile"))
    return render_template("account/profile.html", form=form), 400 if form.is_submitted() else 200


@bp.route("/password", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
@limiter.limit("20 per hour", methods=["POST"])
def password() -> Any:
    form, user = PasswordForm(), actor()
    if form.validate_on_submit():
        try:
            change_password(form.current.data, form.password.data, actor=user)
        except DomainError as error:
            errors.show_on(form, error)
        else:
            enter(user)
            flash(_("密码已修改，其他设备上的登录已全部退出。"), "success")
            return redirect(url_for("account.profile"))
    return render_template("account/password.html", form=form), 400 if form.is_submitted() else 200
