from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.parties import Party as P
from models.project_enums import ChangeState as S

OPEN = (S.PROPOSED, S.AGREED)

# The other side first, then the bureau; whoever asked may take it back until the bureau has decided. With the project
# end its open requests.
CHANGE_REQUEST = Machine(
    (
        step(Action.AGREE_CHANGE, [S.PROPOSED], S.AGREED, [P.OTHER_SIDE]),
        step(Action.APPROVE_CHANGE, [S.AGREED], S.APPROVED, [P.OFFICER]),
        step(Action.REFUSE_CHANGE, [S.PROPOSED], S.REFUSED, [P.OTHER_SIDE], needs_reason=True),
        step(Action.REFUSE_CHANGE, [S.AGREED], S.REFUSED, [P.OFFICER], needs_reason=True),
        step(Action.WITHDRAW_CHANGE, OPEN, S.WITHDRAWN, [P.AUTHOR, P.SYSTEM]),
    )
)
