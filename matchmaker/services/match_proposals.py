from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.match import side_of
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.visibility import is_open_to
from matchmaker.services import events, numbers
from matchmaker.services.matches import consent_to_match, has_consented, record_consent
from matchmaker.services.notify import members_of, tell
from matchmaker.services.relevance import of_pair
from matchmaker.services.unit import commit, lock
from matchmaker.workflows.match import OPEN
from matchmaker.workflows.need import MATCHABLE
from models import Achievement, Match, Need, User, db
from models.actions import Action
from models.enums import AchievementState, MatchOrigin, MatchSide, MatchState, NeedState, OrganizationKind

STARTED = {
    MatchOrigin.REQUEST: N_("%(actor)s请求对接：“%(need)s”与“%(achievement)s”。"),
    MatchOrigin.OFFER: N_("%(actor)s表示能解决：“%(need)s”，成果“%(achievement)s”。"),
    MatchOrigin.RECOMMEND: N_("%(actor)s推荐撮合：“%(need)s”与“%(achievement)s”，等双方回应。"),
    MatchOrigin.EVENT: N_("%(actor)s记录了活动上的对接：“%(need)s”与“%(achievement)s”，等双方回应。"),
}
CONSENTING_SIDE = {MatchOrigin.REQUEST: MatchSide.NEED, MatchOrigin.OFFER: MatchSide.ACHIEVEMENT}


def propose_match(
    need: Need, achievement: Achievement, *, actor: User, note: str = "", at_event: bool = False
) -> tuple[Match, bool]:
    """The match of this pair, and whether it is new. One that is open already is not made twice: if the actor's
    side has not answered it yet, proposing it counts as the consent. Raises Forbidden, Refused."""
    origin = _origin(need, achievement, actor, at_event)
    lock(need)  # two proposals of one pair at once: the second waits here, then finds the first
    existing = _live(need, achievement)
    if existing is not None:
        return _join(existing, actor), False
    _expect_open(need, achievement)
    _expect_invited(need, achievement)
    match = _new_match(need, achievement, origin, actor, note)
    if origin in CONSENTING_SIDE:
        record_consent(match, CONSENTING_SIDE[origin], actor)
        match.state = MatchState.ACCEPTED_BY_ONE
    events.record(match, Action.PROPOSE, actor, new=match.state, reason=note, data={"origin": origin.name})
    people = [*members_of(need.organization), *members_of(achievement.organization)]
    words = {"actor": actor.organization.name, "need": need.title, "achievement": achievement.title}
    tell([user for user in people if user.id != actor.id], STARTED[origin], match, **words)
    commit()
    return match, True


def _origin(need: Need, achievement: Achievement, actor: User, at_event: bool) -> MatchOrigin:
    if not (need_policy.can_view(actor, need) and achievement_policy.can_view(actor, achievement)):
        raise Forbidden()
    own = actor.organization_id if actor.is_member else None
    if own == need.organization_id and actor.organization.kind is OrganizationKind.FIRM:
        return MatchOrigin.REQUEST
    if own == achievement.organization_id and actor.organization.is_research:
        return MatchOrigin.OFFER
    if not holds(actor, Permission.RECOMMEND):
        raise Forbidden()
    return MatchOrigin.EVENT if at_event else MatchOrigin.RECOMMEND


def _live(need: Need, achievement: Achievement) -> Match | None:
    states = (*OPEN, MatchState.AGREED)
    query = select(Match).where(Match.need_id == need.id, Match.achievement_id == achievement.id)
    found: Match | None = db.session.scalar(query.where(Match.state.in_(states)))
    return found


def _join(match: Match, actor: User) -> Match:
    side = side_of(actor, match)
    answerable = match.state in (MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE)
    if side is not None and answerable and not has_consented(match, side):
        return consent_to_match(match, actor=actor)
    return match


def _expect_open(need: Need, achievement: Achievement) -> None:
    if need.state not in MATCHABLE:
        raise Refused(N_("这项需求当前为“%(state)s”，不能发起对接。"), state=need.state)
    # The deadline binds by the server's clock, also in the minutes before the tick that closes the bidding.
    if need.state is NeedState.BIDDING and need.bid_deadline is not None and need.bid_deadline <= clock.now():
        raise Refused(N_("这项榜单的揭榜截止时间已过，不能发起对接。"))
    if achievement.state is not AchievementState.PUBLISHED:
        raise Refused(N_("这项成果当前为“%(state)s”，不能发起对接。"), state=achievement.state)


def _expect_invited(need: Need, achievement: Achievement) -> None:
    """Whoever brings them together: a match shows each side the other's item."""
    for item, other in ((need, achievement), (achievement, need)):
        if not is_open_to(other.organization_id, item):
            words = {"title": item.title, "organization": other.organization.name}
            raise Refused(N_("“%(title)s”只对受邀单位公开，%(organization)s不在受邀之列，不能发起对接。"), **words)


def _new_match(need: Need, achievement: Achievement, origin: MatchOrigin, actor: User, note: str) -> Match:
    level, probability = of_pair(need, achievement)
    match = Match(
        number=numbers.new_match_number(need.thread),
        need=need,
        achievement=achievement,
        origin=origin,
        state=MatchState.PROPOSED,
        proposed_by=actor,
        note=note,
        level=level,
        probability=probability,
        last_activity_at=clock.now(),
    )
    db.session.add(match)
    return match
