from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.project import can_add_output, side_of
from models import Output, User


def can_remove(actor: User | None, output: Output) -> bool:
    """The side that entered it, while entries are open; an officer at any time."""
    if holds(actor, Permission.OFFICER):
        return True
    return side_of(actor, output.project) is output.side and can_add_output(actor, output.project)
