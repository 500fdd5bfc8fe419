"""验收: a party applies, the officer checks the documents. Experts and conclusion are in modules of their own."""

from typing import Any

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.checks.accepted_plan import kept_plan
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies import acceptance as policy
from matchmaker.policies import duties
from matchmaker.policies.project import side_of
from matchmaker.services import events, progress
from matchmaker.services.acceptance_rules import Application, application_faults, exceptions_of, results_of
from matchmaker.services.attachments import Files, kept
from matchmaker.services.notify import tell_and_write
from matchmaker.services.project_people import both_sides, officers_of, people_of
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.acceptance import ACCEPTANCE
from matchmaker.workflows.project import PROJECT
from models import Acceptance, ProgressReport, Project, User, db
from models.actions import Action
from models.project_enums import AcceptanceState


def apply(project: Project, given: Application, files: Files = (), *, actor: User) -> Acceptance:
    """A new application, or the returned one handed in again. Raises Forbidden, Refused, Invalid; then no file is kept
    either."""
    lock(project)
    side = side_of(actor, project)
    if side is None:
        raise Forbidden()
    returned = latest_of(project)
    if not policy.can_apply(actor, project, returned):
        raise Refused(N_("项目当前为“%(state)s”，不能申请验收。"), state=project.state)
    for fault in application_faults(project, given, overdue_reports(project)):
        raise fault
    _keep_results(project, given)
    acceptance = _handed_in(project, returned, given, actor)
    words = {"actor": actor.name, **words_of(acceptance)}
    told = [*officers_of(project), *people_of(project, side.other)]
    tell_and_write(told, N_("%(actor)s提交了项目 %(number)s“%(title)s”的验收申请，待审核资料。"), acceptance, **words)
    with kept(acceptance, files, actor):
        commit()
    return acceptance


def pass_documents(acceptance: Acceptance, note: str = "", *, actor: User, version: int | None = None) -> None:
    take(acceptance, version)
    perform(ACCEPTANCE, acceptance, Action.PASS_DOCUMENTS, actor, reason=note)
    _checked(acceptance, note)
    message = N_("项目 %(number)s“%(title)s”的验收资料已通过审核，将由专家验收。")
    tell_and_write(both_sides(acceptance.project), message, acceptance, **words_of(acceptance))
    commit()


def return_documents(acceptance: Acceptance, reason: str, *, actor: User, version: int | None = None) -> None:
    take(acceptance, version)
    perform(ACCEPTANCE, acceptance, Action.RETURN_ACCEPTANCE, actor, reason=reason)
    _checked(acceptance, reason)
    message = N_("项目 %(number)s“%(title)s”的验收资料被退回补正：%(reason)s")
    words = words_of(acceptance) | {"reason": acceptance.check_note}
    tell_and_write(both_sides(acceptance.project), message, acceptance, **words)
    commit()


def latest_of(project: Project) -> Acceptance | None:
    query = select(Acceptance).where(Acceptance.project_id == project.id)
    return db.session.scalar(query.order_by(Acceptance.number.desc()).limit(1))


def overdue_reports(project: Project) -> int:
    """How many reports are owed and late today."""
    late = duties.REPORT.is_open, duties.REPORT.overdue(clock.today())
    query = select(func.count(ProgressReport.id)).where(ProgressReport.project_id == project.id, *late)
    return db.session.scalar(query) or 0


def take(acceptance: Acceptance, version: int | None) -> None:
    """The project first, as everywhere."""
    lock(acceptance.project)
    lock(acceptance)
    expect_version(acceptance, version)


def words_of(acceptance: Acceptance) -> dict[str, Any]:
    return {"number": acceptance.project.number, "title": acceptance.project.title}


def _handed_in(project: Project, latest: Acceptance | None, given: Application, actor: User) -> Acceptance:
    if latest is not None and latest.state is AcceptanceState.RETURNED:
        perform(ACCEPTANCE, latest, Action.APPLY_ACCEPTANCE, actor)
        acceptance = latest
    else:
        perform(PROJECT, project, Action.APPLY_ACCEPTANCE, actor)
        progress.waive(project)
        acceptance = Acceptance(project=project, number=latest.number + 1 if latest else 1, exceptions=[])
    exceptions = exceptions_of(project, given, acceptance.exceptions)
    acceptance.summary, acceptance.indicators, acceptance.exceptions = given.summary, results_of(project), exceptions
    acceptance.plan = kept_plan(project)
    acceptance.applied_by, acceptance.applied_at = actor, clock.now()
    if acceptance.id is None:
        db.session.add(acceptance)
        events.record(acceptance, Action.APPLY_ACCEPTANCE, actor, new=AcceptanceState.APPLIED)
    return acceptance


def _keep_results(project: Project, given: Application) -> None:
    results = {result.indicator_id: result for result in given.results}
    for row in project.indicators:
        row.reached, row.met = results[row.id].reached, results[row.id].met


def _checked(acceptance: Acceptance, note: str) -> None:
    acceptance.check_note, acceptance.checked_at = note.strip(), clock.now()
