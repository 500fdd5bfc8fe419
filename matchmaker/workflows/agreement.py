from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import AgreementState as S
from models.parties import Party as P

AGREEMENT = Machine(
    (
        step(Action.SIGN, [S.DRAFT], S.SIGNED, [P.OFFICER]),
        step(Action.REGISTER, [S.SIGNED], S.REGISTERED, [P.OFFICER]),
        step(Action.REFUSE_REGISTRATION, [S.SIGNED], S.REFUSED, [P.OFFICER], needs_reason=True),
    )
)
