"""Redirects to a place the browser named: only to paths of this site."""

from urllib.parse import urlsplit

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

SCRIPT, ADDRESS = "X-Requested-With", "X-Location"  # static/js/keep-files.js


def init_app(app: Flask) -> None:
    app.after_request(_tell_the_script)


def _tell_the_script(answer: Response) -> Response:
    """A script that handed in a form leads the browser there itself: following the redirect, it would use up the
    message that waits for the next page."""
    if SCRIPT in request.headers and "Location" in answer.headers:
        answer.headers[ADDRESS] = answer.headers.pop("Location")
        answer.set_data(b"")
        answer.status_code = 204
    return answer


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
