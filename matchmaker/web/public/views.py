from typing import Any

from flask import Blueprint, render_template

from matchmaker.policies.permissions import Permission
from matchmaker.queries import home as front
from matchmaker.web.guards import actor, permit

bp = Blueprint("public", __name__)


@bp.get("/")
@permit(Permission.ANYONE)
def home() -> Any:
    user = actor()
    return render_template(
        "public/home.html",
        figures=front.figures(user),
        needs=front.latest_needs(user),
        challenges=front.closing_challenges(user),
        achievements=front.latest_achievements(user),
    )
