from sqlalchemy import ColumnElement, false, or_, select, true

from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from models import Achievement, Match, Need, User
from models.enums import MatchSide
from models.parties import Party

SIDES = {Party.NEED_SIDE: MatchSide.NEED, Party.ACHIEVEMENT_SIDE: MatchSide.ACHIEVEMENT}


def sees_every_match(actor: User | None) -> bool:
    return holds(actor, Permission.BUREAU) or holds(actor, Permission.RECOMMEND)


def side_of(actor: User | None, match: Match) -> MatchSide | None:
    """The side the actor speaks for; None for staff."""
    return next((side for party, side in SIDES.items() if party in parties(actor, match)), None)


def can_view(actor: User | None, match: Match) -> bool:
    return sees_every_match(actor) or side_of(actor, match) is not None


def viewable(actor: User | None) -> ColumnElement[bool]:
    if sees_every_match(actor):
        return true()
    if actor is None or not actor.is_member:
        return false()
    own = actor.organization_id
    return or_(
        Match.need_id.in_(select(Need.id).where(Need.organization_id == own)),
        Match.achievement_id.in_(select(Achievement.id).where(Achievement.organization_id == own)),
    )


def can_view_contacts(actor: User | None, match: Match) -> bool:
    """Only once both sides have consented; a broker without a post at the bureau never."""
    return match.contacts_revealed and (holds(actor, Permission.BUREAU) or side_of(actor, match) is not None)
