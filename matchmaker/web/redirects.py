"""Redirects to a place the browser named: only to paths of this site."""

from urllib.parse import urlsplit

from flask import redirect, request
from werkzeug.wrappers import Response


def is_safe(target: str) -> bool:
    """A plain path. `//host`, `/\\host` and control signs, which browsers read as another site, are not."""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return False
    if any(ord(sign) < 32 for sign in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def go_back(default: str) -> Response:
    """To `next` of the form or query when it is a path of this site, else to `default`."""
    target = request.values.get("next", "")
    return redirect(target if is_safe(target) else default)
