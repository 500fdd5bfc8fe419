from flask import Blueprint, abort
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import permit

bp = Blueprint("matches", __name__, url_prefix="/matches")


@bp.get("/")
@permit(Permission.MEMBER)
def mine() -> Response:
    abort(404)


@bp.post("/")
@permit(Permission.MEMBER)
def propose() -> Response:
    abort(404)


@bp.get("/<int:match_id>")
@permit(Permission.MEMBER)
def show(match_id: int) -> Response:
    abort(404)
