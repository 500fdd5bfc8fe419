"""Files of records that are not sealed: the row is in the database, the bytes are in the file storage."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from sqlalchemy import func, select

from matchmaker.adapters import clock, storage
from matchmaker.adapters.storage import Stored
from matchmaker.checks.upload import TYPES, check_content, check_ending, clean_name
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.attachment import Owner, can_change, can_remove, owner_of
from matchmaker.services import events
from matchmaker.services.unit import after_commit, commit, lock
from matchmaker.settings import settings
from models import Acceptance, Achievement, Attachment, CollectionRound, Milestone, Need, Project, User, db
from models.actions import Action

MOST = 10
MOST_OF_PROJECT = 50
Files = Iterable[tuple[str, BinaryIO]]
__all__ = ["MOST", "MOST_OF_PROJECT", "TYPES", "Files", "attach", "discard", "keep", "kept", "remove"]


def attach(owner: Owner, filename: str, stream: BinaryIO, *, actor: User) -> Attachment:
    """Keep a file that was handed in. Raises Forbidden, Refused (too many), Invalid (type, content, size, twice)."""
    _hold(owner)
    _expect_change(owner, actor)
    with kept(owner, [(filename, stream)], actor) as (row,):
        commit()
    return row


@contextmanager
def kept(owner: Owner, files: Files, actor: User | None = None) -> Iterator[list[Attachment]]:
    """Files that are handed in with a step: in the storage if, and only if, the commit inside succeeds. Raises like
    `attach`."""
    db.session.flush()  # to add a file reads its owner anew
    rows: list[Attachment] = []
    try:
        for name, stream in files:
            rows.append(keep(owner, name, stream, actor))
        yield rows
    except BaseException:
        discard(rows)
        raise


def keep(owner: Owner, filename: str, stream: BinaryIO, actor: User | None = None) -> Attachment:
    """Without a commit; whoever does not come to one discards it. Raises like `attach`."""
    name = clean_name(filename)
    ending = check_ending(name)
    stored = _save(stream)
    try:
        with storage.path(stored.name).open("rb") as file:
            content_type = check_content(file, ending)
        return _add(owner, name, content_type, stored, actor)
    except BaseException:
        storage.remove(stored.name)
        raise


def discard(rows: Iterable[Attachment]) -> None:
    """Undo what was not committed, and take its files out of the storage again. Rows that are there keep theirs: what
    failed may have failed after the commit."""
    names = [row.stored_name for row in rows]
    db.session.rollback()
    stored = set(db.session.scalars(select(Attachment.stored_name).where(Attachment.stored_name.in_(names))))
    for name in names:
        if name not in stored:
            storage.remove(name)


def remove(attachment: Attachment, *, actor: User) -> None:
    """Raises Forbidden, Refused, Conflict."""
    owner = owner_of(attachment)
    _hold(owner)
    lock(attachment)
    _expect_change(owner, actor)
    if not can_remove(actor, attachment, owner):
        raise Forbidden(N_("这份文件由其他单位上传，只有上传单位和科技局可以删除。"))
    db.session.delete(attachment)
    events.record(_logged(owner), Action.EDIT, actor, data={"removed": attachment.original_name})
    after_commit(partial(storage.remove, attachment.stored_name))
    commit()
    db.session.expire(owner, ["attachments"])


def _hold(owner: Owner) -> None:
    """The project first: whether files are taken is asked of the states that hold until the commit."""
    if isinstance(owner, Milestone | Acceptance):
        lock(owner.project)
    lock(owner)


def _expect_change(owner: Owner, actor: User) -> None:
    if can_change(actor, owner):
        return
    if not isinstance(owner, Need | Achievement) or owner.organization_id != actor.organization_id:
        raise Forbidden()
    raise Refused(N_("当前状态为“%(state)s”，不能增减附件。"), state=owner.state)


def _save(stream: BinaryIO) -> Stored:
    limit = int(settings["UPLOAD_BYTES"])
    try:
        return storage.save(stream, limit)
    except storage.TooLarge:
        raise Invalid(N_("文件不能超过 %(limit)s MB。"), field="file", limit=limit // 2**20) from None


def _add(owner: Owner, name: str, content_type: str, stored: Stored, actor: User | None) -> Attachment:
    lock(owner)  # of two uploads at once the second counts the first
    _expect_room(owner, name, stored.sha256)
    row = Attachment(
        **{_column(owner): owner.id},
        stored_name=stored.name,
        original_name=name,
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by_id=actor.id if actor else None,
        created_at=clock.now(),
    )
    db.session.add(row)
    events.record(_logged(owner), Action.EDIT, actor, data={"attached": name})
    db.session.expire(owner, ["attachments"])
    return row


def _expect_room(owner: Owner, name: str, sha256: str) -> None:
    own = getattr(Attachment, _column(owner)) == owner.id
    most = MOST_OF_PROJECT if isinstance(owner, Project) else MOST
    if (db.session.scalar(select(func.count()).where(own)) or 0) >= most:
        raise Refused(N_("附件最多 %(most)s 个，请先删除不需要的。"), field="file", most=most)
    same = select(Attachment.id).where(own, Attachment.sha256 == sha256, Attachment.original_name == name)
    if db.session.scalar(same) is not None:
        raise Refused(N_("“%(name)s”已经上传过，内容相同。"), field="file", name=name)


def _logged(owner: Owner) -> Owner:
    """Whose log says so: a milestone has none of its own."""
    return owner.project if isinstance(owner, Milestone) else owner


def _column(owner: Owner) -> str:
    return "round_id" if isinstance(owner, CollectionRound) else f"{type(owner).__name__.lower()}_id"
