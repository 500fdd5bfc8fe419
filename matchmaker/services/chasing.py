"""催办: those who owe a report, a milestone, a payment or a registration hear of it before the day and after it; when
nothing comes of that, the owners of the organizations and the responsible officer do. Each step is told once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import joinedload

from matchmaker.adapters import clock
from matchmaker.checks import deadlines
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from matchmaker.services.chasing_words import WORDS, what
from matchmaker.services.notify import Deadline, holders_of, tell_and_write
from matchmaker.services.unit import commit
from models import User, db
from models.enums import Membership, Role
from models.project_enums import Reminder

AT_ONCE = 200


def chase() -> int:
    """How many reminders went out."""
    return sum(_chase(owed) for owed in duties.ALL)


def reset(row: Any) -> None:
    """Its due day was moved: reminding begins anew. Part of a use case."""
    row.reminder = Reminder.NONE


def _chase(owed: Owed) -> int:
    told = after = 0
    while rows := _next(owed, after):
        told += _remind(owed, rows)
        after = rows[-1].id
        commit()
    db.session.rollback()
    return told


def _next(owed: Owed, after: int) -> Sequence[Any]:
    """Held until the commit, so that of two clocks that are looked at together one finds nothing left to tell."""
    query = select(owed.model).where(owed.rule, _untold(owed, clock.today()), owed.model.id > after)
    query = query.options(joinedload(owed.model.project))
    return db.session.scalars(
        query.order_by(owed.model.id)
        .limit(AT_ONCE)
        .with_for_update(of=owed.model)
        .execution_options(populate_existing=True)
    ).all()


def _untold(owed: Owed, today: date) -> ColumnElement[bool]:
    """Reminding has not gone as far as it should have by today."""
    told = owed.model.reminder
    return or_(
        and_(owed.due_by(deadlines.escalated_until(today)), told != Reminder.ESCALATED),
        and_(owed.overdue(today), told.in_((Reminder.NONE, Reminder.BEFORE))),
        and_(owed.pressing(today), told == Reminder.NONE),
    )


def _remind(owed: Owed, rows: Sequence[Any]) -> int:
    members, officers = _members(rows), holders_of(Role.OFFICER)
    steps = defaultdict(list)
    for row in rows:
        due_on = owed.due_on(getattr(row, owed.day.key))
        step = deadlines.reminder(owed.duty, due_on, clock.today())
        steps[step].append(row.id)
        people = [*members[row.project.firm_id], *members[row.project.provider_id]]
        if step is Reminder.ESCALATED:
            responsible = [user for user in officers if user.id == row.project.officer_id]
            people = [*(user for user in people if user.is_owner), *(responsible or officers)]
        _tell(owed, row, due_on, step, people)
    for step, ids in steps.items():
        _note(owed, step, ids)
    return len(rows)


def _tell(owed: Owed, row: Any, due_on: date, step: Reminder, people: Iterable[User]) -> None:
    project, words = row.project, WORDS[owed]
    message = {Reminder.BEFORE: words.before, Reminder.AFTER: words.after, Reminder.ESCALATED: words.escalated}[step]
    deadline = None
    if step is Reminder.BEFORE:
        uid, path = f"{owed.duty.name.lower()}-{row.id}", f"/projects/{project.id}{words.path}"
        deadline = Deadline(uid, words.name, clock.end_of_day(due_on), path)
    said = {"number": project.number, "title": project.title, "what": what(row), "day": due_on.isoformat()}
    tell_and_write(people, message, project, deadline=deadline, **said)


def _note(owed: Owed, step: Reminder, ids: Sequence[int]) -> None:
    """Not through the rows: whoever has one of them open in a form must not be told that somebody changed it."""
    table = owed.model.__table__
    db.session.execute(update(table).where(table.c.id.in_(ids)).values(reminder=step))


def _members(rows: Sequence[Any]) -> dict[int, list[User]]:
    """The confirmed people of all the parties, by organization."""
    parties = {key for row in rows for key in (row.project.firm_id, row.project.provider_id)}
    query = select(User).where(User.organization_id.in_(parties), User.active, User.membership == Membership.CONFIRMED)
    found: dict[int, list[User]] = defaultdict(list)
    for user in db.session.scalars(query.order_by(User.id)):
        found[user.organization_id].append(user)
    return found
