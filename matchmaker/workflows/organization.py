from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import Membership as M
from models.enums import OrganizationState as S
from models.parties import Party as P

ORGANIZATION = Machine(
    (
        step(Action.VERIFY, [S.PENDING], S.VERIFIED, [P.OFFICER]),
        step(Action.REFUSE, [S.PENDING], S.REFUSED, [P.OFFICER], needs_reason=True),
        step(Action.REAPPLY, [S.REFUSED], S.PENDING, [P.OWNER]),
    )
)

MEMBERSHIP = Machine(
    (
        step(Action.CONFIRM_MEMBER, [M.PENDING, M.REFUSED], M.CONFIRMED, [P.OWNER]),
        step(Action.REFUSE_MEMBER, [M.PENDING, M.CONFIRMED], M.REFUSED, [P.OWNER]),
    )
)
