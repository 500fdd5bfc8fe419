from datetime import date, datetime, timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding.context import Context, later
from matchmaker.services.seeding.reader import Row, member, money, optional
from models import Achievement, Agreement, Match, Milestone, Need, Project, Talk, User, db
from models.actions import Action
from models.enums import (
    AgreementState,
    AgreementType,
    CooperationMode,
    DeclineReason,
    Direction,
    MatchOrigin,
    MatchSide,
    MatchState,
    ProjectOrigin,
    ProjectState,
    RegistrationState,
    TalkForm,
)

BOTH = (MatchState.TALKING, MatchState.AGREED)
ENDED = (MatchState.AGREED, MatchState.DECLINED, MatchState.LAPSED)
REGISTERED = {"REGISTERED": AgreementState.REGISTERED, "REFUSED": AgreementState.REFUSED}


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


def load_projects(context: Context) -> None:
    milestones = context.grouped("milestones", "project")
    for row in sorted(context.reader.rows("projects"), key=lambda row: row["agreed_on"]):
        project = _project(context, row)
        project.milestones = [_milestone(context, i, m) for i, m in enumerate(milestones[row["key"]], 1)]
        db.session.add(project)
        context.projects[row["key"]] = project
        db.session.flush()
        project.officer = context.officer(project)
        context.note(project.created_at, project, Action.CREATE, project.officer, "", "NEGOTIATING")


def load_agreements(context: Context) -> None:
    for row in context.reader.rows("agreements"):
        agreement = _agreement(context, row)
        db.session.add(agreement)
        context.agreements[row["key"]] = agreement
    db.session.flush()
    for agreement in context.agreements.values():
        _note_agreement(context, agreement)
    for project in context.projects.values():
        _note_project(context, project)


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


def _project(context: Context, row: Row) -> Project:
    agreed_on = context.reader.day(row["agreed_on"]) or clock.today()
    match = context.matches.get(row["match"])
    firm = context.organizations[row["firm"]]
    thread = match.need.thread if match else _new_thread(context, agreed_on)
    taken = context.serial(f"project-{thread}")
    return Project(
        number=f"P-{thread}" if taken == 1 else f"P-{thread}-{taken}",
        thread=thread,
        title=row["title"],
        origin=member(ProjectOrigin, row["origin"]),
        state=member(ProjectState, row["state"]),
        match=match,
        need=match.need if match else None,
        achievement=match.achievement if match else None,
        firm=firm,
        provider=context.organizations[row["provider"]],
        firm_leader=row["firm_leader"],
        provider_leader=row["provider_leader"],
        field=context.fields[row["field"]],
        district=firm.district,
        mode=member(CooperationMode, row["mode"]),
        total_budget=money(row["total_budget"]),
        subsidy=money(row["subsidy"] or "0"),
        starts_on=context.reader.day(row["starts_on"]),
        ends_on=context.reader.day(row["ends_on"]),
        created_at=context.reader.moment(row["agreed_on"], 17),
    )


def _new_thread(context: Context, day: date) -> str:
    return f"{day.year}-{context.serial(f'thread-{day.year}'):04d}"


def _milestone(context: Context, position: int, row: Row) -> Milestone:
    return Milestone(
        position=position,
        title=row["title"],
        due_on=context.reader.day(row["due_on"]) or clock.today(),
        weight=int(row["weight"]),
        evidence=row["evidence"],
        done_on=context.reader.day(row["done_on"]),
    )


def _agreement(context: Context, row: Row) -> Agreement:
    project = context.projects[row["project"]]
    return Agreement(
        project=project,
        contract_no=row["contract_no"],
        state=REGISTERED.get(row["registration_state"], AgreementState.SIGNED),
        type=member(AgreementType, row["type"]),
        buyer=project.firm,
        seller=project.provider,
        signed_on=context.reader.day(row["signed_on"]),
        starts_on=context.reader.day(row["starts_on"]),
        ends_on=context.reader.day(row["ends_on"]),
        amount=money(row["amount"]),
        tech_amount=money(row["tech_amount"]),
        ip_ownership=row["ip_ownership"],
        payment_terms=row["payment_terms"],
        direction=member(Direction, row["direction"]),
        registration_place=row["registration_place"],
        registration_state=member(RegistrationState, row["registration_state"]),
        registration_no=row["registration_no"],
        registered_on=context.reader.day(row["registered_on"]),
        created_at=context.reader.moment(row["signed_on"], 15),
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


def _note_agreement(context: Context, agreement: Agreement) -> None:
    officer, project = context.officer(agreement), agreement.project
    signed_at = agreement.created_at
    context.note(signed_at, agreement, Action.CREATE, officer, "", "DRAFT")
    context.note(later(signed_at, 0.2), agreement, Action.SIGN, officer, "DRAFT", "SIGNED")
    context.note(later(signed_at, 0.2), project, Action.SIGN, officer, "NEGOTIATING", "SIGNED")
    if project.need is not None:
        before = "PUBLICIZED" if project.bid else "PUBLISHED"
        context.note(later(signed_at, 0.2), project.need, Action.CONTRACT, officer, before, "CONTRACTED")
    if agreement.registered_on:
        at = datetime.combine(agreement.registered_on, signed_at.timetz())
        context.note(at, agreement, Action.REGISTER, officer, "SIGNED", agreement.state.name)


def _note_project(context: Context, project: Project) -> None:
    signed = project.agreement.created_at if project.agreement else None
    state = project.state
    if state in (ProjectState.RUNNING, ProjectState.ACCEPTANCE, ProjectState.COMPLETED, ProjectState.SUSPENDED):
        context.note(later(signed, 192), project, Action.START, project.officer, "SIGNED", "RUNNING")
    if state is ProjectState.COMPLETED and project.ends_on:
        at = min(datetime.combine(project.ends_on, project.created_at.timetz()), clock.now())
        context.note(later(at, -384), project, Action.APPLY_ACCEPTANCE, project.officer, "RUNNING", "ACCEPTANCE")
        context.note(at, project, Action.COMPLETE, project.officer, "ACCEPTANCE", "COMPLETED")
    if state is ProjectState.TERMINATED:
        context.note(
            later(signed or project.created_at, 1992),
            project,
            Action.TERMINATE,
            project.officer,
            "SIGNED",
            state.name,
            "双方协商终止",
        )
