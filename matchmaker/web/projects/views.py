from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import agreement as agreement_policy
from matchmaker.policies import project as policy
from matchmaker.policies.milestone import can_answer, can_claim
from matchmaker.policies.permissions import Permission
from matchmaker.queries import meetings
from matchmaker.queries import projects as queries
from matchmaker.queries import room as room_queries
from matchmaker.queries.events import project_timeline
from matchmaker.services import offline_deals, project_rules, projects
from matchmaker.web.arguments import number_arg, page_arg, reason_arg, version_arg, year_arg
from matchmaker.web.fields import enum_choices
from matchmaker.web.filters import label
from matchmaker.web.form_rows import change_rows
from matchmaker.web.form_rules import attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args, row_choices, text_arg
from matchmaker.web.projects.forms import OfflineDealForm, ProjectForm
from matchmaker.web.projects.next_step import next_step
from matchmaker.web.projects.page import moves, steps, thread
from matchmaker.web.projects.room import FRAME, due_lines, money_stats
from matchmaker.web.projects.seen import seen_project
from models import District, Field, Project
from models.actions import Action
from models.enums import ProjectOrigin, ProjectState
from models.project_enums import MilestoneState

bp = Blueprint("projects", __name__, url_prefix="/projects")
LATEST = 8


@bp.get("/")
@permit(Permission.MEMBER)
def index() -> str:
    chosen = chosen_projects()
    fields, districts = queries.fields(), queries.districts()
    return render_template(
        "projects/index.html",
        page=queries.listing(actor(), chosen, page_arg()),
        totals=queries.totals(actor(), chosen),
        chosen=chosen,
        chips=_chips(chosen, fields, districts),
        args=kept_args(),
        options={
            "state": enum_choices(ProjectState),
            "origin": enum_choices(ProjectOrigin),
            "field": row_choices(fields),
            "district": row_choices(districts),
            "year": [(year, year) for year in queries.years(actor())],
        },
    )


def chosen_projects() -> queries.ProjectFilter:
    return queries.ProjectFilter(
        text=text_arg("q"),
        state=enum_arg("state", ProjectState),
        origin=enum_arg("origin", ProjectOrigin),
        field_id=number_arg("field"),
        district_id=number_arg("district"),
        year=year_arg("year"),
    )


@bp.get("/<int:project_id>")
@permit(Permission.MEMBER)
def show(project_id: int) -> str:
    project = room_queries.get(project_id, actor()) or abort(404)
    dues, over = room_queries.dues(project), project.state is ProjectState.TERMINATED
    return render_template(
        "projects/show.html",
        project=project,
        steps=steps(project),
        thread=thread(project),
        moves=moves(project),
        step=None if over else next_step(project, dues, room_queries.waiting(project)),
        dues=due_lines(project, dues),
        days_left=room_queries.days_left(project),
        stats=money_stats(project),
        chart=room_queries.picture(project),
        frame=FRAME,
        milestone_states=tuple(MilestoneState),
        milestone_light=room_queries.milestone_light,
        can_claim=lambda row: can_claim(actor(), row),
        can_answer=lambda row: can_answer(actor(), row),
        shows_agreement=project.agreement is not None and agreement_policy.can_view(actor(), project.agreement),
        can_edit=policy.can_edit(actor(), project),
        partners=project.bid.joined if project.bid else [],
        meeting=meetings.latest(project),
        events=project_timeline(project, actor(), 1, LATEST),
    )


@bp.get("/<int:project_id>/timeline")
@permit(Permission.MEMBER)
def timeline(project_id: int) -> str:
    project = seen_project(project_id)
    page = project_timeline(project, actor(), page_arg())
    return render_template("projects/timeline.html", project=project, page=page, args={"project_id": project.id})


@bp.route("/<int:project_id>/edit", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def edit(project_id: int) -> str | Response | tuple[str, int]:
    project = seen_project(project_id)
    if not policy.can_plan(actor(), project):
        abort(403)
    form = ProjectForm(obj=project)
    version = version_arg(project.version)
    if request.method == "GET" or change_rows(form):
        return _edit_page(form, project, version)
    if not sound(form, lambda: project_rules.plan_faults(form.plan())):
        return _edit_page(form, project, version), 400
    done, status = attempt(form, lambda: projects.edit_project(project, form.plan(), actor=actor(), version=version))
    if not done:
        return _edit_page(form, project, version), status
    flash(_("项目计划已保存。"), "success")
    return redirect(url_for(".show", project_id=project.id))


@bp.post("/<int:project_id>/advance")
@permit(Permission.MEMBER)
def advance(project_id: int) -> Response:
    project, step = seen_project(project_id), Action.__members__.get(request.form.get("step", ""))
    if step is None:
        abort(400)
    version = version_arg()
    projects.move_project(project, step, actor=actor(), reason=reason_arg(), version=version)
    flash(_("项目状态已更新为“%(state)s”。", state=label(project.state)), "success")
    return redirect(url_for(".show", project_id=project.id))


@bp.route("/offline/new", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def record_offline() -> str | Response | tuple[str, int]:
    form = OfflineDealForm()
    if request.method == "GET" or change_rows(form):
        return _offline_page(form)
    if not sound(form, lambda: offline_deals.deal_faults(form.deal())):
        return _offline_page(form), 400
    project, status = attempt(form, lambda: offline_deals.record_offline_deal(form.deal(), actor=actor()))
    if project is None:
        return _offline_page(form), status
    flash(_("已登记合作项目 %(number)s，请接着登记技术合同。", number=project.number), "success")
    return redirect(url_for("agreements.create", project_id=project.id))


def _edit_page(form: ProjectForm, project: Project, version: int | None) -> str:
    return render_template("projects/edit.html", form=form, project=project, version=version)


def _offline_page(form: OfflineDealForm) -> str:
    return render_template(
        "projects/offline.html", form=form, firms=queries.firm_names(), providers=queries.provider_names()
    )


def _chips(chosen: queries.ProjectFilter, fields: list[Field], districts: list[District]) -> list[tuple[str, str]]:
    return active_chips(
        [
            ("q", chosen.text),
            ("state", chosen.state),
            ("origin", chosen.origin),
            ("field", next((row for row in fields if row.id == chosen.field_id), None)),
            ("district", next((row for row in districts if row.id == chosen.district_id), None)),
            ("year", chosen.year),
        ]
    )
