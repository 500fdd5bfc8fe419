"""受理: what an officer decides on a need handed in to a round, before the list."""

from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services.item_review import shortened, take
from matchmaker.services.notify import members_of, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit
from matchmaker.workflows.need import NEED
from models import CollectionRound, Need, User
from models.actions import Action

ACCEPTED = N_("需求“%(title)s”已受理，将随征集批次“%(round)s”的榜单发布。")
RETURNED = N_("需求“%(title)s”被退回修改（征集批次“%(round)s”）：%(reason)s")
REJECTED = N_("需求“%(title)s”不予受理（征集批次“%(round)s”）：%(reason)s")


def accept(round_: CollectionRound, need: Need, *, actor: User, version: int | None = None) -> None:
    """Raises Forbidden, Refused, Conflict; `return_` and `reject` also Invalid without a reason."""
    _decide(round_, need, Action.ACCEPT, ACCEPTED, "", actor, version)


def return_(round_: CollectionRound, need: Need, reason: str, *, actor: User, version: int | None = None) -> None:
    _decide(round_, need, Action.RETURN, RETURNED, reason, actor, version)


def reject(round_: CollectionRound, need: Need, reason: str, *, actor: User, version: int | None = None) -> None:
    _decide(round_, need, Action.REJECT, REJECTED, reason, actor, version)


def _decide(
    round_: CollectionRound, need: Need, action: Action, sentence: str, reason: str, actor: User, version: int | None
) -> None:
    take(need, version)
    expect_in(round_, need)
    perform(NEED, need, action, actor, reason=reason)
    need.return_reason = reason.strip()
    firm, why = members_of(need.organization), shortened(reason)
    tell_and_write(firm, sentence, need, title=need.title, round=round_.title, reason=why)
    commit()


def expect_in(round_: CollectionRound, need: Need) -> None:
    """The firm may have taken the need to another round meanwhile. Raises Refused."""
    if need.round_id != round_.id:
        raise Refused(N_("这项需求不在征集批次“%(title)s”里。"), title=round_.title)
