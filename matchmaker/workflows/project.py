from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import ProjectState as S
from models.parties import Party as P

LIVE = (S.NEGOTIATING, S.SIGNED, S.RUNNING, S.SUSPENDED, S.ACCEPTANCE)

PROJECT = Machine(
    (
        step(Action.SIGN, [S.NEGOTIATING], S.SIGNED, [P.OFFICER]),
        step(Action.START, [S.SIGNED], S.RUNNING, [P.NEED_SIDE, P.ACHIEVEMENT_SIDE, P.OFFICER]),
        step(Action.SUSPEND, [S.RUNNING], S.SUSPENDED, [P.OFFICER], needs_reason=True),
        step(Action.RESUME, [S.SUSPENDED], S.RUNNING, [P.OFFICER]),
        step(Action.APPLY_ACCEPTANCE, [S.RUNNING], S.ACCEPTANCE, [P.NEED_SIDE, P.ACHIEVEMENT_SIDE]),
        step(Action.COMPLETE, [S.ACCEPTANCE], S.COMPLETED, [P.OFFICER]),
        step(Action.TERMINATE, LIVE, S.TERMINATED, [P.OFFICER], needs_reason=True),
    )
)
