from matchmaker.policies.permissions import Permission, holds
from models import User


def can_see_objectors(actor: User | None) -> bool:
    """Who objected, what was handed in, and what waits for an answer: for the bureau alone."""
    return holds(actor, Permission.BUREAU)


def can_answer(actor: User | None) -> bool:
    return holds(actor, Permission.OFFICER) or holds(actor, Permission.SUPERVISOR)
