"""Who asks and who answers in public, on a challenge that still takes bids."""

from matchmaker.policies import need as need_policy
from matchmaker.policies.bid import may_bid
from models import Need, User


def may_ask(actor: User | None, need: Need) -> bool:
    """A member of a verified research organization that reads the details."""
    return may_bid(actor, need) and need_policy.can_view_details(actor, need)


def may_answer(actor: User | None, need: Need) -> bool:
    return need_policy.is_own(actor, need)
