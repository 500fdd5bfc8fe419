from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.challenge_enums import AssignmentState as A
from models.challenge_enums import EvaluationState as S
from models.challenge_enums import ObjectionState as O
from models.parties import Party as P

OPEN = (S.NAMING, S.REVIEWING, S.SCORED, S.PROPOSED)

# The last expert's hand-in closes a review by itself; an officer who closes it earlier says why.
EVALUATION = Machine(
    (
        step(Action.START_REVIEW, [S.NAMING], S.REVIEWING, [P.OFFICER]),
        step(Action.CLOSE_REVIEW, [S.REVIEWING], S.SCORED, [P.OFFICER, P.SYSTEM], needs_reason=True),
        step(Action.PROPOSE_WINNER, [S.SCORED], S.PROPOSED, [P.AUTHOR], needs_reason=True),
        step(Action.SEND_BACK, [S.PROPOSED], S.SCORED, [P.SUPERVISOR], needs_reason=True),
        step(Action.APPROVE, [S.PROPOSED], S.APPROVED, [P.SUPERVISOR]),
        step(Action.DECLARE_UNSOLVED, OPEN, S.UNSOLVED, [P.SUPERVISOR], needs_reason=True),
        step(Action.REOPEN, [S.APPROVED], S.REOPENED, [P.SYSTEM], needs_reason=True),
        step(Action.AWARD, [S.APPROVED], S.AWARDED, [P.OFFICER, P.SUPERVISOR]),
    )
)

REVIEW_ASSIGNMENT = Machine(
    (
        step(Action.ACCEPT_REVIEW, [A.INVITED], A.ACCEPTED, [P.EXPERT]),
        step(Action.DECLINE_REVIEW, [A.INVITED, A.ACCEPTED], A.DECLINED, [P.EXPERT], needs_reason=True),
        step(Action.HAND_IN, [A.ACCEPTED], A.HANDED_IN, [P.EXPERT]),
        step(Action.REPLACE_EXPERT, [A.INVITED, A.ACCEPTED], A.REMOVED, [P.OFFICER], needs_reason=True),
    )
)

OBJECTION = Machine(
    (
        step(Action.UPHOLD, [O.RECEIVED], O.UPHELD, [P.OFFICER, P.SUPERVISOR], needs_reason=True),
        step(Action.DISMISS, [O.RECEIVED], O.DISMISSED, [P.OFFICER, P.SUPERVISOR], needs_reason=True),
    )
)
