from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.match import side_of
from matchmaker.services import events
from matchmaker.services.match_rules import agreement_fault, consent_fault
from matchmaker.services.notify import members_of, tell
from matchmaker.services.projects import create_from_match
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.match import MATCH
from models import Match, User
from models.actions import Action
from models.enums import DeclineReason, MatchSide, MatchState


def consent_to_match(match: Match, *, actor: User, version: int | None = None) -> Match:
    """One side says yes; with the other's yes the talks begin and both see each other's contacts."""
    _lock(match)
    expect_version(match, version)
    side = _side(match, actor)
    if has_consented(match, side):
        raise Refused(N_("贵方已经同意对接，正在等对方回应。"))
    _expect(consent_fault(match))
    perform(MATCH, match, Action.CONSENT, actor)
    record_consent(match, side, actor)
    touch(match)
    if match.contacts_revealed:
        words = {"need": match.need.title, "number": match.number}
        tell(both_sides(match), N_("对接 %(number)s 双方均已同意，可以查看对方联系方式：“%(need)s”。"), match, **words)
    else:
        words = {"actor": actor.organization.name, "need": match.need.title}
        tell(_opposite(match, side), N_("%(actor)s同意对接，等待贵方回应：“%(need)s”。"), match, **words)
    commit()
    return match


def decline_match(
    match: Match, *, actor: User, reason: DeclineReason | None, note: str = "", version: int | None = None
) -> Match:
    """Either side ends it with a coded reason, which the ranking can learn from; OTHER needs a note."""
    _lock(match)
    expect_version(match, version)
    side = _side(match, actor)
    if reason is None:
        raise Invalid(N_("请选择谢绝原因。"), field="reason")
    if reason is DeclineReason.OTHER and not note.strip():
        raise Invalid(N_("选择“其他”时请写明原因。"), field="note")
    why = f"{reason.zh}：{note.strip()}" if note.strip() else reason.zh
    perform(MATCH, match, Action.DECLINE, actor, reason=why, data={"reason": reason.name})
    match.reason, match.reason_note, match.ended_by = reason, note.strip(), side
    touch(match)
    match.ended_at = match.last_activity_at
    words = {"actor": actor.organization.name, "need": match.need.title, "reason": reason}
    tell(_opposite(match, side), N_("%(actor)s谢绝了对接“%(need)s”，原因：%(reason)s。"), match, **words)
    commit()
    return match


def agree_match(match: Match, *, actor: User, version: int | None = None) -> Match:
    """Said by both sides: the first is noted, the second makes the match AGREED and opens its project."""
    _lock(match)
    expect_version(match, version)
    side = _side(match, actor)
    _expect(agreement_fault(match))
    if has_agreed(match, side):
        raise Refused(N_("贵方已经确认达成合作，正在等对方确认。"))
    if match.state is MatchState.TALKING and not _other_agreed(match, side):
        _agree_first(match, side, actor)
    else:
        perform(MATCH, match, Action.AGREE, actor)
        _note_agreement(match, side)
        match.ended_at = match.last_activity_at
        create_from_match(match, actor)
    commit()
    return match


def has_consented(match: Match, side: MatchSide) -> bool:
    return (match.need_consent_at if side is MatchSide.NEED else match.achievement_consent_at) is not None


def has_agreed(match: Match, side: MatchSide) -> bool:
    return (match.need_agreed_at if side is MatchSide.NEED else match.achievement_agreed_at) is not None


def record_consent(match: Match, side: MatchSide, actor: User) -> None:
    prefix = "need" if side is MatchSide.NEED else "achievement"
    setattr(match, f"{prefix}_consent_at", clock.now())
    setattr(match, f"{prefix}_consent_by_id", actor.id)


def touch(match: Match) -> None:
    """Somebody did something: the 60 days of silence begin anew."""
    match.last_activity_at = clock.now()
    match.reminders = 0


def both_sides(match: Match) -> list[User]:
    return [*members_of(match.need.organization), *members_of(match.achievement.organization)]


def _side(match: Match, actor: User) -> MatchSide:
    side = side_of(actor, match)
    if side is None:
        raise Forbidden()
    return side


def _opposite(match: Match, side: MatchSide) -> list[User]:
    other = match.achievement if side is MatchSide.NEED else match.need
    return members_of(other.organization)


def _other_agreed(match: Match, side: MatchSide) -> bool:
    return has_agreed(match, side.other)


def _lock(match: Match) -> None:
    """The items before the match, as proposing does: neither is withdrawn while its match goes on."""
    for row in (match.need, match.achievement, match):
        lock(row)


def _expect(fault: Refused | None) -> None:
    if fault is not None:
        raise fault


def _agree_first(match: Match, side: MatchSide, actor: User) -> None:
    _note_agreement(match, side)
    events.record(match, Action.AGREE, actor, old=match.state, new=match.state)
    words = {"actor": actor.organization.name, "need": match.need.title}
    tell(_opposite(match, side), N_("%(actor)s确认达成合作，等待贵方确认：“%(need)s”。"), match, **words)


def _note_agreement(match: Match, side: MatchSide) -> None:
    touch(match)
    prefix = "need" if side is MatchSide.NEED else "achievement"
    setattr(match, f"{prefix}_agreed_at", match.last_activity_at)
