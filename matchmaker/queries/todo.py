"""The 待办 of one person: which groups are theirs, how many wait, and the lines themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from matchmaker.adapters import clock
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import (
    waiting,
    waiting_acceptance,
    waiting_agreements,
    waiting_answers,
    waiting_bids,
    waiting_changes,
    waiting_decisions,
    waiting_follow_ups,
    waiting_milestones,
    waiting_progress,
    waiting_reports,
    waiting_reviews,
)
from matchmaker.queries.lines import LOADED, Line, line
from matchmaker.queries.paging import Page, paginate
from matchmaker.queries.waiting import Group
from models import Notification, User, db

SHOWN = 5
FOR_SUPERVISORS = (
    *waiting_decisions.FOR_SUPERVISORS,
    *waiting_agreements.FOR_SUPERVISORS,
    *waiting_reports.FOR_SUPERVISORS,
)


@dataclass(frozen=True)
class Pile:
    """A group with its number of records and the oldest of them."""

    group: Group
    count: int
    lines: list[Line]


def groups(user: User) -> tuple[Group, ...]:
    """The groups that this person can do something about."""
    if holds(user, Permission.BUREAU):
        decides = FOR_SUPERVISORS if holds(user, Permission.SUPERVISOR) else ()
        return (
            *waiting.FOR_THE_BUREAU,
            *waiting_reviews.FOR_THE_BUREAU,
            *decides,
            *waiting_decisions.FOR_THE_BUREAU,
            *waiting_progress.FOR_THE_BUREAU,
            *waiting_changes.FOR_THE_BUREAU,
            *waiting_acceptance.FOR_THE_BUREAU,
        )
    found: list[Group] = []
    if holds(user, Permission.OWNER):
        found += [waiting.REFUSED_ORGANIZATION, waiting.MEMBERS]
    if holds(user, Permission.RECOMMEND):
        found += [waiting.SILENT_MATCHES]
    if holds(user, Permission.REVIEW):
        found += [waiting.NECESSITY_CHECKS]
    if holds(user, Permission.POST_NEED):
        found += [waiting.CONSENTS, waiting.CONFIRMATIONS, waiting.RETURNED_NEEDS, waiting.PROJECTS_TO_PLAN]
        found += [waiting_answers.QUESTIONS, *waiting_decisions.FOR_FIRMS, waiting_bids.INVITATIONS]
    if holds(user, Permission.POST_ACHIEVEMENT):
        found += [waiting.CONSENTS, waiting.CONFIRMATIONS, waiting.RETURNED_ACHIEVEMENTS, waiting.PROJECTS_TO_PLAN]
    if holds(user, Permission.POST_NEED) or holds(user, Permission.POST_ACHIEVEMENT):
        found += [
            waiting_milestones.TO_CONFIRM,
            *waiting_progress.FOR_PARTIES,
            *waiting_changes.FOR_PARTIES,
            *waiting_acceptance.FOR_PARTIES,
            waiting_follow_ups.FOLLOW_UPS,
        ]
    if holds(user, Permission.BID):
        found += waiting_bids.FOR_BIDDERS
    if holds(user, Permission.REVIEW):
        found += [*waiting_reviews.FOR_EXPERTS, *waiting_acceptance.FOR_EXPERTS]
    return tuple(found)


def count(user: User) -> int:
    """One query, or none for those who have nothing to do here yet."""
    return sum(_counts(groups(user), user))


def items(user: User) -> list[Pile]:
    """Every group of the person, empty ones too: one query for the counts, one for each group that is not empty."""
    mine = groups(user)
    return [
        Pile(group, number, _lines(rows_of(group, user).limit(SHOWN), group) if number else [])
        for group, number in zip(mine, _counts(mine, user), strict=True)
    ]


def listing(user: User, key: str, page: int) -> tuple[Group, Page[Line]] | None:
    """All records of one group of this person; None when there is no such group for them."""
    group = group_of(user, key)
    if group is None:
        return None
    found = paginate(rows_of(group, user), page)
    return group, Page([line_of(row, group) for row in found.rows], found.page, found.total, found.per_page)


def group_of(user: User, key: str) -> Group | None:
    return next((group for group in groups(user) if group.key == key), None)


def unread_count(user: User) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Notification)
            .where(Notification.user_id == user.id, Notification.read_at.is_(None))
        )
        or 0
    )


def _counts(found: Sequence[Group], user: User) -> Sequence[int]:
    return tuple(db.session.execute(select(*[_number(group, user) for group in found])).one()) if found else ()


def _number(group: Group, user: User) -> ScalarSelect[int]:
    return select(func.count(group.model.id)).where(group.rule(user)).scalar_subquery()


def rows_of(group: Group, user: User) -> Select[Any]:
    query = select(group.model).where(group.rule(user)).options(*LOADED[group.model])
    before = [group.first(user)] if group.first else []
    return query.order_by(*before, group.since, group.model.id)


def _lines(query: Select[Any], group: Group) -> list[Line]:
    return [line_of(row, group) for row in db.session.scalars(query)]


def line_of(row: Any, group: Group) -> Line:
    moment: date | datetime | None = getattr(row, group.since.key)
    day = moment.astimezone(clock.CITY_ZONE).date() if isinstance(moment, datetime) else moment
    if day is None:
        return line(row)
    found = line(row)
    left = group.left(day) if group.left else found.days_left
    return replace(found, when=moment, days=(clock.today() - day).days, days_left=left)
