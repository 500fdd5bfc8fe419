"""Whether the event log is as it was written: every changed, removed and inserted line is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from matchmaker.messages import N_
from matchmaker.sealing import log_seal
from matchmaker.services.event_chain import HEAD, hash_of
from models import Event, EventHead, User, db

BATCH = 1000


@dataclass(frozen=True)
class Finding:
    """`message` takes `params`; `event_id` is the line it is about, None where it is not there any more."""

    message: str
    params: Mapping[str, object]
    event_id: int | None = None


CHANGED = N_("第 %(position)s 条（记录 %(id)s，%(at)s，%(subject)s）的内容被改动过。")
REMOVED = N_("第 %(first)s 至 %(last)s 条已被删除。")
INSERTED = N_("记录 %(id)s（%(at)s，%(subject)s）不是由平台写入的。")
UNLINKED = N_("第 %(position)s 条（记录 %(id)s，%(at)s，%(subject)s）与前一条衔接不上。")
END_REMOVED = N_("日志应有 %(expected)s 条，实有 %(found)s 条：末尾的记录已被删除。")
END_ADDED = N_("日志应有 %(expected)s 条，实有 %(found)s 条：末尾的记录不是由平台写入的。")
END_CHANGED = N_("日志末条的校验值与封印不符。")
UNSEALED = N_("日志末尾没有有效的封印：封印被改动过，或者更换过封存密钥。")


def verify() -> list[Finding]:
    """Empty when the log is whole. Reads every line once, in batches."""
    return [*_inserted(), *_walk()]


def length() -> int:
    """How many lines the log has."""
    return db.session.scalar(select(func.count(Event.position))) or 0


def _inserted() -> Iterator[Finding]:
    for line in db.session.scalars(select(Event).where(Event.position.is_(None)).order_by(Event.id)):
        yield _about(INSERTED, line)


def _walk() -> Iterator[Finding]:
    place, last = 0, ""
    query = select(Event).where(Event.position.is_not(None)).order_by(Event.position)
    for line in db.session.scalars(query.execution_options(yield_per=BATCH)):
        position = line.position or 0
        if position != place + 1:
            yield Finding(REMOVED, {"first": place + 1, "last": position - 1})
        elif line.previous_hash != last:
            yield _about(UNLINKED, line)
        if hash_of(line) != line.hash:
            yield _about(CHANGED, line)
        place, last = position, line.hash
    yield from _end(place, last)


def _end(place: int, last: str) -> Iterator[Finding]:
    head = db.session.get(EventHead, HEAD)
    if head is None:
        if place or db.session.scalar(select(User.id).limit(1)) is not None:
            yield Finding(UNSEALED, {})
        return
    lengths = {"expected": head.position, "found": place}
    if place < head.position:
        yield Finding(END_REMOVED, lengths)
    elif place > head.position:
        yield Finding(END_ADDED, lengths)
    elif head.hash != last:
        yield Finding(END_CHANGED, {})
    if not log_seal.is_of_end(head.seal, head.position, head.hash):
        yield Finding(UNSEALED, {})


def _about(message: str, line: Event) -> Finding:
    words = {"position": line.position, "id": line.id, "at": line.at.isoformat(" ", "seconds")}
    return Finding(message, {**words, "subject": line.subject_label}, line.id)
