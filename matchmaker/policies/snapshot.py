from matchmaker.policies.parties import parties
from matchmaker.workflows.snapshot import SNAPSHOT
from models import Snapshot, User
from models.actions import Action
from models.project_enums import SnapshotState

OPEN = (SnapshotState.DRAFT, SnapshotState.RETURNED)


def can_take_anew(actor: User, row: Snapshot) -> bool:
    """Whoever may hand it in may draw it up again before."""
    return _may(actor, row, Action.SUBMIT_SNAPSHOT)


def can_return(actor: User, row: Snapshot) -> bool:
    return _may(actor, row, Action.RETURN_SNAPSHOT)


def can_approve(actor: User, row: Snapshot, handed_in_by: int | None) -> bool:
    """A supervisor who neither drew it up nor handed it in."""
    return _may(actor, row, Action.APPROVE_SNAPSHOT) and actor.id not in (row.author_id, handed_in_by)


def _may(actor: User, row: Snapshot, action: Action) -> bool:
    return action in {step.action for step in SNAPSHOT.allowed(row.state, parties(actor, row))}
