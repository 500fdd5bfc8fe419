from dataclasses import dataclass

from sqlalchemy import func, select

from matchmaker.checks.password import check_password
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services import passwords
from matchmaker.services.unit import commit
from models import Organization, User, db
from models.enums import Membership

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Person:
    """What somebody tells about themselves when they register."""

    email: str
    name: str
    password: str
    title: str = ""
    phone: str = ""
    locale: str = "zh"


def account_of(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == plain_email(email)))


def plain_email(email: str) -> str:
    return email.strip().lower()


def new_account(person: Person, organization: Organization, membership: Membership, *, owner: bool = False) -> User:
    """Added to the session, not committed. Raises Invalid (email taken, password refused)."""
    check_password(person.password, email=person.email, name=person.name)
    taken = db.session.scalar(select(func.count()).where(User.email == plain_email(person.email)))
    if taken:
        raise Invalid(N_("该邮箱已注册，请直接登录；忘记密码可以找回。"), field="email")
    user = User(
        email=plain_email(person.email),
        name=person.name,
        title=person.title,
        phone=person.phone,
        locale=person.locale,
        password_hash=passwords.hash_password(person.password),
        organization=organization,
        membership=membership,
        is_owner=owner,
    )
    db.session.add(user)
    return user


def edit_profile(*, actor: User, name: str, title: str, phone: str, locale: str) -> None:
    actor.name, actor.title, actor.phone, actor.locale = name, title, phone, locale
    commit()


def set_language(locale: str, *, actor: User) -> None:
    actor.locale = locale
    commit()


def change_password(current: str, new: str, *, actor: User) -> None:
    """Ends every session of the person. Raises Invalid with field `current` or `password`."""
    if not passwords.matches(actor.password_hash, current):
        raise Invalid(N_("当前密码不正确。"), field="current")
    set_password(actor, new)
    commit()


def set_password(user: User, new: str) -> None:
    check_password(new, email=user.email, name=user.name)
    user.password_hash = passwords.hash_password(new)
    user.password_version += 1
    user.failed_logins, user.locked_until = 0, None
