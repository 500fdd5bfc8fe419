"""变更申请 of the demo data. `other` names what differs from the plan as it stands: of an approved request that is the
plan as it was before, of any other the plan as it is wanted. `ends_on=2026-12-31;title of a milestone=2026-11-30`."""

from copy import deepcopy
from datetime import datetime

from matchmaker.checks.plan_parts import Part, part_of
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Row, member
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.change_request import CHANGE_REQUEST
from models import ChangeRequest, Project, User, db
from models.actions import Action
from models.enums import MatchSide
from models.project_enums import ChangeKind, ChangeState

ENDS = {"APPROVED": Action.APPROVE_CHANGE, "REFUSED": Action.REFUSE_CHANGE}
ROWS = {"milestones": ("title", "due_on"), "indicators": ("name", "promised")}


def load(context: Context) -> None:
    db.session.flush()
    for row in context.reader.rows("change_requests"):
        change = _change(context, context.projects[row["project"]], row)
        db.session.add(change)
        db.session.flush()
        _steps(context, change, row)


def _change(context: Context, project: Project, row: Row) -> ChangeRequest:
    kind, side = member(ChangeKind, row["kind"]), member(MatchSide, row["side"])
    now = part_of(project, kind, side)
    other = _overlaid(context, now, row["other"])
    before, after = (other, now) if row["state"] == "APPROVED" else (now, other)
    author = context.speaker_of(project, side)
    return ChangeRequest(
        project=project,
        kind=kind,
        state=ChangeState.PROPOSED,
        side=side,
        requested_by=author,
        reason=row["reason"],
        before=before,
        after=after,
        created_at=context.reader.moment(row["asked_on"], 9),
    )


def _overlaid(context: Context, part: Part, text: str) -> Part:
    """Raises KeyError for what the plan does not have."""
    found = deepcopy(part)
    for name, value in (pair.split("=", 1) for pair in text.split(";")):
        if name in found:
            found[name] = _value(context, name, value)
            continue
        list_name = next(iter(ROWS.keys() & found.keys()))
        key, column = ROWS[list_name]
        rows = {each[key]: each for each in found[list_name]}
        rows[name][column] = _value(context, column, value)
    return found


def _value(context: Context, name: str, text: str) -> str | bool:
    if name in ("ends_on", "due_on"):
        return f"{context.reader.day(text)}"
    return text == "YES" if name == "lump_sum" else text


def _steps(context: Context, change: ChangeRequest, row: Row) -> None:
    author = context.speaker_of(change.project, change.side)
    other = context.speaker_of(change.project, change.side.other)
    asked, officer = change.created_at, change.project.officer
    context.note(asked, change, Action.REQUEST_CHANGE, author, "", "PROPOSED", change.reason)
    answered, decided = context.reader.moment(row["agreed_on"], 14), context.reader.moment(row["decided_on"], 16)
    if answered:
        advance(context, CHANGE_REQUEST, change, Action.AGREE_CHANGE, answered, other)
        change.agreed_by, change.agreed_at = other, answered
    if row["state"] == "WITHDRAWN":
        advance(context, CHANGE_REQUEST, change, Action.WITHDRAW_CHANGE, decided or asked, author)
    elif decided:
        decider = officer if answered else other
        _decide(context, change, ENDS[row["state"]], decided, decider, row["note"])


def _decide(
    context: Context, change: ChangeRequest, action: Action, at: datetime, decider: User | None, note: str
) -> None:
    advance(context, CHANGE_REQUEST, change, action, at, decider, note)
    change.decided_by, change.decided_at, change.decision_note = decider, at, note
