"""验收结论: what an acceptance comes to, and what becomes of the project."""

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.services import change_requests, follow_ups, progress
from matchmaker.services.acceptances import take, words_of
from matchmaker.services.notify import tell_and_write
from matchmaker.services.project_people import both_sides, officers_of
from matchmaker.services.transition import expect_step, perform
from matchmaker.services.unit import commit
from matchmaker.workflows.acceptance import ACCEPTANCE, OPEN
from matchmaker.workflows.need import NEED
from matchmaker.workflows.project import PROJECT
from models import Acceptance, Need, Project, User, db
from models.actions import Action
from models.project_enums import AcceptanceVerdict

NO_MORE = N_("项目 %(number)s“%(title)s”已终止，验收不再进行，不必再提交验收意见。")


def conclude(
    acceptance: Acceptance, verdict: AcceptanceVerdict | None, text: str, *, actor: User, version: int | None = None
) -> None:
    """Passed or closed, the project is completed; failed, it runs again and may apply anew.

    Raises Forbidden, Conflict, Refused while an opinion is awaited or nobody was named, Invalid.
    """
    take(acceptance, version)
    expect_step(ACCEPTANCE, acceptance, Action.CONCLUDE, actor)
    _expect_opinions(acceptance)
    if verdict is None:
        raise Invalid(N_("请选择验收结论。"), field="verdict")
    if not text.strip():
        raise Invalid(N_("请写明结论的内容和依据。"), field="text")
    perform(ACCEPTANCE, acceptance, Action.CONCLUDE, actor, reason=text, data={"verdict": verdict.name})
    acceptance.verdict, acceptance.conclusion = verdict, text.strip()
    acceptance.concluded_by, acceptance.concluded_at = actor, clock.now()
    if verdict is AcceptanceVerdict.FAILED:
        _run_again(acceptance.project, Action.FAIL_ACCEPTANCE, text, actor)
    else:
        _complete(acceptance.project, text, actor)
    message = N_("项目 %(number)s“%(title)s”的验收结论：%(verdict)s。")
    tell_and_write(both_sides(acceptance.project), message, acceptance, verdict=verdict, **words_of(acceptance))
    commit()


def withdraw(acceptance: Acceptance, reason: str, *, actor: User, version: int | None = None) -> None:
    """By either side until the documents are passed: the project runs again, and may apply anew.

    Raises Forbidden, Conflict, Refused, Invalid without a reason.
    """
    take(acceptance, version)
    project = acceptance.project
    perform(ACCEPTANCE, acceptance, Action.WITHDRAW_ACCEPTANCE, actor, reason=reason)
    _run_again(project, Action.WITHDRAW_ACCEPTANCE, reason, actor)
    told = [*officers_of(project), *both_sides(project)]
    message = N_("%(actor)s撤回了项目 %(number)s“%(title)s”的验收申请：%(reason)s")
    words = words_of(acceptance) | {"actor": actor.name, "reason": reason.strip()}
    tell_and_write([person for person in told if person.id != actor.id], message, acceptance, **words)
    commit()


def close_open(project: Project, reason: str, actor: User) -> None:
    """With the termination of the project, inside its transaction."""
    query = select(Acceptance).where(Acceptance.project_id == project.id, Acceptance.state.in_(OPEN))
    for acceptance in db.session.scalars(query).all():
        perform(ACCEPTANCE, acceptance, Action.WITHDRAW, actor, reason=reason, by_system=True)
        awaited = [each.expert for each in acceptance.opinions if each.given_at is None]
        tell_and_write(awaited, NO_MORE, acceptance, **words_of(acceptance))


def _expect_opinions(acceptance: Acceptance) -> None:
    awaited = [each.expert.name for each in acceptance.opinions if each.given_at is None]
    if awaited:
        raise Refused(N_("还在等%(names)s的验收意见，收齐后再出结论；等不到的可移出名单并说明理由。"), names=awaited)
    if not acceptance.opinions:
        raise Refused(N_("至少要有一位专家提交意见，才能出具结论。"))


def _run_again(project: Project, action: Action, text: str, actor: User) -> None:
    perform(PROJECT, project, action, actor, reason=text, by_system=True)
    progress.open_period(project)


def _complete(project: Project, text: str, actor: User) -> None:
    perform(PROJECT, project, Action.COMPLETE, actor, by_system=True)
    project.completed_on = clock.today()
    follow_ups.schedule(project)
    progress.waive(project)
    change_requests.close_open(project, text, actor)
    _fulfil(project.need, actor)


def _fulfil(need: Need | None, actor: User) -> None:
    if need is not None and NEED.find(Action.FULFIL, need.state):
        perform(NEED, need, Action.FULFIL, actor, by_system=True)
