from sqlalchemy import func, select

from models import Notification, User, db


def unread_count(user: User) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Notification)
            .where(Notification.user_id == user.id, Notification.read_at.is_(None))
        )
        or 0
    )


def count(user: User) -> int:
    return 0
