"""Work that is done after the answer, by `flask worker`.

What is to be done stands in the database; the queue only says that there is something, so a call that is lost with it
is made again by the clock.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from matchmaker.settings import settings

NAME = "matchmaker"
IMMEDIATE = "immediate"

Handler = Callable[[int], None]
HANDLERS: dict[str, Handler] = {}


def put(job: str, record_id: int) -> None:
    """Ask for `HANDLERS[job](record_id)`. Raises what the queue raises when it cannot be reached."""
    _perform()(job, record_id)


def work(workers: int, every_minute: Callable[[], Any], context: Callable[[], AbstractContextManager[Any]]) -> None:
    """Do what is asked for until the process is told to stop; each call in a `context` of its own."""
    global _context
    _context = context
    _perform()
    queue().periodic_task(crontab())(_in_context(every_minute))
    queue().create_consumer(workers=workers, worker_type="thread", initial_delay=0.1, max_delay=1.0).run()


@cache
def queue() -> Huey:
    """SQLite in a file, Redis at a redis:// address, or at once in the process that asks."""
    address = str(settings["QUEUE"])
    if address == IMMEDIATE:
        return MemoryHuey(NAME, immediate=True, results=False)
    if address.startswith(("redis://", "rediss://", "unix://")):
        return RedisHuey(NAME, url=address, results=False)
    return SqliteHuey(NAME, filename=address, results=False)


_context: Callable[[], AbstractContextManager[Any]] = nullcontext


@cache
def _perform() -> Callable[[str, int], Any]:
    def perform(job: str, record_id: int) -> None:
        with _context():
            HANDLERS[job](record_id)

    return queue().task(name="perform")(perform)  # type: ignore[no-any-return]


def _in_context(function: Callable[[], Any]) -> Callable[[], None]:
    def every_minute() -> None:
        with _context():
            function()

    return every_minute
