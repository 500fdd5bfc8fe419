from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from matchmaker.errors import DomainError
from matchmaker.extensions import db, limiter
from matchmaker.policies.permissions import Permission
from matchmaker.services.registration import join_organization, register_organization
from matchmaker.web import errors
from matchmaker.web.account.blueprint import bp
from matchmaker.web.account.forms import JoinForm, RegisterForm
from matchmaker.web.account.sessions import enter
from matchmaker.web.guards import actor, permit
from models import User

PER_ADDRESS = "20 per hour"


@bp.route("/register", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit(PER_ADDRESS, methods=["POST"])
def register() -> Any:
    form = RegisterForm()
    return _answer(
        form,
        lambda: register_organization(form.identity(), form.profile(), form.person(_language())),
        "account/register.html",
        _("注册成功。科技局审核通过后即可发布和对接，结果会通知您。"),
    )


@bp.route("/join", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit(PER_ADDRESS, methods=["POST"])
def join() -> Any:
    form = JoinForm()
    return _answer(
        form,
        lambda: join_organization(form.uscc.data, form.person(_language())),
        "account/join.html",
        _("申请已提交。单位管理员确认后，您就可以代表单位发布和对接。"),
    )


def _answer(form: FlaskForm, use_case: Callable[[], User], template: str, welcome: str) -> Any:
    if actor() is not None:
        return redirect(url_for("account.profile"))
    status = 200
    if form.is_submitted():
        status = 400
        if form.validate():
            try:
                enter(use_case())
            except DomainError as error:
                db.session.rollback()
                errors.show_on(form, error)
            else:
                flash(welcome, "success")
                return redirect(url_for("account.profile"))
    return render_template(template, form=form), status


def _language() -> str:
    return get_locale().language
