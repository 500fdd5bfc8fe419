"""Signing in and out."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from matchmaker.errors import DomainError
from matchmaker.extensions import limiter, login_manager
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries.users import person_of_session
from matchmaker.services.signing_in import sign_in
from matchmaker.web import errors
from matchmaker.web.account.blueprint import bp
from matchmaker.web.account.forms import LoginForm
from matchmaker.web.guards import actor, permit
from matchmaker.web.redirects import go_back
from models import User

REMEMBERED = timedelta(days=30)
FIRST_PAGES = (
    (Permission.BUREAU, "bureau.home"),
    (Permission.POST_NEED, "needs.mine"),
    (Permission.POST_ACHIEVEMENT, "achievements.mine"),
)

login_manager.login_view = "account.login"
login_manager.login_message = N_("请先登录。")
login_manager.localize_callback = _
login_manager.user_loader(person_of_session)


@bp.route("/login", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit("12 per minute; 120 per hour", methods=["POST"])
def login() -> Any:
    if (user := actor()) is not None:
        return go_back(first_page(user))
    form = LoginForm()
    status = 200
    if form.validate_on_submit():
        try:
            user = sign_in(form.email.data, form.password.data)
        except DomainError as error:
            errors.show_on(form, error)
            status = 400
        else:
            enter(user, remember=form.remember.data)
            return go_back(first_page(user))
    return render_template("account/login.html", form=form), status


@bp.post("/logout")
@permit(Permission.ANYONE)
def logout() -> Any:
    logout_user()
    flash(_("您已退出登录。"), "success")
    return redirect(url_for("public.home"))


def enter(user: User, *, remember: bool = False) -> None:
    """Begin a session; nothing that a visitor left in the old one is kept but the language."""
    language = session.get("locale")
    session.clear()
    if language:
        session["locale"] = language
    login_user(user, remember=remember, duration=REMEMBERED)


def first_page(user: User) -> str:
    """Where a person's own work is; who is not confirmed yet has none."""
    return url_for(next((page for permission, page in FIRST_PAGES if holds(user, permission)), "public.home"))
