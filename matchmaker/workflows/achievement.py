from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import AchievementState as S
from models.parties import Party as P

ACHIEVEMENT = Machine(
    (
        step(Action.SUBMIT, [S.DRAFT, S.RETURNED], S.SUBMITTED, [P.AUTHOR]),
        step(Action.RETURN, [S.SUBMITTED], S.RETURNED, [P.OFFICER], needs_reason=True),
        step(Action.PUBLISH, [S.SUBMITTED], S.PUBLISHED, [P.OFFICER]),
        step(Action.TRANSFER, [S.PUBLISHED], S.TRANSFERRED, [P.AUTHOR, P.SYSTEM]),
        step(Action.WITHDRAW, [S.PUBLISHED], S.WITHDRAWN, [P.AUTHOR, P.OFFICER], needs_reason=True),
    )
)
