"""flask worker: does what pages have left to be done after their answer."""

import os
import threading
import time
from typing import Any

import click
from flask import current_app

from matchmaker.adapters import jobs
from matchmaker.exports import running
from matchmaker.services import exports
from models import sqlite

AT_ONCE = 2
LOOK_SECONDS = 1

jobs.HANDLERS[exports.JOB] = running.run


@click.command("worker")
@click.option("--follow", type=int, metavar="PID", help="Stop when this process, which started it, is gone.")
def worker(follow: int | None) -> None:
    """Make exports in the background until told to stop."""
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    if follow is not None:
        threading.Thread(target=_leave_with, args=(follow,), daemon=True, name="follow").start()
    _take_up_again()
    jobs.work(AT_ONCE, every_minute=_take_up_again, context=app.app_context)


def _take_up_again() -> None:
    """What a worker that was killed has left."""
    with sqlite.declared_writing():
        exports.take_up_again()
    running.remove_drafts()


def _leave_with(parent: int) -> None:
    """An export that is cut off here is taken up by the next worker."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(0)


COMMANDS = (worker,)
