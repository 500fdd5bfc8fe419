from flask import Blueprint, abort

from matchmaker.queries import bids as queries
from matchmaker.web.guards import actor
from models import Bid

bp = Blueprint("bids", __name__, url_prefix="/bids")


def seen(bid_id: int) -> Bid:
    """The bid, or 404 when the person looking may not know of it."""
    return queries.get(bid_id, actor()) or abort(404)
