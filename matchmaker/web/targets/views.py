from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import targets as queries
from matchmaker.services import targets
from matchmaker.web.arguments import YEARS, version_arg, year_arg
from matchmaker.web.bureau.links import figure_url
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.targets.forms import TargetForm
from matchmaker.web.targets.words import shown
from models import Target

bp = Blueprint("targets", __name__, url_prefix="/bureau/targets")


@bp.get("")
@permit(Permission.BUREAU)
def index() -> str:
    overview = queries.overview(year_arg("year"))
    return render_template("targets/index.html", overview=overview, figure_url=figure_url, shown=shown)


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def create() -> Any:
    form = TargetForm(year=year_arg("year") or queries.this_year())
    if request.method == "GET":
        return _page(form)
    if not sound(form, lambda: targets.faults(form.draft())):
        return _page(form), 400
    made, status = attempt(form, lambda: targets.set_target(form.draft(), actor=actor()))
    return _saved(made.year) if made else (_page(form), status)


@bp.route("/<int:target_id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def edit(target_id: int) -> Any:
    target = _found(target_id)
    form, version = TargetForm(obj=target), version_arg(target.version)
    if request.method == "GET":
        return _page(form, target, version)
    if not sound(form, lambda: targets.faults(form.draft())):
        return _page(form, target, version), 400
    saved, status = attempt(form, lambda: targets.change_target(target, form.draft(), actor=actor(), version=version))
    return _saved(saved.year) if saved else (_page(form, target, version), status)


@bp.post("/<int:target_id>/delete")
@permit(Permission.OFFICER)
def delete(target_id: int) -> Response:
    target = _found(target_id)
    year = target.year
    targets.delete_target(target, actor=actor(), version=version_arg())
    flash(_("目标已删除。"), "success")
    return redirect(url_for(".index", year=year))


@bp.post("/copy")
@permit(Permission.OFFICER)
def copy() -> Response:
    year = request.form.get("year", type=int)
    if year not in YEARS:
        abort(400)
    count = targets.copy_targets(year, actor=actor())
    flash(_("已复制目标 %(count)s 项，请逐项核对。", count=count), "success")
    return redirect(url_for(".index", year=year))


def _page(form: TargetForm, target: Target | None = None, version: int | None = None) -> str:
    return render_template("targets/edit.html", form=form, target=target, version=version)


def _saved(year: int) -> Response:
    flash(_("目标已保存。"), "success")
    return redirect(url_for(".index", year=year))


def _found(target_id: int) -> Target:
    return queries.get(target_id) or abort(404)
