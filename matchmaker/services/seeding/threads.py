from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding.context import Context, later
from matchmaker.services.seeding.reader import Row, member, optional
from models import Achievement, Match, Need, Talk, User, db
from models.actions import Action
from models.enums import DeclineReason, MatchOrigin, MatchSide, MatchState, TalkForm

BOTH = (MatchState.TALKING, MatchState.AGREED)
ENDED = (MatchState.AGREED, MatchState.DECLINED, MatchState.LAPSED)


def load_matches(context: Context) -> None:
    talks = context.grouped("talks", "match")
    for row in sorted(context.reader.rows("matches"), key=lambda row: row["proposed_on"]):
        match = _match(context, row)
        match.talks = [_talk(context, match, talk) for talk in talks[row["key"]]]
        _consent_before_talks(match)
        match.last_activity_at = max([match.last_activity_at, *(talk.created_at for talk in match.talks)])
        db.session.add(match)
        context.matches[row["key"]] = match
    db.session.flush()
    for match in context.matches.values():
        _note_match(context, match)


def _match(context: Context, row: Row) -> Match:
    need, achievement = context.needs[row["need"]], context.achievements[row["achievement"]]
    proposed_at = context.reader.moment(row["proposed_on"], 11) or clock.now()
    ended_at = context.reader.moment(row["ended_on"], 17)
    origin, state = member(MatchOrigin, row["origin"]), member(MatchState, row["state"])
    both = state in BOTH
    by_need = (
        both
        or origin is MatchOrigin.REQUEST
        or (state is MatchState.ACCEPTED_BY_ONE and origin is not MatchOrigin.OFFER)
    )
    by_achievement = both or origin is MatchOrigin.OFFER
    return Match(
        number=f"M-{need.thread}-{context.serial(f'match-{need.thread}'):02d}",
        need=need,
        achievement=achievement,
        origin=origin,
        state=state,
        proposed_by=_proposer(context, origin, need, achievement),
        need_consent_at=later(proposed_at, 0 if origin is MatchOrigin.REQUEST else 22) if by_need else None,
        achievement_consent_at=later(proposed_at, 0 if origin is MatchOrigin.OFFER else 46) if by_achievement else None,
        need_consent_by_id=need.author_id if by_need else None,
        achievement_consent_by_id=achievement.author_id if by_achievement else None,
        need_agreed_at=ended_at if state is MatchState.AGREED else None,
        achievement_agreed_at=ended_at if state is MatchState.AGREED else None,
        last_activity_at=ended_at or proposed_at,
        ended_at=ended_at if state in ENDED else None,
        ended_by=optional(MatchSide, row["ended_by"]),
        reason=optional(DeclineReason, row["reason"]),
        reason_note=row["reason_note"],
        created_at=proposed_at,
    )


def _consent_before_talks(match: Match) -> None:
    """Nobody talks before both have consented."""
    if match.talks and match.contacts_revealed:
        start = max(match.created_at, min(talk.created_at for talk in match.talks) - timedelta(hours=7))
        match.need_consent_at = min(match.need_consent_at or start, start)
        match.achievement_consent_at = min(match.achievement_consent_at or start, start)


def _proposer(context: Context, origin: MatchOrigin, need: Need, achievement: Achievement) -> User:
    if origin is MatchOrigin.REQUEST:
        return need.author
    return achievement.author if origin is MatchOrigin.OFFER else context.officer(need)


def _talk(context: Context, match: Match, row: Row) -> Talk:
    held_on = context.reader.day(row["held_on"]) or clock.today()
    return Talk(
        held_on=held_on,
        form=member(TalkForm, row["form"]),
        participants=row["participants"],
        summary=row["summary"],
        next_step=row["next_step"],
        author=match.need.author,
        created_at=context.reader.moment(row["held_on"], 17),
    )


def _note_match(context: Context, match: Match) -> None:
    first = "PROPOSED" if match.origin in (MatchOrigin.RECOMMEND, MatchOrigin.EVENT) else "ACCEPTED_BY_ONE"
    context.note(match.created_at, match, Action.PROPOSE, match.proposed_by, "", first)
    if match.contacts_revealed:
        second = match.achievement.author if match.origin is not MatchOrigin.OFFER else match.need.author
        at = max(match.need_consent_at or match.created_at, match.achievement_consent_at or match.created_at)
        context.note(at, match, Action.CONSENT, second, "ACCEPTED_BY_ONE", "TALKING")
    for talk in match.talks:
        context.note(talk.created_at, match, Action.TALK, talk.author, "TALKING", "TALKING")
    if match.state is MatchState.AGREED:
        context.note(match.ended_at, match, Action.AGREE, match.need.author, "TALKING", "AGREED")
    elif match.state is MatchState.DECLINED:
        side = match.need if match.ended_by is MatchSide.NEED else match.achievement
        why = match.reason.zh if match.reason else ""
        context.note(match.ended_at, match, Action.DECLINE, side.author, first, "DECLINED", why)
    elif match.state is MatchState.LAPSED:
        context.note(match.ended_at, match, Action.LAPSE, None, first, "LAPSED")
