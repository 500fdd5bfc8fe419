from flask import Flask, request, session
from flask_babel import get_locale
from flask_login import current_user

from matchmaker.extensions import babel

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=chosen)
    app.jinja_env.globals["get_locale"] = get_locale


def chosen() -> str:
    """What was switched to last, else the profile's language, else Chinese."""
    if not request:
        return LOCALES["zh"]
    code = session.get("locale")
    if code is None and current_user.is_authenticated:
        code = current_user.locale
    return LOCALES.get(code or "zh", LOCALES["zh"])
