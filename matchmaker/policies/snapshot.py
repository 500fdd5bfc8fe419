from matchmaker.policies.permissions import Permission, holds
from models import Snapshot, User
from models.project_enums import SnapshotState

OPEN = (SnapshotState.DRAFT, SnapshotState.RETURNED)


def can_take_anew(actor: User, row: Snapshot) -> bool:
    """Whoever may hand it in may draw it up again before."""
    return row.state in OPEN and holds(actor, Permission.OFFICER)


def can_return(actor: User, row: Snapshot) -> bool:
    return row.state is SnapshotState.SUBMITTED and holds(actor, Permission.SUPERVISOR)


def can_approve(actor: User, row: Snapshot, handed_in_by: int | None) -> bool:
    """A supervisor who neither drew it up nor handed it in."""
    return can_return(actor, row) and actor.id not in (row.author_id, handed_in_by)
