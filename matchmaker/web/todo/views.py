from flask import Blueprint, abort
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import permit

bp = Blueprint("todo", __name__, url_prefix="/todo")


@bp.get("/")
@permit(Permission.SIGNED_IN)
def mine() -> Response:
    abort(404)
