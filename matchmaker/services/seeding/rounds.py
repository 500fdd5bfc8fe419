from matchmaker.services.rubrics import DEFAULT
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Row, member
from models import CollectionRound, db
from models.actions import Action
from models.challenge_enums import RoundState


def load(context: Context) -> dict[str, CollectionRound]:
    """The rounds by title; every one was opened, and all but the open ones were closed and listed."""
    rounds = {row["title"]: _round(context, row) for row in context.reader.rows("rounds")}
    db.session.add_all(rounds.values())
    db.session.flush()
    for row in context.reader.rows("rounds"):
        _note(context, rounds[row["title"]], row)
    return rounds


def _round(context: Context, row: Row) -> CollectionRound:
    reader = context.reader
    return CollectionRound(
        title=row["title"],
        state=member(RoundState, row["state"]),
        notice=row["notice"],
        opens_on=reader.day(row["opens_on"]),
        closes_on=reader.day(row["closes_on"]),
        listed_at=reader.moment(row["listed_on"], 9),
        rubric=[vars(each) for each in DEFAULT],
        fields=[context.fields[code] for code in row["fields"].split("|") if code],
        created_at=reader.moment(row["opens_on"], 8),
    )


def _note(context: Context, round_: CollectionRound, row: Row) -> None:
    officer, reader = context.officer(round_), context.reader
    context.note(round_.created_at, round_, Action.CREATE, officer, "", "DRAFT")
    context.note(reader.moment(row["opens_on"], 9), round_, Action.OPEN_ROUND, officer, "DRAFT", "OPEN")
    if round_.listed_at is not None:
        context.note(reader.moment(row["closes_on"], 23), round_, Action.CLOSE_ROUND, None, "OPEN", "CLOSED")
        context.note(round_.listed_at, round_, Action.PUBLISH_LIST, officer, "CLOSED", "LISTED")
