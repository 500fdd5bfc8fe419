"""Files that people hand in, under random names outside everything the web server serves by itself."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from matchmaker.settings import settings

CHUNK = 1024 * 1024


class TooLarge(Exception):
    """More bytes than allowed; nothing is kept."""


@dataclass(frozen=True)
class Stored:
    """`name` is where the bytes lie; `size` in bytes; `sha256` in hex."""

    name: str
    size: int
    sha256: str


def new_name() -> str:
    return secrets.token_hex(24)


def save(stream: BinaryIO, limit: int, name: str = "") -> Stored:
    """Write at most `limit` bytes of the stream to a new file, under a `new_name()`. Raises TooLarge."""
    name = name or new_name()
    target = path(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        size, digest = _copy(stream, target, limit)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Stored(name, size, digest)


@contextmanager
def whole_file(work: str) -> Iterator[tuple[Path, str]]:
    """A path to write to, and the name under which the file is stored once the block has ended well.

    `work` names a folder among the drafts, for this file and what is needed to write it; the file is moved in one step,
    so a stored one is never half.
    """
    folder, name = _drafts() / work, new_name()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder / "file", name
        path(name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "file").replace(path(name))
    finally:
        remove_draft(work)


def drafts() -> list[str]:
    """What is being worked on, and what processes that were killed have left of their work."""
    return [folder.name for folder in _drafts().glob("*")]


def remove_draft(work: str) -> None:
    shutil.rmtree(_drafts() / work, ignore_errors=True)


def _drafts() -> Path:
    return Path(settings["UPLOADS"]) / "drafts"


def path(name: str) -> Path:
    """Where a stored file lies; two levels, so that no folder grows without end."""
    return Path(settings["UPLOADS"]) / name[:2] / name


def remove(name: str) -> None:
    path(name).unlink(missing_ok=True)


def _copy(stream: BinaryIO, target: Path, limit: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with target.open("xb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge()
            digest.update(chunk)
            file.write(chunk)
    return size, digest.hexdigest()
