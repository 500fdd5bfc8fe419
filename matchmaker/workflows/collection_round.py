from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.challenge_enums import NecessityState as N
from models.challenge_enums import RoundState as S
from models.parties import Party as P

COLLECTION_ROUND = Machine(
    (
        step(Action.OPEN_ROUND, [S.DRAFT], S.OPEN, [P.OFFICER]),
        step(Action.CLOSE_ROUND, [S.OPEN], S.CLOSED, [P.OFFICER, P.SYSTEM]),
        step(Action.PUBLISH_LIST, [S.CLOSED], S.LISTED, [P.OFFICER]),
    )
)

NECESSITY_CHECK = Machine(
    (
        step(Action.GIVE_OPINION, [N.ASSIGNED], N.DONE, [P.EXPERT]),
        step(Action.DECLINE, [N.ASSIGNED], N.DECLINED, [P.EXPERT], needs_reason=True),
    )
)
