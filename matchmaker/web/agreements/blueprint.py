from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from matchmaker.queries import agreements as queries
from matchmaker.web.guards import actor
from models import Agreement

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


def seen(agreement_id: int) -> Agreement:
    """The agreement, or 404 when the person looking may not know of it."""
    return queries.get(agreement_id, actor()) or abort(404)


def back(agreement_id: int) -> Response:
    return redirect(url_for("agreements.show", agreement_id=agreement_id))
