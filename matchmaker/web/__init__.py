from importlib import import_module

from flask import Flask, current_app, request

from matchmaker.extensions import bootstrap, csrf, db, limiter, login_manager, talisman
from matchmaker.web import arguments, errors, filters, form_data, guards, locale, navigation, redirects
from models import sqlite

AREAS = (
    "public",
    "account",
    "organizations",
    "needs",
    "challenges",
    "achievements",
    "attachments",
    "matches",
    "projects",
    "progress",
    "milestones",
    "outputs",
    "meetings",
    "project_files",
    "changes",
    "acceptance",
    "agreements",
    "payments",
    "bureau",
    "snapshots",
    "todo",
    "rankings",
    "vocabulary",
    "rounds",
    "necessity",
    "evaluations",
    "reviews",
    "experts",
    "bids",
    "receipts",
    "decisions",
    "publicity",
    "feedback",
    "follow_ups",
    "exports",
    "targets",
)
CSP = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def init_app(app: Flask) -> None:
    arguments.init_app(app)
    form_data.init_app(app)
    locale.init_app(app)
    filters.init_app(app)
    errors.init_app(app)
    redirects.init_app(app)
    navigation.init_app(app)
    bootstrap.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    talisman.init_app(
        app, force_https=app.config["HTTPS"], content_security_policy=CSP, session_cookie_secure=app.config["HTTPS"]
    )
    app.jinja_env.add_extension("jinja2.ext.do")
    app.before_request(_announce_writing)
    app.before_request(guards.deny_undeclared)
    for area in AREAS:
        app.register_blueprint(import_module(f"matchmaker.web.{area}.views").bp)


def _announce_writing() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    sqlite.writing.set(request.method not in ("GET", "HEAD", "OPTIONS") and not hasattr(view, "only_reads"))
    db.session.rollback()
