"""Exports that run in the background: asked for by their owner, looked after by the tick."""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock, jobs, storage
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.policies import export as policy
from matchmaker.services.export_runs import BROKEN, held
from matchmaker.services.notify import tell
from matchmaker.services.unit import commit, expect_version, lock
from models import Export, User, db
from models.project_enums import ExportFormat
from models.project_enums import ExportState as S

JOB = "export"
STALE = timedelta(seconds=60)
LOST = timedelta(minutes=10)
ATTEMPTS = 3
AT_ONCE = 3
KEPT = timedelta(days=7)
UNFINISHED = (S.QUEUED, S.RUNNING)
LOG = logging.getLogger(__name__)

INTERRUPTED = N_("生成过程多次中断，没有完成。可以重试；仍不成功，请联系系统管理员。")
TOO_MANY = N_("您已有 %(count)s 个导出正在排队或生成，请等其中一个完成后再导出。")
NOT_AGAIN = N_("这个导出正在进行，或文件还在，不必重新生成。")


def ask_for_export(
    listing: str, chosen: Mapping[str, Any], file_format: ExportFormat, *, rows: int, locale: str, actor: User
) -> int:
    """The id of an export that a worker takes up; one that is under way is not begun twice. Raises Refused."""
    lock(actor)  # of two presses at once the second finds the first
    arguments = {"filter": dict(chosen), policy.STANDING: policy.standing(actor)}
    running = list(db.session.scalars(select(Export).where(policy.viewable(actor), Export.state.in_(UNFINISHED))))
    asked = (listing, arguments, file_format, locale)
    for export in running:
        if (export.listing, export.arguments, export.format, export.locale) == asked:
            return export.id
    if len(running) >= AT_ONCE:
        raise Refused(TOO_MANY, count=len(running))
    export = Export(
        user=actor, listing=listing, arguments=arguments, format=file_format, locale=locale, rows_total=rows
    )
    export.created_at = export.heartbeat_at = clock.now()
    db.session.add(export)
    return _queue(export)


def retry_export(export: Export, *, actor: User, version: int | None = None) -> None:
    """Again what failed, or whose file was deleted. Raises Refused, Conflict."""
    expect_version(export, version)
    if export.state in UNFINISHED or export.stored_name:
        raise Refused(NOT_AGAIN)
    export.arguments = {**export.arguments, policy.STANDING: policy.standing(actor)}
    export.state, export.message, export.attempts, export.rows_done = S.QUEUED, "", 0, 0
    export.finished_at, export.heartbeat_at = None, clock.now()
    _queue(export)


def take_up_again() -> tuple[int, int]:
    """Exports whose worker has died, or whose call was lost, are queued again, or failed after the last attempt.

    Returns how many of each.
    """
    silent = list(db.session.scalars(select(Export).where(Export.state == S.RUNNING, _silent_for(STALE))))
    lost = list(db.session.scalars(select(Export).where(Export.state == S.QUEUED, _silent_for(LOST))))
    spent = [export for export in silent if export.attempts >= ATTEMPTS]
    again = [export for export in silent if export.attempts < ATTEMPTS]
    for export in spent:
        _give_up(export)
    for export in again:
        _take(export, state=S.QUEUED, heartbeat_at=clock.now())
    for export in lost:
        export.heartbeat_at = clock.now()
    called = [export.id for export in again + lost]
    commit()
    _call(called)
    return len(called), len(spent)


def delete_old_files() -> int:
    """A file is kept for a week; the export stays in the list and can be made again."""
    old = select(Export).where(Export.stored_name != "", Export.finished_at < clock.now() - KEPT)
    names = []
    for export in db.session.scalars(old):
        names.append(export.stored_name)
        export.stored_name = ""
    commit()
    for name in names:
        storage.remove(name)
    return len(names)


def _give_up(export: Export) -> None:
    if _take(export, state=S.FAILED, message=INTERRUPTED, finished_at=clock.now()):
        tell([export.user], BROKEN, export)


def _take(export: Export, **values: Any) -> int:
    """From a worker that is silent; 0 when it has spoken since."""
    return db.session.execute(held(export.id, export.attempts).where(_silent_for(STALE)).values(**values)).rowcount  # type: ignore[attr-defined, no-any-return]


def _queue(export: Export) -> int:
    db.session.flush()
    export_id = export.id
    commit()
    _call([export_id])
    return export_id


def _call(export_ids: Iterable[int]) -> None:
    """A queue that does not answer loses nothing: the tick calls again."""
    for export_id in export_ids:
        try:
            jobs.put(JOB, export_id)
        except Exception:
            LOG.exception("export %s waits: the queue does not answer", export_id)


def _silent_for(time: timedelta) -> Any:
    return Export.heartbeat_at < clock.now() - time
