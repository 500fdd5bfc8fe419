from sqlalchemy import update

from matchmaker.adapters import clock
from matchmaker.services.unit import commit
from models import Notification, User, db


def mark_all_read(*, actor: User) -> None:
    unread = update(Notification).where(Notification.user_id == actor.id, Notification.read_at.is_(None))
    db.session.execute(unread.values(read_at=clock.now()))
    commit()
