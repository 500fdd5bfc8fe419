from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import get_locale

from matchmaker.policies.permissions import Permission
from matchmaker.queries import users
from matchmaker.services.notifications import mark_all_read
from matchmaker.web.account.blueprint import bp
from matchmaker.web.arguments import page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.links import record_url
from models import Notification


@bp.get("/notifications")
@permit(Permission.SIGNED_IN)
def notifications() -> Any:
    user = actor()
    page = users.notifications(user, page_arg())
    return render_template(
        "account/notifications.html",
        page=page,
        wording=_wording,
        subject_url=lambda row: record_url(row.subject_kind, row.subject_id, user),
    )


def _wording(row: Notification) -> dict[str, Any]:
    """What fills the sentence; labels in the reader's language."""
    language = "en" if str(get_locale()).startswith("en") else "zh"
    return {name: value[language] if isinstance(value, dict) else value for name, value in row.params.items()}


@bp.post("/notifications/read")
@permit(Permission.SIGNED_IN)
def read_notifications() -> Any:
    mark_all_read(actor=actor())
    return redirect(url_for("account.notifications"))
