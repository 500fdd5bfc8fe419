"""The event log as a chain: each line carries the hash of the one before (docs/decisions/0011)."""

import hashlib
import json
from datetime import UTC
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session, UOWTransaction

from matchmaker.sealing import log_seal
from models import Event, EventHead

NEW = "new_events"
HEAD = 1


def hash_of(line: Event) -> str:
    """SHA-256 in hex over everything the line says, its place and the hash of the line before."""
    said = [
        line.position,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.actor_id,
        line.actor_name,
        line.subject_kind.name,
        line.subject_id,
        line.subject_label,
        line.action.name,
        line.old_state,
        line.new_state,
        line.reason,
        line.data,
        line.previous_hash,
    ]
    document = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(document.encode()).hexdigest()


def link_on_commit() -> None:
    """Lines are linked at the very end of a transaction, so that the end of the chain is locked for the shortest time
    and always as the last lock."""

    @event.listens_for(Session, "before_flush")
    def _collect(session: Session, _context: UOWTransaction, _instances: Any) -> None:
        known = session.info.setdefault(NEW, [])
        known += [row for row in session.new if isinstance(row, Event) and row not in known]

    @event.listens_for(Session, "before_commit")
    def _link(session: Session) -> None:
        session.flush()
        lines: list[Event] = session.info.pop(NEW, [])
        if lines:
            link(session, lines)

    @event.listens_for(Session, "after_rollback")
    def _forget(session: Session) -> None:
        session.info.pop(NEW, None)


def link(session: Session, lines: list[Event]) -> None:
    head = _locked_head(session)
    for line in sorted(lines, key=lambda each: each.id):
        line.position, line.previous_hash = head.position + 1, head.hash
        line.hash = hash_of(line)
        head.position, head.hash = line.position, line.hash
    head.seal = log_seal.of_end(head.position, head.hash)
    session.flush()


def _locked_head(session: Session) -> EventHead:
    session.execute(
        text("INSERT INTO event_head (id, position, hash, seal) VALUES (:id, 0, '', '') ON CONFLICT DO NOTHING"),
        {"id": HEAD},
    )
    return session.get_one(EventHead, HEAD, with_for_update=True, populate_existing=True)
