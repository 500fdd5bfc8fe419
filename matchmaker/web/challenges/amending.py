"""Changing a challenge: its contents, its deadline, its rubric."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission
from matchmaker.services import amendments
from matchmaker.services.rubrics import faults, set_rubric
from matchmaker.web.arguments import version_arg
from matchmaker.web.challenges.blueprint import bp, seen
from matchmaker.web.challenges.forms import ExtensionForm, RubricForm, amendment_form
from matchmaker.web.form_rows import change_rows
from matchmaker.web.form_rules import sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.item_forms import save_item
from matchmaker.workflows.need import NEED
from models import Need
from models.actions import Action
from models.enums import NeedState


@bp.route("/amend", methods=["GET", "POST"])
@permit(Permission.POST_NEED)
def amend(need_id: int) -> Any:
    need = _changeable(need_id, Action.AMEND)
    form = amendment_form(need)

    def work() -> Any:
        return amendments.amend(need, form.draft(), form.reason.data, actor=actor(), version=_version(need))

    sentence = _("变更已公告，已通知正在揭榜的单位；已提交的揭榜申请内容未动，待其重新确认。")
    return _answer(need, form, "challenges/amend.html", work, sentence)


@bp.route("/extend", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def extend(need_id: int) -> Any:
    need, form = _changeable(need_id, Action.EXTEND), ExtensionForm()

    def work() -> Any:
        return amendments.extend_deadline(need, form.day.data, form.reason.data, actor=actor(), version=_version(need))

    return _answer(need, form, "challenges/extend.html", work, _("截止时间已延长，已通知正在揭榜的单位。"))


@bp.route("/rubric", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def rubric(need_id: int) -> Any:
    need = _changeable(need_id, Action.SET_RUBRIC)
    form = RubricForm(data={"criteria": need.criteria})

    def work() -> Any:
        set_rubric(need, form.drafts(), actor=actor(), reason=form.reason.data, version=_version(need))
        return need

    return _answer(need, form, "challenges/rubric.html", work, _("评分标准已更新。"))


def _changeable(need_id: int, action: Action) -> Need:
    """For those who may take the step in some state of the need; the service says whether it is possible now."""
    need = seen(need_id)
    who = {party for step in NEED.transitions if step.action is action for party in step.who}
    return need if who & parties(actor(), need) else abort(403)


def _answer(need: Need, form: FlaskForm, template: str, work: Callable[[], Any], sentence: str) -> Any:
    if request.method == "GET" or change_rows(form):
        return _page(need, form, template)
    rules = (lambda: faults(form.drafts())) if isinstance(form, RubricForm) else list
    if not sound(form, rules):
        return _page(need, form, template), 400
    version = _version(need)
    done, status = save_item(form, work)
    if done is None:
        return _page(need, form, template, conflict=need.version != version), status
    flash(sentence, "success")
    return redirect(url_for("needs.show", need_id=need.id))


def _page(need: Need, form: FlaskForm, template: str, conflict: bool = False) -> str:
    live = need.state is NeedState.BIDDING
    return render_template(template, need=need, form=form, version=_version(need), live=live, conflict=conflict)


def _version(need: Need) -> int:
    return version_arg(need.version)
