from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission
from matchmaker.queries import users
from matchmaker.services import memberships
from matchmaker.web.guards import actor, permit
from matchmaker.web.organizations.blueprint import bp
from models import User


@bp.get("/mine/members")
@permit(Permission.OWNER)
def members() -> Any:
    organization = actor().organization
    return render_template("organizations/members.html", organization=organization, members=users.members(organization))


@bp.post("/mine/members/<int:user_id>/confirm")
@permit(Permission.OWNER)
def confirm_member(user_id: int) -> Any:
    member = _member(user_id)
    memberships.confirm_member(member, actor=actor())
    flash(_("已确认 %(name)s 为本单位成员。", name=member.name), "success")
    return redirect(url_for("organizations.members"))


@bp.post("/mine/members/<int:user_id>/decline")
@permit(Permission.OWNER)
def decline_member(user_id: int) -> Any:
    member = _member(user_id)
    memberships.decline_member(member, actor=actor())
    flash(_("%(name)s 不再是本单位成员。", name=member.name), "success")
    return redirect(url_for("organizations.members"))


@bp.post("/mine/members/<int:user_id>/hand-over")
@permit(Permission.OWNER)
def hand_over(user_id: int) -> Any:
    member = _member(user_id)
    memberships.hand_over_ownership(member, actor=actor())
    flash(_("单位管理员已移交给 %(name)s。", name=member.name), "success")
    return redirect(url_for("account.profile"))


def _member(user_id: int) -> User:
    return users.member(user_id, actor().organization) or abort(404)
