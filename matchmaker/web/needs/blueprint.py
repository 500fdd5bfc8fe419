from flask import Blueprint, abort

from matchmaker.queries import needs as queries
from matchmaker.web.guards import actor
from models import Need

bp = Blueprint("needs", __name__, url_prefix="/needs")


def seen(need_id: int) -> Need:
    """The need, or 404 when the person looking may not know of it."""
    return queries.get(need_id, actor()) or abort(404)
