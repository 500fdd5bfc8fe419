"""Files of a bid, checked in memory and encrypted before they are written: no plain bytes ever lie in the storage.

The key of each file is in the bid's sealed sheet.
"""

import hashlib
import io
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from matchmaker.adapters import clock, storage
from matchmaker.checks.upload import TYPES, check_content, check_ending, clean_name
from matchmaker.errors import Invalid, Refused
from matchmaker.messages import N_
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent, FileEntry
from matchmaker.sealing.vault import Sheet
from matchmaker.services import events
from matchmaker.services.bid_drafts import begin_editing, write_sheet
from matchmaker.services.unit import after_commit, commit
from matchmaker.settings import settings
from models import Bid, BidFile, User
from models.actions import Action

MOST = 10
__all__ = ["MOST", "TYPES", "add_file", "limit", "remove_file"]


def limit() -> int:
    """Bytes of the largest file."""
    return int(settings["UPLOAD_BYTES"])


def add_file(bid: Bid, filename: str, stream: BinaryIO, *, actor: User, version: int | None = None) -> FileEntry:
    """Raises Forbidden, Refused (late, handed in, too many, twice), Conflict, Invalid (name, type, content, size)."""
    name = clean_name(filename)
    ending = check_ending(name)
    plain = _read(stream)
    content_type = check_content(io.BytesIO(plain), ending)
    begin_editing(bid, actor, version)
    entry = FileEntry(storage.new_name(), name, content_type, len(plain), hashlib.sha256(plain).hexdigest())
    sheet = vault.read(bid)
    _expect_room(sheet.content, entry)
    sealed, sheet = vault.lock_file(plain, sheet, entry.stored)
    storage.save(io.BytesIO(sealed), len(sealed), entry.stored)
    try:
        bid.files.append(BidFile(stored_name=entry.stored, stored_size=len(sealed), created_at=clock.now()))
        write_sheet(bid, replace(sheet, content=replace(sheet.content, files=(*sheet.content.files, entry))))
        events.record(bid, Action.EDIT, actor)
        commit()
    except BaseException:
        storage.remove(entry.stored)
        raise
    return entry


def remove_file(bid: Bid, file: BidFile, *, actor: User, version: int | None = None) -> None:
    """Raises Forbidden, Refused, Conflict."""
    begin_editing(bid, actor, version)
    sheet, stored = vault.read(bid), file.stored_name
    keys = {name: key for name, key in sheet.file_keys.items() if name != stored}
    files = tuple(each for each in sheet.content.files if each.stored != stored)
    write_sheet(bid, Sheet(replace(sheet.content, files=files), keys))
    bid.files.remove(file)
    events.record(bid, Action.EDIT, actor)
    after_commit(partial(storage.remove, stored))
    commit()


def _read(stream: BinaryIO) -> bytes:
    plain = stream.read(limit() + 1)
    if len(plain) > limit():
        raise Invalid(N_("文件不能超过 %(limit)s MB。"), field="file", limit=limit() // 2**20)
    return plain


def _expect_room(content: BidContent, entry: FileEntry) -> None:
    if len(content.files) >= MOST:
        raise Refused(N_("附件最多 %(most)s 个，请先删除不需要的。"), field="file", most=MOST)
    if any((each.sha256, each.name) == (entry.sha256, entry.name) for each in content.files):
        raise Refused(N_("“%(name)s”已经上传过，内容相同。"), field="file", name=entry.name)
