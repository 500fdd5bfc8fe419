from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import follow_up as policy
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import side_of
from matchmaker.queries import follow_ups as queries
from matchmaker.services import follow_ups, ratings
from matchmaker.web.arguments import page_arg, version_arg
from matchmaker.web.fields import enum_choices
from matchmaker.web.follow_ups.forms import AnswerForm, RatingForm
from matchmaker.web.form_rules import announce, attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args, text_arg
from matchmaker.web.projects.seen import seen_project
from models import FollowUp, Project
from models.project_enums import FollowUpState

bp = Blueprint("follow_ups", __name__)


@bp.get("/follow-ups")
@permit(Permission.MEMBER)
def index() -> str:
    chosen = chosen_follow_ups()
    return render_template(
        "follow_ups/index.html",
        page=queries.listing(actor(), chosen, page_arg()),
        chosen=chosen,
        chips=active_chips([("q", chosen.text), ("state", chosen.state)]),
        args=kept_args(),
        states=enum_choices(FollowUpState),
    )


def chosen_follow_ups() -> queries.FollowUpFilter:
    return queries.FollowUpFilter(text=text_arg("q"), state=enum_arg("state", FollowUpState))


@bp.get("/follow-ups/<int:follow_up_id>")
@permit(Permission.MEMBER)
def show(follow_up_id: int) -> str:
    return _page(_load(follow_up_id), AnswerForm())


@bp.post("/follow-ups/<int:follow_up_id>/answer")
@permit(Permission.MEMBER)
def answer(follow_up_id: int) -> Response | tuple[str, int]:
    row, form = _load(follow_up_id), AnswerForm()
    if actor().organization_id != row.organization_id:
        abort(403)
    if not sound(form, lambda: follow_ups.answer_faults(form.answer())):
        return _page(row, form), 400
    version = version_arg()
    done, status = attempt(
        form, lambda: follow_ups.answer_follow_up(row, form.answer(), actor=actor(), version=version)
    )
    if not done:
        announce(form)
        return _page(_load(follow_up_id), form), status
    flash(_("回访已填报，谢谢。"), "success")
    return redirect(url_for(".show", follow_up_id=follow_up_id))


@bp.get("/projects/<int:project_id>/follow-up")
@permit(Permission.MEMBER)
def of_project(project_id: int) -> str:
    return _project_page(seen_project(project_id), RatingForm())


@bp.post("/projects/<int:project_id>/rating")
@permit(Permission.MEMBER)
def rate(project_id: int) -> Response | tuple[str, int]:
    project, form = seen_project(project_id), RatingForm()
    if side_of(actor(), project) is None:
        abort(403)
    if not sound(form, list):
        return _project_page(project, form), 400
    done, status = attempt(form, lambda: ratings.rate(project, form.chosen, form.comment.data or "", actor=actor()))
    if not done:
        announce(form)
        return _project_page(seen_project(project_id), form), status
    flash(_("评价已提交，对方会收到通知。"), "success")
    return redirect(url_for(".of_project", project_id=project_id))


def _load(follow_up_id: int) -> FollowUp:
    row = queries.get(follow_up_id, actor())
    return row if row is not None else abort(404)


def _page(row: FollowUp, form: AnswerForm) -> str:
    return render_template(
        "follow_ups/show.html",
        row=row,
        project=row.project,
        form=form if policy.can_answer(actor(), row) else None,
    )


def _project_page(project: Project, form: RatingForm) -> str:
    given, side = queries.ratings_of(project), side_of(actor(), project)
    own = project.organization_of(side).id if side else None
    asked = policy.can_rate(actor(), project) and own not in [each.rater_id for each in given]
    return render_template(
        "follow_ups/project.html",
        project=project,
        rows=queries.of_project(project),
        ratings=given,
        form=form if asked else None,
        own=own,
    )
