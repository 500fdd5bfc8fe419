from typing import Any

from flask import redirect, render_template, request, url_for

from matchmaker.policies.permissions import Permission
from matchmaker.queries import users
from matchmaker.services.notifications import mark_all_read
from matchmaker.web.account.blueprint import bp
from matchmaker.web.guards import actor, permit
from models import Notification, User
from models.enums import Role, SubjectKind

PAGES = {
    SubjectKind.NEED: ("needs.show", "need_id"),
    SubjectKind.ACHIEVEMENT: ("achievements.show", "achievement_id"),
    SubjectKind.MATCH: ("matches.show", "match_id"),
    SubjectKind.PROJECT: ("projects.show", "project_id"),
    SubjectKind.AGREEMENT: ("agreements.show", "agreement_id"),
    SubjectKind.ORGANIZATION: ("organizations.show", "organization_id"),
}


@bp.get("/notifications")
@permit(Permission.SIGNED_IN)
def notifications() -> Any:
    user = actor()
    page = users.notifications(user, request.args.get("page", 1, type=int))
    return render_template("account/notifications.html", page=page, subject_url=lambda row: subject_url(row, user))


@bp.post("/notifications/read")
@permit(Permission.SIGNED_IN)
def read_notifications() -> Any:
    mark_all_read(actor=actor())
    return redirect(url_for("account.notifications"))


def subject_url(row: Notification, reader: User) -> str:
    """The page of the record the notice is about; officers verify organizations; a person is
    seen on the members' page, or as oneself."""
    if row.subject_kind is SubjectKind.USER:
        return url_for("account.profile" if row.subject_id == reader.id else "organizations.members")
    if row.subject_kind is SubjectKind.ORGANIZATION and reader.has_role(Role.OFFICER):
        return url_for("organizations.review", organization_id=row.subject_id)
    endpoint, parameter = PAGES[row.subject_kind]
    return url_for(endpoint, **{parameter: row.subject_id})
