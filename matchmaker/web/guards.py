"""Default deny: a route answers only if it declares, with `permit`, who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, request
from flask_login import current_user

from matchmaker.policies.permissions import Permission, holds
from models import User

View = TypeVar("View", bound=Callable[..., Any])

UNDECLARED_ALLOWED = {"static", "bootstrap.static"}


def permit(permission: Permission) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not holds(actor(), permission):
                refuse()
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def only_reads(view: View) -> View:
    """Under `permit`: a POST that stores nothing, and so does not wait for others who write."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def actor() -> User | None:
    return current_user._get_current_object() if current_user.is_authenticated else None


def refuse() -> None:
    """Visitors are asked to sign in, everybody else is told no."""
    if current_user.is_authenticated:
        abort(403)
    abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]


def deny_undeclared() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and request.endpoint not in UNDECLARED_ALLOWED and not hasattr(view, "permission"):
        abort(403)
