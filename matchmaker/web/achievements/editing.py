from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.policies import achievement as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import achievements as queries
from matchmaker.queries.coaching import Help
from matchmaker.services.achievement_editing import COLUMNS, create_achievement, edit_achievement
from matchmaker.services.item_fields import default_contact
from matchmaker.web.achievements.blueprint import bp, seen
from matchmaker.web.achievements.coach import help_of
from matchmaker.web.achievements.forms import AchievementForm
from matchmaker.web.achievements.sections import sections
from matchmaker.web.arguments import version_arg
from matchmaker.web.coach import check_pressed, shown
from matchmaker.web.form_rows import change_rows
from matchmaker.web.guards import actor, permit
from matchmaker.web.item_forms import save_item
from models import Achievement, User
from models.enums import AchievementState, TeamRole

ROWS = {
    "parameters": ("indicator", "value", "unit", "evidence"),
    "intellectual_property": ("number", "type", "status", "holder"),
    "team": ("name", "title", "role", "specialty"),
}


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.POST_ACHIEVEMENT)
def create() -> Any:
    form = AchievementForm(data=_blank(actor()))
    return _edited(form, None, lambda submit: create_achievement(form.draft(), actor=actor(), submit=submit))


@bp.route("/<int:achievement_id>/edit", methods=["GET", "POST"])
@permit(Permission.POST_ACHIEVEMENT)
def edit(achievement_id: int) -> Any:
    row = seen(achievement_id)
    if not policy.is_own(actor(), row):
        abort(403)
    if not policy.can_edit(actor(), row):
        flash(_("成果当前的状态不能修改。"), "danger")
        return redirect(url_for(".show", achievement_id=row.id))
    form = AchievementForm(data=_filled(row))

    def save(submit: bool) -> Achievement:
        return edit_achievement(row, form.draft(), actor=actor(), version=version_arg(), submit=submit)

    return _edited(form, row, save)


def _edited(form: AchievementForm, row: Achievement | None, save: Callable[[bool], Achievement]) -> Any:
    """Show the form, change its rows, or save what it says; whatever goes wrong, all that was typed stays."""
    if not form.is_submitted():
        return _page(form, row)
    if change_rows(form):
        return _page(form, row)
    if check_pressed():
        return _page(form, row, help_of(row and row.id))
    if not form.validate():
        return _page(form, row), 400
    saved, status = save_item(form, lambda: save(request.form.get("action") == "submit"))
    if saved is None:
        return _page(form, row), status
    return _saved(saved)


def _saved(row: Achievement) -> Any:
    if request.form.get("action") == "attach":
        flash(_("已保存，可以添加附件。"), "success")
        return redirect(url_for("attachments.of_achievement", achievement_id=row.id))
    said = {
        AchievementState.SUBMITTED: _("已提交，科技局审核后发布，结果会通知您。"),
        AchievementState.PUBLISHED: _("修改已保存，立即生效。"),
    }
    flash(said.get(row.state, _("已保存为草稿，提交审核后才会公开。")), "success")
    return redirect(url_for(".show", achievement_id=row.id))


def _page(form: AchievementForm, row: Achievement | None, help_: Help | None = None) -> str:
    """After a conflict the form goes on from the newest version: whoever saves again was told, and has merged."""
    return render_template(
        "achievements/edit.html",
        form=form,
        achievement=row,
        version=row and row.version,
        conflict=row is not None and version_arg() not in (None, row.version),
        sections=sections(form),
        is_published=row is not None and row.state is AchievementState.PUBLISHED,
        invitable=queries.invitable_names(),
        **shown(help_, AchievementForm),
    )


def _blank(user: User | None) -> dict[str, Any]:
    """The person who writes is taken for the one to call and for the leader, until something else is said."""
    if user is None:
        return {}
    return {**default_contact(user), "team": [{"name": user.name, "title": user.title, "role": TeamRole.LEADER}]}


def _filled(row: Achievement) -> dict[str, Any]:
    rows = {
        name: [{column: getattr(entry, column) for column in columns} for entry in getattr(row, name)]
        for name, columns in ROWS.items()
    }
    fields = {f"field_{place}": field.id for place, field in enumerate(row.fields[:3], 1)}
    return {
        **{name: getattr(row, name) for name in COLUMNS},
        **rows,
        **fields,
        "keywords": tuple(row.keywords),
        "modes": list(row.modes),
        "invited": tuple(each.organization.name for each in row.invitations),
    }
