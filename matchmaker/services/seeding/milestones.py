"""里程碑 of the demo data: one side claims, the other confirms or sends back."""

from datetime import datetime, timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import Row, optional
from models import Milestone, Project
from models.actions import Action
from models.enums import MatchSide
from models.project_enums import MilestoneState

CONFIRMED_AFTER = timedelta(days=2, hours=6)


def milestone(context: Context, position: int, row: Row) -> Milestone:
    """`claimed_on` without `done_on` waits for the other side; with `return_reason` it was sent back."""
    done_on = context.reader.day(row["done_on"] or row["claimed_on"])
    return Milestone(
        position=position,
        title=row["title"],
        due_on=context.reader.day(row["due_on"]) or clock.today(),
        weight=int(row["weight"]),
        evidence=row["evidence"],
        state=_state(row),
        done_on=None if row["return_reason"] else done_on,
        claimed_side=(optional(MatchSide, row["side"]) or MatchSide.ACHIEVEMENT) if done_on else None,
        claimed_at=at_hour(done_on, 10),
        claim_note=row["claim_note"],
        return_reason=row["return_reason"],
    )


def note_milestones(context: Context, project: Project) -> None:
    """Who claimed and who confirmed, once the project and its people are known."""
    for each in project.milestones:
        if each.done_on is not None and each.claimed_at is None:
            each.claimed_side, each.claimed_at = MatchSide.ACHIEVEMENT, at_hour(each.done_on, 10)
            each.state = MilestoneState.CONFIRMED
        if each.claimed_at is not None:
            _note(context, project, each, each.claimed_at)


def _note(context: Context, project: Project, each: Milestone, claimed_at: datetime) -> None:
    side = each.claimed_side or MatchSide.ACHIEVEMENT
    claimer, other = context.speaker_of(project, side), context.speaker_of(project, side.other)
    each.claimed_by = claimer
    answered = min(claimed_at + CONFIRMED_AFTER, clock.now())
    named = {"about": each.title}
    context.note(claimed_at, project, Action.CLAIM_MILESTONE, claimer, "OPEN", "CLAIMED", "", named)
    if each.state is MilestoneState.CONFIRMED:
        each.confirmed_by, each.confirmed_at = other, answered
        context.note(answered, project, Action.CONFIRM_MILESTONE, other, "CLAIMED", "CONFIRMED", "", named)
    elif each.return_reason:
        why = each.return_reason
        context.note(answered, project, Action.RETURN_MILESTONE, other, "CLAIMED", "OPEN", why, named)


def _state(row: Row) -> MilestoneState:
    if row["done_on"]:
        return MilestoneState.CONFIRMED
    return MilestoneState.CLAIMED if row["claimed_on"] and not row["return_reason"] else MilestoneState.OPEN
