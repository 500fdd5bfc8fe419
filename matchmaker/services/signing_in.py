"""Signing in. Wrong password, unknown address, locked or closed account: one answer, after the same work."""

from datetime import timedelta

from sqlalchemy import update

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services import passwords
from matchmaker.services.accounts import account_of
from matchmaker.services.unit import commit
from models import User, db

ATTEMPTS = 8
LOCKED_FOR = timedelta(minutes=15)
SORRY = N_("邮箱或密码不正确，未能登录。连续多次输错后账号会锁定 %(minutes)s 分钟；忘记密码可以找回。")


def sign_in(email: str, password: str) -> User:
    """Raises Refused. The attempt is stored either way."""
    user = account_of(email)
    right = passwords.matches(user.password_hash if user else None, password)
    if user is None or is_locked(user):
        raise _refused()
    if not right:
        _count_failure(user)
        raise _refused()
    if not user.active:
        raise _refused()
    _welcome(user, password)
    return user


def is_locked(user: User) -> bool:
    return user.locked_until is not None and user.locked_until > clock.now()


def _count_failure(user: User) -> None:
    """Counted by the database, so that attempts at the same moment are all counted."""
    db.session.execute(update(User).where(User.id == user.id).values(failed_logins=User.failed_logins + 1))
    db.session.refresh(user, ["failed_logins"])
    if user.failed_logins >= ATTEMPTS:
        user.failed_logins, user.locked_until = 0, clock.now() + LOCKED_FOR
    commit()


def _welcome(user: User, password: str) -> None:
    user.failed_logins, user.locked_until, user.last_login_at = 0, None, clock.now()
    if passwords.outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)
    commit()


def _refused() -> Refused:
    return Refused(SORRY, minutes=int(LOCKED_FOR.total_seconds() // 60))
