from datetime import timedelta

from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.enums import MatchState as S
from models.parties import Party as P

SIDES = (P.NEED_SIDE, P.ACHIEVEMENT_SIDE)
OPEN = (S.PROPOSED, S.ACCEPTED_BY_ONE, S.TALKING)

# Silence of this length earns a reminder; after the reminders, the same length again ends the match.
PATIENCE = timedelta(days=20)
REMINDERS = 2

# A side consents once; the service works out whether the other has, and so which of the two consents it is.
MATCH = Machine(
    (
        step(Action.CONSENT, [S.PROPOSED], S.ACCEPTED_BY_ONE, SIDES),
        step(Action.CONSENT, [S.ACCEPTED_BY_ONE], S.TALKING, SIDES),
        step(Action.TALK, [S.TALKING], S.TALKING, [*SIDES, P.OFFICER, P.MANAGER]),
        step(Action.AGREE, [S.TALKING], S.AGREED, SIDES),
        step(Action.DECLINE, OPEN, S.DECLINED, SIDES, needs_reason=True),
        step(Action.LAPSE, OPEN, S.LAPSED, [P.SYSTEM]),
    )
)
