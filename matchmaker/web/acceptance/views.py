"""验收 of a project: applications, the check of documents, experts, conclusion, certificate."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from matchmaker.policies import acceptance as policy
from matchmaker.policies.permissions import Permission
from matchmaker.policies.project import side_of
from matchmaker.queries import acceptances as queries
from matchmaker.queries import experts as expert_queries
from matchmaker.reports import bid_word
from matchmaker.reports.outline import Paper
from matchmaker.services import acceptance_conclusion, acceptance_panel, acceptances
from matchmaker.services.acceptance_rules import application_faults, unconfirmed
from matchmaker.web.acceptance.certificate import certificate as paper_of
from matchmaker.web.acceptance.forms import ApplyForm, VerdictForm, apply_form
from matchmaker.web.acceptance.page import acceptance_page
from matchmaker.web.arguments import as_number, reason_arg, version_arg
from matchmaker.web.downloads import private_file
from matchmaker.web.form_rules import announce, attempt, sound
from matchmaker.web.guards import actor, permit
from matchmaker.web.navigation import city
from matchmaker.web.projects.seen import seen_project
from models import Acceptance, Project
from models.project_enums import AcceptanceState

bp = Blueprint("acceptance", __name__)


@bp.get("/projects/<int:project_id>/acceptance")
@permit(Permission.MEMBER)
def index(project_id: int) -> str:
    project = seen_project(project_id)
    rows = queries.of_project(project)
    open_milestones = len(unconfirmed(project))
    return render_template(
        "acceptance/index.html",
        project=project,
        rows=rows,
        ready=queries.Readiness(
            milestones=len(project.milestones),
            confirmed=len(project.milestones) - open_milestones,
            overdue_reports=acceptances.overdue_reports(project),
        ),
        can_apply=policy.can_apply(actor(), project, rows[0] if rows else None),
    )


@bp.route("/projects/<int:project_id>/acceptance/apply", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def apply(project_id: int) -> str | Answer | tuple[str, int]:
    project = seen_project(project_id)
    if side_of(actor(), project) is None:
        abort(403)
    latest = acceptances.latest_of(project)
    returned = latest if latest is not None and latest.state is AcceptanceState.RETURNED else None
    form = apply_form(project, returned)
    if request.method == "GET":
        return _apply_page(form, project, returned)
    late = acceptances.overdue_reports(project)
    if not sound(form, lambda: list(application_faults(project, form.given(), late))):
        return _apply_page(form, project, returned), 400
    done, status = attempt(form, lambda: acceptances.apply(project, form.given(), form.file.given(), actor=actor()))
    if not done:
        return _apply_page(form, seen_project(project_id), returned), status
    flash(_("验收申请已提交，等待科技局审核资料。"), "success")
    return _to(done)


@bp.get("/acceptances/<int:acceptance_id>")
@permit(Permission.MEMBER)
def show(acceptance_id: int) -> str:
    return acceptance_page(_acceptance(acceptance_id))


@bp.post("/acceptances/<int:acceptance_id>/check")
@permit(Permission.OFFICER)
def check(acceptance_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    acceptances.pass_documents(acceptance, reason_arg(), actor=actor(), version=version_arg())
    flash(_("资料审核通过，请指派验收专家。"), "success")
    return _to(acceptance)


@bp.post("/acceptances/<int:acceptance_id>/return")
@permit(Permission.OFFICER)
def return_(acceptance_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    acceptances.return_documents(acceptance, reason_arg(), actor=actor(), version=version_arg())
    flash(_("已退回补正，双方已收到通知。"), "success")
    return _to(acceptance)


@bp.post("/acceptances/<int:acceptance_id>/withdraw")
@permit(Permission.MEMBER)
def withdraw(acceptance_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    acceptance_conclusion.withdraw(acceptance, reason_arg(), actor=actor(), version=version_arg())
    flash(_("验收申请已撤回，项目回到实施。"), "success")
    return _to(acceptance)


@bp.post("/acceptances/<int:acceptance_id>/experts")
@permit(Permission.OFFICER)
def name_expert(acceptance_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    expert = expert_queries.get(as_number(request.form.get("expert_id", "")) or 0) or abort(404)
    acceptance_panel.name_expert(acceptance, expert, actor=actor())
    flash(_("已请%(name)s提出验收意见。", name=expert.name), "success")
    return _to(acceptance, "experts")


@bp.post("/acceptances/<int:acceptance_id>/experts/<int:opinion_id>/remove")
@permit(Permission.OFFICER)
def remove_expert(acceptance_id: int, opinion_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    row = next((each for each in acceptance.opinions if each.id == opinion_id), None) or abort(404)
    name = row.expert.name
    acceptance_panel.remove_expert(row, reason_arg(), actor=actor())
    flash(_("%(name)s已移出验收专家名单。", name=name), "success")
    return _to(acceptance, "experts")


@bp.post("/acceptances/<int:acceptance_id>/opinion")
@permit(Permission.REVIEW)
def opinion(acceptance_id: int) -> Answer | tuple[str, int]:
    def give(acceptance: Acceptance, form: VerdictForm) -> None:
        acceptance_panel.give_opinion(acceptance, form.verdict.data, form.text.data, actor=actor())

    return _judged(acceptance_id, give, _("验收意见已提交，谢谢。"))


@bp.post("/acceptances/<int:acceptance_id>/conclude")
@permit(Permission.OFFICER)
def conclude(acceptance_id: int) -> Answer | tuple[str, int]:
    def work(acceptance: Acceptance, form: VerdictForm) -> None:
        verdict, text = form.verdict.data, form.text.data
        acceptance_conclusion.conclude(acceptance, verdict, text, actor=actor(), version=version_arg())

    return _judged(acceptance_id, work, _("验收结论已出具，双方已收到通知。"))


@bp.get("/acceptances/<int:acceptance_id>/certificate")
@permit(Permission.MEMBER)
def certificate(acceptance_id: int) -> str:
    acceptance = _acceptance(acceptance_id)
    return render_template("acceptance/certificate.html", acceptance=acceptance, paper=_paper(acceptance))


@bp.get("/acceptances/<int:acceptance_id>/word")
@permit(Permission.MEMBER)
def word(acceptance_id: int) -> Answer:
    acceptance = _acceptance(acceptance_id)
    return private_file(bid_word.write(_paper(acceptance)), f"{acceptance.project.number}-{acceptance.number}.docx")


def _judged(acceptance_id: int, work: Callable[[Acceptance, VerdictForm], None], said: str) -> Answer | tuple[str, int]:
    acceptance, form = _acceptance(acceptance_id), VerdictForm()
    if not form.validate():
        return acceptance_page(acceptance, form), 400

    def save() -> bool:
        work(acceptance, form)
        return True

    done, status = attempt(form, save)
    if not done:
        announce(form)
        return acceptance_page(_acceptance(acceptance_id), form), status
    flash(said, "success")
    return _to(acceptance)


def _paper(acceptance: Acceptance) -> Paper:
    """For those who read the experts' opinions, once there is a conclusion."""
    if acceptance.state is not AcceptanceState.CONCLUDED or not policy.sees_opinions(actor(), acceptance):
        abort(404)
    return paper_of(acceptance, _("%(city)s科学技术局", city=city()))


def _acceptance(acceptance_id: int) -> Acceptance:
    return queries.get(acceptance_id, actor()) or abort(404)


def _to(acceptance: Acceptance, anchor: str | None = None) -> Answer:
    return redirect(url_for(".show", acceptance_id=acceptance.id, _anchor=anchor))


def _apply_page(form: ApplyForm, project: Project, returned: Acceptance | None) -> str:
    latest = acceptances.latest_of(project)
    return render_template(
        "acceptance/apply.html",
        form=form,
        project=project,
        returned=returned,
        overdue_reports=acceptances.overdue_reports(project),
        can_apply=policy.can_apply(actor(), project, latest),
    )
