from datetime import date

from matchmaker.checks.deadlines import registration_due_on
from matchmaker.services.seeding.context import Context, at_hour, later
from matchmaker.services.seeding.reader import Row, member, money
from models import Agreement, db
from models.actions import Action
from models.enums import AgreementState, AgreementType, Direction, RegistrationState

REGISTERED = {"REGISTERED": AgreementState.REGISTERED, "REFUSED": AgreementState.REFUSED}
ENDS = {RegistrationState.REGISTERED: Action.REGISTER, RegistrationState.REFUSED: Action.REFUSE_REGISTRATION}


def load(context: Context) -> None:
    for row in context.reader.rows("agreements"):
        agreement = _agreement(context, row)
        db.session.add(agreement)
        context.agreements[row["key"]] = agreement
    db.session.flush()
    for agreement in context.agreements.values():
        _note(context, agreement)


def _agreement(context: Context, row: Row) -> Agreement:
    project = context.projects[row["project"]]
    project.signed_on = context.reader.day(row["signed_on"])
    return Agreement(
        project=project,
        contract_no=row["contract_no"],
        state=REGISTERED.get(row["registration_state"], AgreementState.SIGNED),
        type=member(AgreementType, row["type"]),
        buyer=project.firm,
        seller=project.provider,
        signed_on=project.signed_on,
        starts_on=context.reader.day(row["starts_on"]),
        ends_on=context.reader.day(row["ends_on"]),
        amount=money(row["amount"]),
        tech_amount=money(row["tech_amount"]),
        ip_ownership=row["ip_ownership"],
        payment_terms=row["payment_terms"],
        direction=member(Direction, row["direction"]),
        registration_place=row["registration_place"],
        registration_state=member(RegistrationState, row["registration_state"]),
        registration_no=row["registration_no"],
        registered_on=context.reader.day(row["registered_on"]),
        refusal_reason=row["refusal_reason"],
        expert_opinion=row["expert_opinion"],
        expert_opinion_on=context.reader.day(row["expert_opinion_on"]),
        created_at=context.reader.moment(row["signed_on"], 15),
    )


def _note(context: Context, agreement: Agreement) -> None:
    officer, project = context.officer(agreement), agreement.project
    signed_at = agreement.created_at
    context.note(signed_at, agreement, Action.CREATE, officer, "", "DRAFT")
    context.note(later(signed_at, 0.2), agreement, Action.SIGN, officer, "DRAFT", "SIGNED")
    if project.need is not None:
        before = "PUBLICIZED" if project.bid else "PUBLISHED"
        context.note(later(signed_at, 0.2), project.need, Action.CONTRACT, officer, before, "CONTRACTED")
    context.note(at_hour(agreement.expert_opinion_on, 11), agreement, Action.RECORD_OPINION, officer)
    _note_registration(context, agreement)


def _note_registration(context: Context, agreement: Agreement) -> None:
    state, officer = agreement.registration_state, context.officer(agreement)
    if state is RegistrationState.UNREGISTERED:
        return
    submitted = at_hour(_submitted_on(agreement), 16)
    context.note(submitted, agreement, Action.SUBMIT_REGISTRATION, officer, "UNREGISTERED", "SUBMITTED")
    if state in ENDS:
        ended = at_hour(agreement.registered_on, 17) or later(submitted, 73)
        why = agreement.refusal_reason
        context.note(ended, agreement, ENDS[state], officer, "SUBMITTED", state.name, why)


def _submitted_on(agreement: Agreement) -> date:
    """A third of the way from the signing to the day of registration, or to the day by which it is due."""
    signed_on = agreement.signed_on
    assert signed_on is not None
    last = agreement.registered_on or registration_due_on(signed_on)
    return signed_on + (last - signed_on) / 3
