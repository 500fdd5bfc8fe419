from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import calendar_file, clock
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.services import outbox
from matchmaker.services.events import KINDS
from matchmaker.settings import settings
from models import Notification, Organization, User, UserRole, db
from models.enums import Labelled, Membership, Role

SUBJECT = N_("%(site)s产学研对接平台：%(beginning)s")
TEXT = N_("%(name)s，您好：\n\n%(sentence)s\n\n登录平台查看：%(link)s\n")
BEGINNING = 40


@dataclass(frozen=True)
class Deadline:
    """For the reader's calendar. `name` is marked with N_ and filled like the notice; `path` is where it is met."""

    uid: str
    name: str
    moment: datetime
    path: str


def tell_and_write(
    users: Iterable[User], message: str, about: Any, *, deadline: Deadline | None = None, **params: Any
) -> None:
    """`tell`, and the same by mail in each reader's language; a deadline goes along as an iCalendar file."""
    people = {user.id: user for user in users}.values()
    tell(people, message, about, **params)
    for user in people:
        _write(user, message, deadline, params)


def tell(users: Iterable[User], message: str, about: Any, **params: Any) -> None:
    """A notice for each person once; `message` is marked with N_, `params` are JSON values or enum members."""
    db.session.flush()
    stored = {name: _stored(value) for name, value in params.items()}
    for user_id in {user.id for user in users}:
        db.session.add(
            Notification(
                user_id=user_id,
                message=message,
                params=stored,
                created_at=clock.now(),
                subject_kind=KINDS[type(about)],
                subject_id=about.id,
            )
        )


def _write(user: User, message: str, deadline: Deadline | None, params: dict[str, Any]) -> None:
    words = {name: value.label(user.locale) if isinstance(value, Labelled) else value for name, value in params.items()}
    sentence = translate(message, user.locale, **words)
    beginning = sentence if len(sentence) <= BEGINNING else sentence[: BEGINNING - 1] + "…"
    site = settings["CITY_EN" if user.locale.startswith("en") else "CITY"]
    path = deadline.path if deadline else "/account/notifications"
    link, entry = settings["BASE_URL"] + path, None
    if deadline:
        title = translate(deadline.name, user.locale, **words)
        entry = calendar_file.deadline(deadline.uid, title, deadline.moment, link, clock.now())
    given = {"site": site, "beginning": beginning, "name": user.name, "sentence": sentence, "link": link}
    outbox.write_to(user, SUBJECT, TEXT, calendar=entry, **given)


def _stored(value: Any) -> Any:
    """An enum member is kept with its labels, for each reader in the own language."""
    return {"zh": value.zh, "en": value.en} if isinstance(value, Labelled) else value


def members_of(organization: Organization) -> list[User]:
    query = select(User).where(
        User.organization_id == organization.id, User.active, User.membership == Membership.CONFIRMED
    )
    return list(db.session.scalars(query))


def holders_of(role: Role) -> list[User]:
    query = (
        select(User).join(UserRole).where(UserRole.role == role, User.active, User.membership == Membership.CONFIRMED)
    )
    return list(db.session.scalars(query))
