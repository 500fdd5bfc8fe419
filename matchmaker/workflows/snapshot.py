from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.parties import Party as P
from models.project_enums import SnapshotState as S

SNAPSHOT = Machine(
    (
        step(Action.SUBMIT_SNAPSHOT, [S.DRAFT, S.RETURNED], S.SUBMITTED, [P.OFFICER]),
        step(Action.RETURN_SNAPSHOT, [S.SUBMITTED], S.RETURNED, [P.SUPERVISOR], needs_reason=True),
        step(Action.APPROVE_SNAPSHOT, [S.SUBMITTED], S.APPROVED, [P.SUPERVISOR]),
    )
)
