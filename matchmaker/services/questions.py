"""Public questions on a live challenge. Who asks is known to the asker's organization alone."""

from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.question import may_answer, may_ask
from matchmaker.services import events
from matchmaker.services.item_review import shortened
from matchmaker.services.notify import members_of, tell_and_write
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.need import takes_questions
from models import Need, Question, User, db
from models.actions import Action

SHORTEST, LONGEST = 5, 1000


def ask(need: Need, text: str, *, actor: User) -> Question:
    """Until 48 hours before the deadline. Raises Forbidden, Refused, Invalid."""
    lock(need)
    if not may_ask(actor, need):
        raise Forbidden()
    if not takes_questions(need, clock.now()):
        raise Refused(N_("提问已在揭榜截止前 48 小时关闭。"))
    text = _sound(text, "text")
    if db.session.scalar(select(Question.id).where(Question.need_id == need.id, Question.text == text)):
        raise Invalid(N_("这个问题已经提过，请看下面的问答。"), field="text")
    question = Question(need=need, asker=actor, text=text)
    db.session.add(question)
    events.record(question, Action.ASK, actor)
    tell_and_write(
        members_of(need.organization), N_("榜单“%(title)s”收到新的提问，请在揭榜截止前答复。"), need, title=need.title
    )
    commit()
    return question


def answer(question: Question, text: str, *, actor: User, version: int | None = None) -> None:
    """Once, until the deadline; it is public from then on. Raises Forbidden, Refused, Conflict, Invalid."""
    need = question.need
    lock(need)
    lock(question)
    if not may_answer(actor, need):
        raise Forbidden()
    if question.answer:
        raise Refused(N_("这个问题已经答复。需要更正时，请变更榜单。"))
    expect_version(question, version)
    if not need.takes_bids(clock.now()):
        raise Refused(N_("揭榜截止后不能再答复。"))
    question.answer = _sound(text, "answer")
    question.answered_by_id, question.answered_at = actor.id, clock.now()
    events.record(question, Action.ANSWER, actor)
    said: dict[str, Any] = {"title": need.title, "answer": shortened(question.answer)}
    tell_and_write([question.asker], N_("您对榜单“%(title)s”的提问已有答复：%(answer)s"), need, **said)
    commit()


def _sound(text: str, field: str) -> str:
    text = text.replace("\x00", "").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise Invalid(N_("请写 %(least)s 到 %(most)s 字。"), field=field, least=SHORTEST, most=LONGEST)
    return text
