"""目标任务, 跟踪回访 and 合作评价 of the demo data."""

from datetime import date, timedelta

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import FOLLOW_UP_DAYS, FOLLOW_UP_MONTHS, months_later
from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import Row, member, money, whole
from models import FollowUp, Project, Rating, Target, db
from models.actions import Action
from models.enums import MatchSide
from models.project_enums import FollowUpState, Reminder

NEW_YEAR, GOALS_SET = (1, 1), timedelta(days=44)


def load_targets(context: Context) -> None:
    """`year` counts from this one: 0, -1."""
    for row in context.reader.rows("targets"):
        year = clock.today().year + int(row["year"])
        at = at_hour(clock.today().replace(year, *NEW_YEAR) + GOALS_SET, 10)
        target = Target(
            year=year,
            indicator=row["indicator"],
            unit=row["unit"],
            district=context.districts.get(row["district"]),
            goal=money(row["goal"]),
            note=row["note"],
            created_at=at,
        )
        db.session.add(target)
        context.note(at, target, Action.SET_TARGET, context.supervisor)


def load_follow_ups(context: Context) -> None:
    """Asked when the months are over; answered where there is an answer and it could have been given by now."""
    told = {(row["project"], row["side"], row["months"]): row for row in context.reader.rows("follow_ups")}
    for key, project in context.projects.items():
        for months in FOLLOW_UP_MONTHS if project.completed_on else ():
            for side in MatchSide:
                _follow_up(context, project, side, months, told.get((key, side.name, str(months))))


def load_ratings(context: Context) -> None:
    for row in context.reader.rows("ratings"):
        project, side = context.projects[row["project"]], member(MatchSide, row["side"])
        assert project.completed_on is not None
        rater, rated = project.organization_of(side), project.organization_of(side.other)
        at = at_hour(project.completed_on + timedelta(days=int(row["after"])), 15)
        author = context.author_of(rater)
        db.session.add(
            Rating(
                project=project,
                rater=rater,
                rated=rated,
                points=int(row["points"]),
                comment=row["comment"],
                author=author,
                created_at=at,
            )
        )
        told = {"organization": rated.name, "points": int(row["points"])}
        context.note(at, project, Action.RATE, author, data=told)


def _follow_up(context: Context, project: Project, side: MatchSide, months: int, row: Row | None) -> None:
    assert project.completed_on is not None
    organization, due_on = project.organization_of(side), months_later(project.completed_on, months)
    follow_up = FollowUp(
        project=project,
        organization=organization,
        months=months,
        due_on=due_on,
        state=FollowUpState.ASKED if due_on <= clock.today() else FollowUpState.WAITING,
        reminder=_reminder(due_on),
        created_at=at_hour(project.completed_on, 17),
    )
    db.session.add(follow_up)
    if row is not None and follow_up.state is FollowUpState.ASKED:
        follow_up.state = FollowUpState.ANSWERED
        follow_up.sales, follow_up.jobs = money(row["sales"]), whole(row["jobs"])
        follow_up.goes_on, follow_up.remark = row["goes_on"] == "YES", row["remark"]
        follow_up.answered_by = context.author_of(organization)
        follow_up.answered_at = at_hour(due_on + timedelta(days=int(row["after"])), 10)
        context.note(
            follow_up.answered_at, follow_up, Action.ANSWER_FOLLOW_UP, follow_up.answered_by, "ASKED", "ANSWERED"
        )


def _reminder(due_on: date) -> Reminder:
    """Those who kept silent were asked once more."""
    if clock.today() < due_on:
        return Reminder.NONE
    return Reminder.AFTER if clock.today() >= due_on + timedelta(days=FOLLOW_UP_DAYS) else Reminder.BEFORE
