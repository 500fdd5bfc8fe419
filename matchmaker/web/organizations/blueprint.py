from flask import Blueprint, abort

from matchmaker.queries import organizations
from matchmaker.web.guards import actor
from models import Organization

bp = Blueprint("organizations", __name__, url_prefix="/organizations")


def seen(organization_id: int) -> Organization:
    """The organization, or 404 when the person looking may not know of it."""
    return organizations.organization(organization_id, actor()) or abort(404)
