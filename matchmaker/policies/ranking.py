from typing import Any

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import User


def can_see_ranking(actor: User | None, item: Any) -> bool:
    """Who may see the ranked counterparts of an item and watch for new ones: its own organization, the bureau and
    technology managers."""
    return bool(parties(actor, item)) or holds(actor, Permission.BUREAU)
