from flask import Blueprint, abort
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.web.guards import permit

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> Response:
    abort(404)


@bp.get("/<int:agreement_id>")
@permit(Permission.MEMBER)
def show(agreement_id: int) -> Response:
    abort(404)


@bp.get("/new/<int:project_id>")
@permit(Permission.OFFICER)
def create(project_id: int) -> Response:
    abort(404)


@bp.get("/<int:agreement_id>/edit")
@permit(Permission.OFFICER)
def edit(agreement_id: int) -> Response:
    abort(404)
