"""揭榜挂帅 of the demo data: one story a challenge, `challenges/<key of the need>.json`. Moments are written as
"2026-10-12 09:30", in the city's time and as of REFERENCE_DAY."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from matchmaker.adapters import clock
from matchmaker.policies.bid import HANDED_IN
from matchmaker.services import rubrics
from matchmaker.services.amendments import DEADLINE
from matchmaker.services.seeding.awards import load_award, load_publicity
from matchmaker.services.seeding.bids import load_bids, mark_amended
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.evaluations import load_evaluation
from matchmaker.services.seeding.reader import member
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.collection_round import NECESSITY_CHECK
from matchmaker.workflows.need import NEED
from models import Amendment, Bid, NecessityCheck, Need, Question, db
from models.actions import Action
from models.challenge_enums import NecessityOpinion, NecessityState
from models.enums import NeedState

Told = dict[str, Any]
# The tick that closes the bidding comes once a minute.
TICK = timedelta(seconds=38)
POINTS = ("industry", "basis", "indicators", "finance")


def load(context: Context) -> None:
    for need in context.needs.values():
        if need.published_at is not None:
            rubrics.ensure(need)
    db.session.flush()
    for story in sorted(_stories(context), key=_decided_on):
        _load(context, context.needs[story["need"]], story)


def _stories(context: Context) -> Iterable[Told]:
    for path in sorted((context.reader.folder / "challenges").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _decided_on(story: Told) -> str:
    """Numbers of public notices go with the days on which they were published."""
    decided = [each["approved"] for each in story.get("evaluations", []) if "approved" in each]
    return min(decided, default="9999")


def _load(context: Context, need: Need, story: Told) -> None:
    for told in story.get("necessity", []):
        _necessity(context, need, told)
    final, need.state = need.state, NeedState.BIDDING if need.published_at else need.state
    for told in story.get("questions", []):
        _question(context, need, told)
    amendments = [_amendment(context, need, told) for told in story.get("amendments", [])]
    bids = load_bids(context, need, story)
    mark_amended(bids, story, amendments, context)
    _evaluations(context, need, story, bids)
    need.state = final


def _evaluations(context: Context, need: Need, story: Told, bids: dict[str, Bid]) -> None:
    if "evaluations" not in story or need.bid_deadline is None:
        return
    opened = need.bid_deadline + TICK
    advance(context, NEED, need, Action.CLOSE_BIDDING, opened, None)
    sealed = {lead: bid for lead, bid in bids.items() if bid.state in HANDED_IN}
    for number, told in enumerate(story["evaluations"], 1):
        evaluation = load_evaluation(context, need, number, opened, told, sealed)
        if "approved" in told:
            opened = load_publicity(context, evaluation, told.get("publicity", {}), sealed) or opened
        if "award" in told:
            load_award(context, evaluation, told["award"])


def _necessity(context: Context, need: Need, told: Told) -> None:
    asked, expert, officer = context.reader.at(told["asked"]), context.experts[told["expert"]], context.officer(need)
    check = NecessityCheck(
        need=need,
        expert=expert,
        state=NecessityState.ASSIGNED,
        due_on=context.reader.day(told["due_on"]) or clock.today(),
        comment=told.get("comment", ""),
        created_at=asked,
    )
    db.session.add(check)
    db.session.flush()
    context.note(asked, need, Action.ASSIGN_CHECK, officer, "", "")
    if "declined" in told:
        check.done_at = context.reader.at(told["declined"])
        advance(context, NECESSITY_CHECK, check, Action.DECLINE, check.done_at, expert, check.comment)
    elif "given" in told:
        check.opinion, check.done_at = member(NecessityOpinion, told["opinion"]), context.reader.at(told["given"])
        for name, points in zip(POINTS, told["points"], strict=True):
            setattr(check, name, points)
        advance(context, NECESSITY_CHECK, check, Action.GIVE_OPINION, check.done_at, expert)


def _question(context: Context, need: Need, told: Told) -> None:
    asked, asker = context.reader.at(told["asked"]), context.authors[told["by"]]
    question = Question(need=need, asker=asker, text=told["text"], created_at=asked)
    db.session.add(question)
    db.session.flush()
    context.note(asked, question, Action.ASK, asker, "", "")
    if "answered" in told:
        question.answer, question.answered_at = told["answer"], context.reader.at(told["answered"])
        question.answered_by_id = need.author.id
        context.note(question.answered_at, question, Action.ANSWER, need.author, "", "")


def _amendment(context: Context, need: Need, told: Told) -> Amendment:
    """With `deadline_was` the deadline that the need has is a later one than the challenge was published with."""
    at, author = context.reader.at(told["at"]), need.author
    amendment = Amendment(need=need, author_id=author.id, published_at=at, reason=told["reason"])
    db.session.add(amendment)
    if "deadline_was" in told:
        day = context.reader.day(told["deadline_was"]) or clock.today()
        amendment.old_deadline, amendment.new_deadline = clock.end_of_day(day), need.bid_deadline
        old, new = _text(amendment.old_deadline), _text(amendment.new_deadline)
        amendment.changes = [{"field": DEADLINE, "old": old, "new": new}]
    else:
        amendment.changes = told["changes"]
    action = Action.EXTEND if amendment.old_deadline else Action.AMEND
    advance(context, NEED, need, action, at, author, told["reason"])
    return amendment


def _text(moment: datetime | None) -> str:
    return moment.astimezone(clock.CITY_ZONE).strftime("%Y-%m-%d %H:%M") if moment else ""
