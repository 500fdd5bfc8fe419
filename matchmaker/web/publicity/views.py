from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.extensions import limiter
from matchmaker.policies import publicity as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import publicity as queries
from matchmaker.queries.evaluations import latest_of
from matchmaker.services import objections, publicity
from matchmaker.web.arguments import page_arg, reason_arg, version_arg
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.publicity.forms import ObjectionForm
from models import Publicity

bp = Blueprint("publicity", __name__, url_prefix="/publicity")
PER_ADDRESS = "6 per minute; 30 per hour"
RECEIVED = "objection"


@bp.get("/")
@permit(Permission.ANYONE)
def index() -> str:
    page = queries.listing(page_arg())
    return render_template("publicity/index.html", page=page, standing=queries.standing)


@bp.get("/<int:publicity_id>")
@permit(Permission.ANYONE)
def show(publicity_id: int) -> str:
    notice = _load(publicity_id)
    evaluation, answered = notice.evaluation, queries.answered(notice)
    return render_template(
        "publicity/show.html",
        notice=notice,
        evaluation=evaluation,
        need=evaluation.need,
        standing=queries.standing(notice),
        winner=queries.chosen(evaluation.winner),
        reserve=queries.chosen(evaluation.reserve),
        answered=answered,
        sees_objectors=policy.sees_objectors(actor()),
        answers=policy.answers(actor()),
        waiting=len(notice.objections) - len(answered),
        latest=latest_of(evaluation.need),
        project=queries.project_of(evaluation.winner) if actor() else None,
    )


@bp.route("/<int:publicity_id>/object", methods=["GET", "POST"])
@permit(Permission.ANYONE)
@limiter.limit(PER_ADDRESS, methods=["POST"])
def object_(publicity_id: int) -> Any:
    notice, form = _load(publicity_id), ObjectionForm()
    if request.method == "GET":
        return _form_page(notice, form)
    if not sound(form, lambda: objections.faults(form.given(), len(form.file.given()))):
        return _form_page(notice, form), 400
    done, status = attempt(form, lambda: objections.object_to(notice, form.given(), form.file.given()))
    if not done:
        return _form_page(_load(publicity_id), form), status
    session[RECEIVED] = done.number
    return redirect(url_for(".received", publicity_id=publicity_id))


@bp.get("/<int:publicity_id>/received")
@permit(Permission.ANYONE)
def received(publicity_id: int) -> str | Response:
    """The number of what this visitor has just handed in."""
    notice, number = _load(publicity_id), session.get(RECEIVED)
    if not number:
        return redirect(url_for(".show", publicity_id=publicity_id))
    return render_template("publicity/received.html", notice=notice, number=number)


@bp.post("/<int:publicity_id>/objections/<int:objection_id>")
@permit(Permission.BUREAU)
def answer(publicity_id: int, objection_id: int) -> Response:
    notice = _load(publicity_id)
    row = next((each for each in notice.objections if each.id == objection_id), None)
    choice = request.form.get("choice")
    if row is None:
        abort(404)
    if choice not in ("uphold", "dismiss"):
        abort(400)
    objections.answer(row, choice == "uphold", reason_arg(), actor=actor(), version=version_arg())
    flash(_("%(number)s 已答复。", number=row.number), "success")
    return redirect(url_for(".show", publicity_id=publicity_id))


@bp.post("/<int:publicity_id>/award")
@permit(Permission.BUREAU)
def award(publicity_id: int) -> Response:
    project = publicity.award(_load(publicity_id), actor=actor(), version=version_arg())
    flash(_("已授榜，建立合作项目 %(number)s。", number=project.number), "success")
    return redirect(url_for("projects.show", project_id=project.id))


def _form_page(notice: Publicity, form: ObjectionForm) -> str:
    return render_template(
        "publicity/object.html",
        notice=notice,
        need=notice.evaluation.need,
        standing=queries.standing(notice),
        form=form,
    )


def _load(publicity_id: int) -> Publicity:
    found = queries.get(publicity_id)
    if found is None:
        abort(404)
    return found
