from flask import Flask, current_app, flash, redirect, render_template, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from matchmaker.errors import Conflict, DomainError, Refused
from matchmaker.extensions import db
from matchmaker.services.unit import ALREADY_THERE
from matchmaker.web import redirects
from matchmaker.web.filters import label

DESIGNED = (400, 403, 404, 409, 413, 429, 500)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(StaleDataError, lambda error: _domain_error(Conflict()))
    app.register_error_handler(IntegrityError, _duplicate)
    app.register_error_handler(Exception, _crash)


def sentence(error: DomainError) -> str:
    """The error in the reader's language."""
    return gettext(error.message, **{name: _shown(value) for name, value in error.params.items()})


def show_on(form: FlaskForm, error: DomainError) -> None:
    """Put the sentence next to the field it is about, or on top of the form."""
    field = getattr(form, error.field, None) if error.field else None
    target = field.errors if field is not None else form.form_errors
    target.append(sentence(error))  # type: ignore[union-attr]


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return gettext("、").join(_shown(item) for item in value)
    return str(label(value)) if hasattr(value, "label") else str(value)


def _domain_error(error: DomainError) -> Response | tuple[str, int]:
    """An action refused from a page goes back to it with the reason; anything else gets the error page."""
    db.session.rollback()
    back = request.form.get("back", "")
    if request.method == "POST" and redirects.is_safe(back):
        flash(sentence(error), "danger")
        return redirect(back)
    return _page(error.status, sentence(error))


def _duplicate(error: IntegrityError) -> Response | tuple[str, int]:
    """Two people entered the same thing at once, and a unique rule of the database stopped the second."""
    current_app.logger.warning("refused by the database: %s", error.orig)
    return _domain_error(Refused(ALREADY_THERE))


def _http_error(error: HTTPException) -> Response | tuple[str, int]:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    return _page(error.code or 500)


def _crash(error: Exception) -> tuple[str, int]:
    current_app.logger.exception("unhandled error")
    try:
        db.session.rollback()
    except Exception:
        current_app.logger.exception("the rollback failed too")
    return _page(500)


def _page(status: int, message: str = "") -> tuple[str, int]:
    shown = status if status in DESIGNED else (404 if 400 <= status < 500 else 500)
    if shown == 500:
        # without the context of other pages, which asks the database for its counts
        return current_app.jinja_env.get_template("errors/500.html").render(), status
    return render_template(f"errors/{shown}.html", message=message), status
