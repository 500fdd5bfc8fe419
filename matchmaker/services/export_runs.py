"""What a worker says of the export it makes.

It holds the export by the number of its attempt. One that was thought dead and comes back finds another number there
and stops, so that no file is offered twice or half.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Update, select, update

from matchmaker.adapters import clock, storage
from matchmaker.messages import N_
from matchmaker.services.notify import tell
from matchmaker.services.unit import commit
from models import Export, db, sqlite
from models.project_enums import ExportState as S

READY = N_("导出“%(title)s”已生成，共 %(count)s 条，文件保留 7 天。")
BROKEN = N_("一次导出没有完成，打开可以看到原因并重试。")


class Superseded(Exception):
    """Another worker has taken the export up; whoever hears this stops."""


def claim(export_id: int) -> int | None:
    """The number of the attempt that begins; None when there is nothing to do."""
    queued = Export.id == export_id, Export.state == S.QUEUED
    begun = {"state": S.RUNNING, "attempts": Export.attempts + 1, "heartbeat_at": clock.now(), "rows_done": 0}
    if not _write(update(Export).where(*queued).values(**begun)):
        return None
    return db.session.scalar(select(Export.attempts).where(Export.id == export_id))


def beat(export_id: int, attempt: int, done: int, total: int) -> None:
    """Alive, and so far. Raises Superseded."""
    values = {"rows_done": done, "rows_total": total, "heartbeat_at": clock.now()}
    if not _write(held(export_id, attempt).values(**values)):
        raise Superseded()


def finish(export_id: int, attempt: int, stored_name: str, rows: int, title: Mapping[str, str]) -> None:
    """The file lies in storage, whole. `title` of the list in every language. Raises Superseded, the file is gone."""
    values = {"state": S.DONE, "stored_name": stored_name, "rows_done": rows, "rows_total": rows, "message": ""}
    if not _end(export_id, attempt, values, READY, title=dict(title), count=rows):
        storage.remove(stored_name)
        raise Superseded()


def fail(export_id: int, attempt: int, sentence: str) -> None:
    """For good; `sentence` is marked with N_."""
    _end(export_id, attempt, {"state": S.FAILED, "message": sentence}, BROKEN)


def held(export_id: int, attempt: int) -> Update:
    return update(Export).where(Export.id == export_id, Export.state == S.RUNNING, Export.attempts == attempt)


def _write(statement: Update) -> int:
    """At once and by itself: whoever streams rows keeps a reading transaction open beside it."""
    with sqlite.declared_writing(), db.engine.begin() as connection:
        return connection.execute(statement).rowcount


def _end(export_id: int, attempt: int, values: Mapping[str, Any], notice: str, **params: Any) -> bool:
    """The last state and the notice of it, in one commit; False when the export is another worker's."""
    db.session.rollback()
    with sqlite.declared_writing():
        ended: Any = db.session.execute(held(export_id, attempt).values(**values, finished_at=clock.now()))
        if not ended.rowcount:
            db.session.rollback()
            return False
        export = db.session.get_one(Export, export_id)
        tell([export.user], notice, export, **params)
        commit()
    return True
