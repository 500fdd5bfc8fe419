from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import collection_round as policy
from matchmaker.policies.permissions import Permission
from matchmaker.services import rounds
from matchmaker.web.arguments import version_arg
from matchmaker.web.form_rows import change_rows
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.rounds.blueprint import bp, seen
from matchmaker.web.rounds.forms import RoundForm, blank_form, form_of
from models import CollectionRound
from models.actions import Action

STEPS = {Action.OPEN_ROUND.name: rounds.open_round, Action.CLOSE_ROUND.name: rounds.close_round}


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def create() -> Any:
    form = blank_form()
    if request.method == "GET" or change_rows(form):
        return _page(form)
    if not sound(form, lambda: list(rounds.draft_faults(form.draft()))):
        return _page(form), 400
    made, status = attempt(form, lambda: rounds.create_round(form.draft(), actor=actor()))
    return _saved(made) if made else (_page(form), status)


@bp.route("/<int:round_id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def edit(round_id: int) -> Any:
    round_ = seen(round_id)
    if request.method == "GET" and not policy.can_edit(actor(), round_):
        flash(_("征集批次在当前状态下不能修改。"), "info")
        return redirect(url_for(".show", round_id=round_.id))
    form, version = form_of(round_), version_arg(round_.version)
    if request.method == "GET" or change_rows(form):
        return _page(form, round_, version)
    if not sound(form, lambda: list(rounds.draft_faults(form.draft()))):
        return _page(form, round_, version), 400

    def save() -> CollectionRound:
        rounds.edit_round(round_, form.draft(), actor=actor(), version=version)
        return round_

    saved, status = attempt(form, save)
    return _saved(saved) if saved else (_page(form, round_, version), status)


@bp.post("/<int:round_id>/advance")
@permit(Permission.OFFICER)
def advance(round_id: int) -> Response:
    round_ = seen(round_id)
    step = STEPS.get(request.form.get("step", "")) or abort(400)
    step(round_, actor=actor(), version=version_arg())
    opened = request.form["step"] == Action.OPEN_ROUND.name
    flash(_("征集已开放，已通知全市认证企业。") if opened else _("征集已截止，请继续受理。"), "success")
    return redirect(url_for(".show", round_id=round_.id))


def _page(form: RoundForm, round_: CollectionRound | None = None, version: int | None = None) -> str:
    return render_template("rounds/edit.html", form=form, round=round_, version=version)


def _saved(round_: CollectionRound) -> Response:
    flash(_("征集批次已保存。"), "success")
    return redirect(url_for(".show", round_id=round_.id))
