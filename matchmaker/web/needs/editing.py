from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.policies import need as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import needs as queries
from matchmaker.queries import rounds
from matchmaker.queries.coaching import Help
from matchmaker.services.need_editing import create_need, draft_faults, edit_need
from matchmaker.web.arguments import number_arg, version_arg
from matchmaker.web.coach import check_pressed, shown
from matchmaker.web.form_rows import change_rows
from matchmaker.web.form_rules import sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.item_forms import save_item
from matchmaker.web.needs.blueprint import bp, seen
from matchmaker.web.needs.coach import help_of
from matchmaker.web.needs.forms import NeedForm, blank_form, form_of
from models import CollectionRound, Need
from models.enums import NeedState


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.POST_NEED)
def create() -> Any:
    form = blank_form(actor(), _round())
    if request.method == "GET" or change_rows(form):
        return _page(form)
    if check_pressed():
        return _page(form, help_=help_of(None))
    if not sound(form, lambda: list(draft_faults(form.draft()))):
        return _page(form), 400
    need, status = save_item(form, lambda: create_need(form.draft(), actor=actor(), submit=_submits()))
    return _saved(need) if need else (_page(form), status)


@bp.route("/<int:need_id>/edit", methods=["GET", "POST"])
@permit(Permission.POST_NEED)
def edit(need_id: int) -> Any:
    need = seen(need_id)
    if not policy.is_own(actor(), need):
        abort(403)
    if request.method == "GET" and not policy.can_edit(actor(), need):
        flash(_("需求在当前状态下不能修改。"), "info")
        return redirect(url_for(".show", need_id=need.id))
    form, version = form_of(need), version_arg(need.version)
    if request.method == "GET" or change_rows(form):
        return _page(form, need, version)
    if check_pressed():
        return _page(form, need, version, help_=help_of(need.id))
    if not sound(form, lambda: list(draft_faults(form.draft()))):
        return _page(form, need, version), 400
    saved, status = save_item(
        form, lambda: edit_need(need, form.draft(), actor=actor(), version=version, submit=_submits())
    )
    return _saved(saved) if saved else (_page(form, need, version, conflict=need.version != version), status)


def _round() -> CollectionRound | None:
    """From the button on a round's page, while the round takes needs."""
    number = number_arg("round")
    return rounds.taking(number) if number is not None else None


def _submits() -> bool:
    return request.form.get("action") == "submit"


def _page(
    form: NeedForm,
    need: Need | None = None,
    version: int | None = None,
    conflict: bool = False,
    help_: Help | None = None,
) -> str:
    published = need is not None and need.state is NeedState.PUBLISHED
    if published and need is not None:
        form.kind.members = (need.kind,)
    return render_template(
        "needs/edit.html",
        form=form,
        need=need,
        version=version,
        conflict=conflict,
        published=published,
        invitable=queries.invitable_names(),
        **shown(help_, NeedForm),
    )


def _saved(need: Need) -> Any:
    sentences = {
        NeedState.SUBMITTED: _("已提交，等待科技局审核。结果会发到您的消息里。"),
        NeedState.PUBLISHED: _("修改已保存，大厅和匹配已同步更新。"),
    }
    flash(sentences.get(need.state, _("草稿已保存，只有本单位能看到。")), "success")
    return redirect(url_for(".show", need_id=need.id))
