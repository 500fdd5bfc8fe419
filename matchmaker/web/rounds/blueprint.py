from flask import Blueprint, abort

from matchmaker.queries import rounds as queries
from matchmaker.web.guards import actor
from models import CollectionRound

bp = Blueprint("rounds", __name__, url_prefix="/rounds")


def seen(round_id: int) -> CollectionRound:
    """The round, or 404 when the person looking may not know of it."""
    return queries.get(round_id, actor()) or abort(404)
