"""里程碑: one side claims it done, the other side confirms or sends it back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.milestone import UNDER_WAY
from matchmaker.policies.project import side_of
from matchmaker.services.attachments import Files, kept
from matchmaker.services.notify import tell, tell_and_write
from matchmaker.services.project_people import people_of
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.project import MILESTONE
from models import Milestone, User
from models.actions import Action
from models.project_enums import MilestoneState

CLAIMED = N_(
    "%(organization)s申报完成了项目 %(number)s“%(project)s”的里程碑“%(title)s”，请贵方核对材料后确认，或说明理由退回。"
)
CONFIRMED = N_("%(organization)s确认了项目 %(number)s“%(project)s”的里程碑“%(title)s”。")
RETURNED = N_(
    "%(organization)s退回了项目 %(number)s“%(project)s”的里程碑“%(title)s”，理由：%(reason)s。请补充后重新申报。"
)


@dataclass(frozen=True)
class Claim:
    """`files`: name and contents of what proves it."""

    done_on: date
    note: str
    files: Files = ()


def claim_milestone(milestone: Milestone, claim: Claim, *, actor: User, version: int | None = None) -> Milestone:
    """Say that it has been reached. Raises Invalid (day, file), Refused, Forbidden, Conflict."""
    _begin(milestone, version)
    side = side_of(actor, milestone.project)
    if side is None:
        raise Forbidden()
    _check_day(milestone, claim.done_on)
    perform(MILESTONE, milestone, Action.CLAIM_MILESTONE, actor, about=milestone.project, data=_named(milestone))
    milestone.done_on, milestone.claim_note, milestone.return_reason = claim.done_on, claim.note, ""
    milestone.claimed_side = side
    milestone.claimed_by, milestone.claimed_at = actor, clock.now()
    tell_and_write(people_of(milestone.project, side.other), CLAIMED, milestone.project, **_words(milestone, actor))
    with kept(milestone, claim.files, actor):
        commit()
    return milestone


def confirm_milestone(milestone: Milestone, *, actor: User, version: int | None = None) -> Milestone:
    """Raises Forbidden (one's own), Refused, Conflict."""
    _begin(milestone, version)
    _expect_other_side(milestone, actor)
    perform(MILESTONE, milestone, Action.CONFIRM_MILESTONE, actor, about=milestone.project, data=_named(milestone))
    milestone.confirmed_by, milestone.confirmed_at = actor, clock.now()
    tell(_claimants(milestone), CONFIRMED, milestone.project, **_words(milestone, actor))
    commit()
    return milestone


def return_milestone(milestone: Milestone, *, actor: User, reason: str, version: int | None = None) -> Milestone:
    """Open again: what was claimed stays to be read until the next claim. Raises like `confirm_milestone`, Invalid."""
    _begin(milestone, version)
    _expect_other_side(milestone, actor)
    perform(
        MILESTONE,
        milestone,
        Action.RETURN_MILESTONE,
        actor,
        reason=reason,
        about=milestone.project,
        data=_named(milestone),
    )
    people, words = _claimants(milestone), _words(milestone, actor)
    milestone.done_on, milestone.return_reason = None, reason
    tell_and_write(people, RETURNED, milestone.project, reason=reason.rstrip("。"), **words)
    commit()
    return milestone


def _begin(milestone: Milestone, version: int | None) -> None:
    lock(milestone.project)
    lock(milestone)
    expect_version(milestone, version)
    if milestone.project.state not in UNDER_WAY:
        raise Refused(N_("项目当前为“%(state)s”，实施期间才能办理里程碑。"), state=milestone.project.state)


def _check_day(milestone: Milestone, day: date) -> None:
    signed_on = milestone.project.signed_on
    if day > clock.today():
        raise Invalid(N_("完成日期不能晚于今天。"), field="done_on")
    if signed_on and day < signed_on:
        raise Invalid(N_("完成日期不能早于签约日期 %(day)s。"), field="done_on", day=signed_on.isoformat())


def _expect_other_side(milestone: Milestone, actor: User) -> None:
    own = side_of(actor, milestone.project)
    if milestone.state is MilestoneState.CLAIMED and own is not None and own is milestone.claimed_side:
        raise Forbidden(N_("这项里程碑由贵方申报，须由对方确认或退回，请等待对方处理。"))


def _claimants(milestone: Milestone) -> list[User]:
    side = milestone.claimed_side
    return people_of(milestone.project, side) if side else []


def _named(milestone: Milestone) -> dict[str, str]:
    return {"about": milestone.title}


def _words(milestone: Milestone, actor: User) -> dict[str, Any]:
    project = milestone.project
    return {
        "organization": actor.organization.name,
        "number": project.number,
        "project": project.title,
        "title": milestone.title,
    }
