from flask import Blueprint, abort
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import permit

bp = Blueprint("bureau", __name__, url_prefix="/bureau")


@bp.get("/")
@permit(Permission.BUREAU)
def home() -> Response:
    abort(404)


@bp.get("/board")
@permit(Permission.BUREAU)
def board() -> Response:
    abort(404)
