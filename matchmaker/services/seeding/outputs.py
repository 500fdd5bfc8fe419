"""成果产出 and 会议纪要 of the demo data."""

from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding.context import Context, at_hour
from matchmaker.services.seeding.reader import member, money, whole
from models import Meeting, Output, db
from models.actions import Action
from models.enums import MatchSide, TalkForm
from models.project_enums import OutputKind

FIRM_TELLS = (OutputKind.PRODUCT, OutputKind.SALES, OutputKind.PEOPLE)
TOLD_AFTER = timedelta(days=4)


def load(context: Context) -> None:
    for row in context.reader.rows("outputs"):
        project, kind = context.projects[row["project"]], member(OutputKind, row["kind"])
        achieved_on = context.reader.day(row["achieved_on"]) or clock.today()
        at, side = (
            at_hour(achieved_on + TOLD_AFTER, 14),
            MatchSide.NEED if kind in FIRM_TELLS else MatchSide.ACHIEVEMENT,
        )
        output = Output(
            project=project,
            kind=kind,
            title=row["title"],
            number=row["number"],
            achieved_on=achieved_on,
            amount=money(row["amount"]),
            people=whole(row["people"]),
            note=row["note"],
            side=side,
            author=context.speaker_of(project, side),
            created_at=at,
        )
        db.session.add(output)
        context.note(at, project, Action.ADD_OUTPUT, output.author, data={"about": output.title})


def load_meetings(context: Context) -> None:
    for row in context.reader.rows("meetings"):
        project, at = context.projects[row["project"]], context.reader.moment(row["held_on"], 17)
        meeting = Meeting(
            project=project,
            held_on=context.reader.day(row["held_on"]) or clock.today(),
            form=member(TalkForm, row["form"]),
            participants=row["participants"],
            summary=row["summary"],
            next_step=row["next_step"],
            author=context.author_of(project.firm),
            created_at=at,
        )
        db.session.add(meeting)
        context.note(at, project, Action.ADD_MEETING, meeting.author, data={"about": f"{meeting.held_on}"})
