"""统计报表: drawn up, handed in, returned or approved; from the approval on nothing in a report changes."""

from datetime import date
from io import BytesIO

from sqlalchemy import select

from matchmaker.adapters import clock, storage
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.adapters.storage import new_name
from matchmaker.checks.periods import Period, period_with
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.snapshot import OPEN, can_approve
from matchmaker.queries import snapshots as queries
from matchmaker.queries.reporting.content import content
from matchmaker.sealing.canonical import digest
from matchmaker.services import events
from matchmaker.services.notify import holders_of, tell_and_write
from matchmaker.services.numbers import new_snapshot_number
from matchmaker.services.report_files import SIZE_MAX, excel, word
from matchmaker.services.transition import expect_step, perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.snapshot import SNAPSHOT
from models import Snapshot, User, db
from models.actions import Action
from models.enums import Role
from models.project_enums import SnapshotKind, SnapshotState

ALREADY_BEGUN = N_("同一时期的报表刚刚由其他人生成，请刷新后查看。")
CORRECTION = N_("更正 %(number)s")


def take(kind: SnapshotKind, since: date, until: date, *, actor: User, version: int | None = None) -> Snapshot:
    """Draw up the report of a period, or draw it up anew while it is not handed in; the officer becomes its author.

    Raises Forbidden, Invalid (no period of this kind, or one that has not begun), Refused (handed in or approved).
    """
    period = _period(kind, since, until)
    _expect_officer(actor)
    standing = next(iter(queries.of_period(kind, since)), None)
    if standing is None:
        return _begin(period, actor)
    if standing.state is SnapshotState.APPROVED:
        raise Refused(
            N_("这一时期的报表 %(number)s 已批准；如需更正，请在它的页面上生成更正稿。"), number=standing.number
        )
    return _take_anew(standing, period, actor, version)


def correct(row: Snapshot, *, actor: User) -> Snapshot:
    """A new report of the same period beside an approved one. Raises Forbidden, Refused."""
    _expect_officer(actor)
    if row.state is not SnapshotState.APPROVED or row.id != queries.of_period(row.kind, row.since)[0].id:
        raise Refused(N_("只能更正这一时期最近一份已批准的报表。"))
    return _begin(queries.period(row), actor, remark=CORRECTION % {"number": row.number})


def submit(row: Snapshot, *, actor: User, version: int | None = None) -> Snapshot:
    """Raises Forbidden, Refused (too early, drawn up before the period ended), Conflict."""
    _held(row, version)
    expect_step(SNAPSHOT, row, Action.SUBMIT_SNAPSHOT, actor)
    early = too_early(row)
    if early:
        raise early
    perform(SNAPSHOT, row, Action.SUBMIT_SNAPSHOT, actor)
    deciding = [user for user in holders_of(Role.SUPERVISOR) if user.id not in (actor.id, row.author_id)]
    tell_and_write(deciding, N_("%(kind)s %(number)s 等您审批。"), row, kind=row.kind, number=row.number)
    commit()
    return row


def too_early(row: Snapshot) -> Refused | None:
    """Why a report cannot be handed in yet: its period goes on, or went on when it was drawn up."""
    if clock.today() <= row.until:
        return Refused(N_("这一时期到 %(day)s 才结束，之后才能提交。"), day=row.until)
    if row.taken_at.astimezone(CITY_ZONE).date() <= row.until:
        return Refused(N_("报表生成时这一时期尚未结束，请先重新生成。"))
    return None


def return_(row: Snapshot, reason: str, *, actor: User, version: int | None = None) -> Snapshot:
    """Raises Forbidden, Refused, Invalid (no reason), Conflict."""
    _held(row, version)
    perform(SNAPSHOT, row, Action.RETURN_SNAPSHOT, actor, reason=reason)
    row.return_reason = reason
    message = N_("%(kind)s %(number)s 被退回：%(reason)s")
    tell_and_write(_officers_of(row), message, row, kind=row.kind, number=row.number, reason=reason)
    commit()
    return row


def approve(row: Snapshot, *, actor: User, version: int | None = None) -> Snapshot:
    """Freeze it: the digest is set, Word and Excel are made and kept.

    Raises Forbidden, Refused (the own report; the template cannot be filled), Conflict.
    """
    _held(row, version)
    expect_step(SNAPSHOT, row, Action.APPROVE_SNAPSHOT, actor)
    if not can_approve(actor, row, queries.handed_in_by(row)):
        raise Refused(N_("不能审批自己生成或提交的报表，请由另一位负责人审批。"))
    perform(SNAPSHOT, row, Action.APPROVE_SNAPSHOT, actor)
    row.decided_by, row.decided_at, row.digest = actor, clock.now(), digest(row.content)
    row.return_reason = ""
    row.word_name, row.excel_name = new_name(), new_name()
    files = {row.word_name: word(row), row.excel_name: excel(row)}
    message = N_("%(kind)s %(number)s 已批准。")
    tell_and_write(_officers_of(row), message, row, kind=row.kind, number=row.number)
    try:
        for name, data in files.items():
            storage.save(BytesIO(data), SIZE_MAX, name)
        commit()
    except BaseException:
        for name in files:
            storage.remove(name)
        raise
    return row


def is_whole(row: Snapshot) -> bool:
    """Whether an approved report is what was approved."""
    return bool(row.digest) and digest(row.content) == row.digest


def _period(kind: SnapshotKind, since: date, until: date) -> Period:
    period = period_with(kind, since)
    if (period.since, period.until) != (since, until):
        raise Invalid(N_("起止日期不是一个完整的报表时期。"), field="day")
    if since > clock.today():
        raise Invalid(N_("这一时期还没有开始，不能生成报表。"), field="day")
    return period


def _begin(period: Period, actor: User, remark: str = "") -> Snapshot:
    number = new_snapshot_number()
    row = Snapshot(number=number, kind=period.kind, since=period.since, until=period.until, remark=remark)
    row.state, row.author, row.taken_at = SnapshotState.DRAFT, actor, clock.now()
    row.content = content(period, number)
    db.session.add(row)
    events.record(row, Action.TAKE_SNAPSHOT, actor)
    commit(ALREADY_BEGUN)
    return row


def _take_anew(row: Snapshot, period: Period, actor: User, version: int | None) -> Snapshot:
    _held(row, version)
    if row.state not in OPEN:
        raise Refused(N_("报表 %(number)s 正在审批，不能重新生成。"), number=row.number)
    row.content, row.author, row.taken_at = content(period, row.number), actor, clock.now()
    events.record(row, Action.TAKE_SNAPSHOT, actor)
    commit()
    return row


def _officers_of(row: Snapshot) -> list[User]:
    """Who drew it up and who handed it in: often, but not always, the same."""
    people = {row.author_id, queries.handed_in_by(row)}
    return list(db.session.scalars(select(User).where(User.id.in_(people - {None}))))


def _held(row: Snapshot, version: int | None) -> None:
    lock(row)
    expect_version(row, version)


def _expect_officer(actor: User) -> None:
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
