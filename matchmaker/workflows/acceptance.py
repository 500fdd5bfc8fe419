from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.parties import Party as P
from models.project_enums import AcceptanceState as S
from models.project_enums import FollowUpState as F

OPEN = (S.APPLIED, S.RETURNED, S.REVIEWING)
SIDES = (P.NEED_SIDE, P.ACHIEVEMENT_SIDE)

ACCEPTANCE = Machine(
    (
        step(Action.RETURN_ACCEPTANCE, [S.APPLIED], S.RETURNED, [P.OFFICER], needs_reason=True),
        step(Action.APPLY_ACCEPTANCE, [S.RETURNED], S.APPLIED, SIDES),
        step(Action.WITHDRAW_ACCEPTANCE, [S.APPLIED, S.RETURNED], S.WITHDRAWN, SIDES, needs_reason=True),
        step(Action.PASS_DOCUMENTS, [S.APPLIED], S.REVIEWING, [P.OFFICER]),
        step(Action.CONCLUDE, [S.REVIEWING], S.CONCLUDED, [P.OFFICER], needs_reason=True),
        step(Action.WITHDRAW, OPEN, S.WITHDRAWN, [P.SYSTEM], needs_reason=True),
    )
)

FOLLOW_UP = Machine((step(Action.ANSWER_FOLLOW_UP, [F.ASKED], F.ANSWERED, [P.AUTHOR]),))
