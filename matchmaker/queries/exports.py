from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from matchmaker.adapters import clock, storage
from matchmaker.policies import export as policy
from matchmaker.queries.paging import Page, paginate
from models import Export, User, db
from models.project_enums import ExportState

# After so long in the queue it is said that nobody seems to be working.
PATIENCE = timedelta(minutes=2)


def listing(actor: User, page: int) -> Page[Export]:
    """One's own, the latest first."""
    query = select(Export).where(policy.viewable(actor)).order_by(Export.created_at.desc(), Export.id.desc())
    return paginate(query, page)


def get(export_id: int, actor: User | None) -> Export | None:
    """None when there is none, or it is somebody else's."""
    return db.session.scalar(select(Export).where(Export.id == export_id, policy.viewable(actor)))


def file_of(export: Export) -> Path | None:
    """Where the whole file lies; None before that, and when it is gone."""
    path = storage.path(export.stored_name) if export.stored_name else None
    return path if path is not None and path.is_file() else None


def is_left_waiting(export: Export) -> bool:
    """No worker has taken it up for longer than a busy one would need; the queue was told when it last stirred."""
    told = export.heartbeat_at or export.created_at
    return export.state is ExportState.QUEUED and clock.now() - told > PATIENCE and not export.attempts
