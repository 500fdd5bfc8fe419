from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import AgreementState as S
from models.enums import RegistrationState as R
from models.parties import Party as P
from models.project_enums import AgreementChangeState as C

AGREEMENT = Machine(
    (
        step(Action.SIGN, [S.DRAFT], S.SIGNED, [P.OFFICER]),
        step(Action.REGISTER, [S.SIGNED], S.REGISTERED, [P.OFFICER]),
        step(Action.REFUSE_REGISTRATION, [S.SIGNED], S.REFUSED, [P.OFFICER], needs_reason=True),
    )
)

# The papers' way through the registration office; where it ends, the agreement's state follows.
REGISTRATION = Machine(
    (
        step(Action.SUBMIT_REGISTRATION, [R.UNREGISTERED], R.SUBMITTED, [P.OFFICER]),
        step(Action.REGISTER, [R.SUBMITTED], R.REGISTERED, [P.OFFICER]),
        step(Action.REFUSE_REGISTRATION, [R.SUBMITTED], R.REFUSED, [P.OFFICER], needs_reason=True),
    )
)

AGREEMENT_CHANGE = Machine(
    (
        step(Action.APPROVE_AGREEMENT_CHANGE, [C.PROPOSED], C.APPROVED, [P.SUPERVISOR]),
        step(Action.REFUSE_AGREEMENT_CHANGE, [C.PROPOSED], C.REFUSED, [P.SUPERVISOR], needs_reason=True),
    )
)
