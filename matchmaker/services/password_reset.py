"""A forgotten password: a signed link, good for an hour and, as it names the password's version, for one change."""

from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services import outbox
from matchmaker.services.accounts import account_of, set_password
from matchmaker.services.unit import commit
from matchmaker.settings import settings
from models import User, db

GOOD_FOR = timedelta(hours=1)
SUBJECT = N_("重设您的产学研对接平台密码")
TEXT = N_(
    "%(name)s，您好：\n\n"
    "有人（应该是您本人）申请重设本账号的密码。请在一小时内打开下面的链接设置新密码，链接只能使用一次：\n\n"
    "%(link)s\n\n"
    "如果不是您本人申请，请忽略这封邮件，密码不会改变。"
)


def request_reset(email: str, link: Callable[[str], str]) -> None:
    """Write to the person if there is one; `link` makes the address of the page out of a token."""
    user = account_of(email)
    if user is not None and user.active:
        outbox.write_to(user, SUBJECT, TEXT, name=user.name, link=link(token_for(user, clock.now())))
    commit()


def reset_password(token: str, new: str) -> User:
    """Raises Refused (link used, expired, forged) or Invalid (password refused)."""
    user = person_of(token)
    set_password(user, new)
    commit()
    return user


def token_for(user: User, issued: datetime) -> str:
    return _signer().dumps([user.id, user.password_version, int((issued + GOOD_FOR).timestamp())])


def person_of(token: str) -> User:
    """Raises Refused."""
    try:
        user_id, version, expires = _signer().loads(token)
    except (BadData, ValueError):
        raise _void() from None
    user = db.session.get(User, user_id)
    if user is None or not user.active or user.password_version != version or clock.now().timestamp() > expires:
        raise _void()
    return user


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings["SECRET_KEY"], salt="password-reset")


def _void() -> Refused:
    return Refused(N_("这个链接已失效：可能已经用过、超过一小时，或者不完整。请重新申请。"))
