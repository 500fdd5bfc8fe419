from flask import Blueprint, abort

from matchmaker.queries import needs as queries
from matchmaker.web.guards import actor
from models import Need

bp = Blueprint("challenges", __name__, url_prefix="/needs/<int:need_id>")


def seen(need_id: int) -> Need:
    """The challenge, or 404 when the person looking may not know of it, or it is none."""
    need = queries.get(need_id, actor())
    return need if need is not None and need.is_challenge else abort(404)
