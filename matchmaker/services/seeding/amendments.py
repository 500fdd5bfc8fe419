"""补充协议 and 更正 of the demo data's agreements."""

from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Row, member
from matchmaker.services.seeding.steps import advance
from matchmaker.workflows.agreement import AGREEMENT_CHANGE
from models import AgreementChange, db
from models.actions import Action
from models.project_enums import AgreementChangeKind, AgreementChangeState

ENDS = {"APPROVED": Action.APPROVE_AGREEMENT_CHANGE, "REFUSED": Action.REFUSE_AGREEMENT_CHANGE}
DAYS = ("starts_on", "ends_on", "signed_on")


def load(context: Context) -> None:
    for row in context.reader.rows("agreement_changes"):
        change = _change(context, row)
        db.session.add(change)
        db.session.flush()
        at, officer = change.created_at, change.proposed_by
        data = {"before": change.before, "after": change.after}
        context.note(at, change.agreement, Action.CHANGE_AGREEMENT, officer, why=change.reason, data=data)
        decided = context.reader.moment(row["decided_on"], 16)
        if decided:
            action = ENDS[row["state"]]
            advance(
                context, AGREEMENT_CHANGE, change, action, decided, context.supervisor, row["note"], change.agreement
            )
            change.decided_by, change.decided_at = context.supervisor, decided
            change.decision_note = row["note"]


def _change(context: Context, row: Row) -> AgreementChange:
    agreement = context.agreements[row["agreement"]]
    return AgreementChange(
        agreement=agreement,
        kind=member(AgreementChangeKind, row["kind"]),
        state=AgreementChangeState.PROPOSED,
        number=row["number"],
        signed_on=context.reader.day(row["signed_on"]),
        reason=row["reason"],
        before={row["term"]: _value(context, row["term"], row["before"])},
        after={row["term"]: _value(context, row["term"], row["after"])},
        proposed_by=context.officer(agreement),
        created_at=context.reader.moment(row["proposed_on"], 10),
    )


def _value(context: Context, term: str, text: str) -> str:
    return f"{context.reader.day(text)}" if term in DAYS else text
