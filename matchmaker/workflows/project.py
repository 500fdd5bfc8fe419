from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import ProjectState as S
from models.parties import Party as P
from models.project_enums import MilestoneState as M
from models.project_enums import ProgressState as R

LIVE = (S.NEGOTIATING, S.SIGNED, S.RUNNING, S.SUSPENDED, S.ACCEPTANCE)
SIDES = (P.NEED_SIDE, P.ACHIEVEMENT_SIDE)

# What signs a project, or applies for its acceptance and all that comes of it, is the agreement or the acceptance.
PROJECT = Machine(
    (
        step(Action.SIGN, [S.NEGOTIATING], S.SIGNED, [P.OFFICER]),
        step(Action.START, [S.SIGNED], S.RUNNING, [*SIDES, P.OFFICER]),
        step(Action.SUSPEND, [S.RUNNING], S.SUSPENDED, [P.OFFICER], needs_reason=True),
        step(Action.RESUME, [S.SUSPENDED], S.RUNNING, [P.OFFICER]),
        step(Action.APPLY_ACCEPTANCE, [S.RUNNING], S.ACCEPTANCE, SIDES),
        step(Action.COMPLETE, [S.ACCEPTANCE], S.COMPLETED, [P.SYSTEM]),
        step(Action.FAIL_ACCEPTANCE, [S.ACCEPTANCE], S.RUNNING, [P.SYSTEM], needs_reason=True),
        step(Action.WITHDRAW_ACCEPTANCE, [S.ACCEPTANCE], S.RUNNING, [P.SYSTEM], needs_reason=True),
        step(Action.TERMINATE, LIVE, S.TERMINATED, [P.OFFICER], needs_reason=True),
    )
)

MILESTONE = Machine(
    (
        step(Action.CLAIM_MILESTONE, [M.OPEN], M.CLAIMED, SIDES),
        step(Action.CONFIRM_MILESTONE, [M.CLAIMED], M.CONFIRMED, [P.OTHER_SIDE]),
        step(Action.RETURN_MILESTONE, [M.CLAIMED], M.OPEN, [P.OTHER_SIDE], needs_reason=True),
    )
)

PROGRESS = Machine((step(Action.REPORT, [R.OWED], R.SUBMITTED, SIDES),))
