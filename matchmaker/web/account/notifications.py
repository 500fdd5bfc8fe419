from typing import Any

from flask import redirect, render_template, request, url_for

from matchmaker.policies.permissions import Permission
from matchmaker.queries import users
from matchmaker.services.notifications import mark_all_read
from matchmaker.web.account.blueprint import bp
from matchmaker.web.guards import actor, permit
from matchmaker.web.links import record_url


@bp.get("/notifications")
@permit(Permission.SIGNED_IN)
def notifications() -> Any:
    user = actor()
    page = users.notifications(user, request.args.get("page", 1, type=int))
    return render_template(
        "account/notifications.html",
        page=page,
        subject_url=lambda row: record_url(row.subject_kind, row.subject_id, user),
    )


@bp.post("/notifications/read")
@permit(Permission.SIGNED_IN)
def read_notifications() -> Any:
    mark_all_read(actor=actor())
    return redirect(url_for("account.notifications"))
