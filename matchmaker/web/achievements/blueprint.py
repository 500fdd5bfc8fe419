from flask import Blueprint, abort

from matchmaker.queries import achievements
from matchmaker.web.guards import actor
from models import Achievement

bp = Blueprint("achievements", __name__, url_prefix="/achievements")


def seen(achievement_id: int) -> Achievement:
    """The achievement as far as this person may know of it."""
    row = achievements.get(achievement_id, actor())
    if row is None:
        abort(404)
    return row
