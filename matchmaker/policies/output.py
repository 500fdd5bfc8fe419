from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.project import can_add_output
from models import Output, User


def can_remove(actor: User | None, output: Output) -> bool:
    """The side that entered it, while entries are open; an officer at any time."""
    if holds(actor, Permission.OFFICER):
        return True
    own = actor is not None and actor.organization_id == output.author.organization_id
    return own and can_add_output(actor, output.project)
