from flask import Blueprint, abort
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import permit

bp = Blueprint("projects", __name__, url_prefix="/projects")


@bp.get("/")
@permit(Permission.MEMBER)
def index() -> Response:
    abort(404)


@bp.get("/<int:project_id>")
@permit(Permission.MEMBER)
def show(project_id: int) -> Response:
    abort(404)
