from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import todo
from matchmaker.web.arguments import page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.links import record_url
from models import User

bp = Blueprint("todo", __name__, url_prefix="/todo")


@bp.get("/")
@permit(Permission.SIGNED_IN)
def mine() -> str | Response:
    user = _user()
    if holds(user, Permission.BUREAU):
        return redirect(url_for("bureau.home"))
    return render_template(
        "todo/mine.html", piles=todo.items(user), url_of=lambda row: record_url(row.kind, row.id, user)
    )


@bp.get("/<string(maxlength=40):group>")
@permit(Permission.SIGNED_IN)
def listing(group: str) -> str:
    """All that one group holds, for bureau people and others alike."""
    user = _user()
    found = todo.listing(user, group, page_arg())
    if found is None:
        abort(404)
    return render_template(
        "todo/listing.html", group=found[0], page=found[1], url_of=lambda row: record_url(row.kind, row.id, user)
    )


def _user() -> User:
    user = actor()
    assert user is not None
    return user
