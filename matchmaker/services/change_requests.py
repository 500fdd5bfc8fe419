"""变更申请: one side asks, the other agrees, an officer approves, and with the approval the plan changes."""

from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.plan_parts import Part, has_moved, part_of, rebased
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies import change_request as policy
from matchmaker.policies.project import side_of
from matchmaker.services import events
from matchmaker.services.change_plan import apply_part
from matchmaker.services.change_rules import plan_faults, request_faults
from matchmaker.services.notify import tell_and_write
from matchmaker.services.project_people import both_sides, officers_of, people_of
from matchmaker.services.transition import expect_step, perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.change_request import CHANGE_REQUEST, OPEN
from models import ChangeRequest, Project, User, db
from models.actions import Action
from models.project_enums import ChangeKind, ChangeState

NOT_NOW = N_("项目当前为“%(state)s”，不能变更计划。")
MOVED = N_("提出申请后计划已有变动，对照表已按现行计划重新生成。请核对后再批准。")


def request_change(project: Project, kind: ChangeKind, wanted: Part, reason: str, *, actor: User) -> ChangeRequest:
    """`wanted` in the form of `part_of`. Raises Forbidden, Refused (state, one of this kind is open), Invalid."""
    lock(project)
    side = side_of(actor, project)
    if side is None:
        raise Forbidden()
    _expect_changeable(project)
    if db.session.scalar(_open(project).where(ChangeRequest.kind == kind)) is not None:
        raise Refused(N_("已有一件“%(kind)s”变更申请尚未办结，请先办结或撤回。"), kind=kind)
    now = part_of(project, kind, side)
    after = rebased(wanted, now)
    for fault in request_faults(project, kind, now, after, reason):
        raise fault
    change = ChangeRequest(
        project=project, kind=kind, side=side, requested_by=actor, reason=reason.strip(), before=now, after=after
    )
    db.session.add(change)
    events.record(change, Action.REQUEST_CHANGE, actor, new=ChangeState.PROPOSED, reason=change.reason)
    message = N_("%(actor)s对项目 %(number)s 提出“%(kind)s”变更申请，请贵方答复。")
    tell_and_write(people_of(project, side.other), message, change, actor=actor.name, **_words(change))
    commit()
    return change


def agree(change: ChangeRequest, *, actor: User, version: int | None = None) -> None:
    """By the other side."""
    _take(change, version)
    _expect_changeable(change.project)
    perform(CHANGE_REQUEST, change, Action.AGREE_CHANGE, actor)
    change.agreed_by, change.agreed_at = actor, clock.now()
    message = N_("项目 %(number)s 的“%(kind)s”变更申请双方已一致，请审批。")
    tell_and_write(officers_of(change.project), message, change, **_words(change))
    commit()


def approve(change: ChangeRequest, note: str = "", *, actor: User, version: int | None = None) -> None:
    """The plan changes with it. If it has changed since, the comparison is made anew and nothing is approved."""
    _take(change, version)
    _expect_changeable(change.project)
    expect_step(CHANGE_REQUEST, change, Action.APPROVE_CHANGE, actor)
    _expect_same_plan(change, actor)
    for fault in plan_faults(change.project, change.kind, change.after):
        raise fault
    apply_part(change.project, change.after)
    perform(CHANGE_REQUEST, change, Action.APPROVE_CHANGE, actor, reason=note)
    _decide(change, note, actor)
    message = N_("项目 %(number)s 的“%(kind)s”变更申请已批准，计划已更新。")
    tell_and_write(both_sides(change.project), message, change, **_words(change))
    commit()


def refuse(change: ChangeRequest, reason: str, *, actor: User, version: int | None = None) -> None:
    """By the other side, or after its agreement by the officer."""
    _take(change, version)
    asked_other_side = change.state is ChangeState.PROPOSED
    perform(CHANGE_REQUEST, change, Action.REFUSE_CHANGE, actor, reason=reason)
    _decide(change, reason, actor)
    people = people_of(change.project, change.side) if asked_other_side else both_sides(change.project)
    message = N_("项目 %(number)s 的“%(kind)s”变更申请未获同意：%(reason)s")
    tell_and_write(people, message, change, reason=change.decision_note, **_words(change))
    commit()


def withdraw(change: ChangeRequest, *, actor: User, version: int | None = None) -> None:
    """By the side that asked, as long as it is not decided."""
    _take(change, version)
    agreed = change.state is ChangeState.AGREED
    perform(CHANGE_REQUEST, change, Action.WITHDRAW_CHANGE, actor)
    people = people_of(change.project, change.side.other)
    if agreed:
        people += officers_of(change.project)
    message = N_("项目 %(number)s 的“%(kind)s”变更申请已撤回，不必再处理。")
    tell_and_write(people, message, change, **_words(change))
    commit()


def close_open(project: Project, reason: str, actor: User) -> None:
    """With the end of the project, inside its transaction."""
    for change in db.session.scalars(_open(project)).all():
        perform(CHANGE_REQUEST, change, Action.WITHDRAW_CHANGE, actor, reason=reason, by_system=True)
        change.decision_note, change.decided_at = reason.strip(), clock.now()


def _take(change: ChangeRequest, version: int | None) -> None:
    """The project first: of two requests on one plan the second sees what the first has changed."""
    lock(change.project)
    lock(change)
    expect_version(change, version)


def _expect_changeable(project: Project) -> None:
    if project.state not in policy.CHANGEABLE:
        raise Refused(NOT_NOW, state=project.state)


def _expect_same_plan(change: ChangeRequest, actor: User) -> None:
    now = part_of(change.project, change.kind, change.side)
    if not has_moved(change.before, now):
        return
    change.before, change.after = now, rebased(change.after, now)
    events.record(change, Action.EDIT, actor)
    commit()
    raise Refused(MOVED)


def _decide(change: ChangeRequest, note: str, actor: User) -> None:
    change.decided_by, change.decided_at, change.decision_note = actor, clock.now(), note.strip()


def _open(project: Project) -> Any:
    return select(ChangeRequest).where(ChangeRequest.project_id == project.id, ChangeRequest.state.in_(OPEN))


def _words(change: ChangeRequest) -> dict[str, Any]:
    return {"number": change.project.number, "kind": change.kind}
