from matchmaker.workflows.machine import Machine, step
from models.actions import Action
from models.challenge_enums import BidState as S
from models.challenge_enums import PartnerState as C
from models.parties import Party as P

EDITABLE = (S.DRAFT, S.WITHDRAWN)
DECIDED = (S.WON, S.RESERVE, S.LOST)

# Whether the deadline has passed is asked by the services, on the server's clock, before each of the bidder's steps.
BID = Machine(
    (
        step(Action.SUBMIT_BID, EDITABLE, S.SUBMITTED, [P.BIDDER]),
        step(Action.RECONFIRM, [S.SUBMITTED], S.SUBMITTED, [P.BIDDER]),
        step(Action.WITHDRAW, [S.SUBMITTED], S.WITHDRAWN, [P.BIDDER]),
        step(Action.SHORTLIST, [S.SUBMITTED], S.SHORTLISTED, [P.OFFICER]),
        step(Action.EXCLUDE, [S.SUBMITTED], S.LOST, [P.OFFICER], needs_reason=True),
        step(Action.WIN, [S.SHORTLISTED], S.WON, [P.SUPERVISOR]),
        step(Action.PLACE_RESERVE, [S.SHORTLISTED], S.RESERVE, [P.SUPERVISOR]),
        step(Action.LOSE, [S.SUBMITTED, S.SHORTLISTED], S.LOST, [P.SUPERVISOR]),
        step(Action.REOPEN, DECIDED, S.SUBMITTED, [P.SYSTEM]),
    )
)

PARTNER = Machine(
    (
        step(Action.CONFIRM_PARTNER, [C.INVITED], C.CONFIRMED, [P.PARTNER]),
        step(Action.DECLINE_PARTNER, [C.INVITED], C.DECLINED, [P.PARTNER]),
        step(Action.LEAVE_CONSORTIUM, [C.CONFIRMED], C.LEFT, [P.PARTNER]),
    )
)
