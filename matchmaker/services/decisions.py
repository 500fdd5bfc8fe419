"""评榜之后: the firm proposes, the supervisor decides; every bidder hears how it came out, in the same commit."""

from collections.abc import Mapping
from typing import Any

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.services import feedback, index, publicity
from matchmaker.services.decision_rules import Proposal, proposal_faults
from matchmaker.services.evaluations import bids_of
from matchmaker.services.item_review import shortened
from matchmaker.services.notify import holders_of, members_of, tell_and_write
from matchmaker.services.outcome_notices import tell_outcome, tell_unsolved
from matchmaker.services.transition import expect_step, perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.services.watches import tell_watchers
from matchmaker.workflows.bid import BID
from matchmaker.workflows.evaluation import EVALUATION
from matchmaker.workflows.need import NEED
from models import Bid, Evaluation, Publicity, User
from models.actions import Action
from models.challenge_enums import BidState
from models.enums import Role

UNDECIDED = (BidState.SUBMITTED, BidState.SHORTLISTED)


def expect_proposable(evaluation: Evaluation, actor: User) -> None:
    """Asked before anything is said of a proposal: what is wrong with one would tell how the experts scored.

    Raises Refused, Forbidden.
    """
    expect_step(EVALUATION, evaluation, Action.PROPOSE_WINNER, actor)


def propose_winner(
    evaluation: Evaluation,
    winner: Bid | None,
    reserve: Bid | None,
    reason: str,
    reasons_by_bid: Mapping[int, str],
    *,
    actor: User,
    version: int | None = None,
) -> Evaluation:
    """The firm's proposal, with what each bidder will be told. Raises Invalid at the first field that is wrong."""
    _take(evaluation, version)
    given = Proposal(winner, reserve, reason, reasons_by_bid)
    perform(EVALUATION, evaluation, Action.PROPOSE_WINNER, actor, reason=reason)
    for fault in proposal_faults(evaluation, bids_of(evaluation.need), given):
        raise fault
    evaluation.winner, evaluation.reserve = winner, reserve
    evaluation.proposal_reason, evaluation.decision_reason = reason.strip(), ""
    evaluation.proposed_by, evaluation.proposed_at = actor, clock.now()
    for row in evaluation.feedback:
        row.reason = row.bid.excluded_reason or reasons_by_bid[row.bid_id].strip()
    need = evaluation.need
    words: dict[str, Any] = {"firm": need.organization.name, "title": need.title}
    message = N_("%(firm)s 已就榜单“%(title)s”提出中选建议，请审批。")
    tell_and_write(holders_of(Role.SUPERVISOR), message, evaluation, **words)
    commit()
    return evaluation


def approve(evaluation: Evaluation, *, actor: User, version: int | None = None) -> Publicity:
    """Decide as proposed: bids, feedback to everybody and the public notice at once."""
    _take(evaluation, version)
    perform(EVALUATION, evaluation, Action.APPROVE, actor)
    _decided(evaluation, actor)
    for bid in bids_of(evaluation.need):
        if bid.state in UNDECIDED:
            perform(BID, bid, _outcome(evaluation, bid), actor)
    _send_feedback(evaluation)
    perform(NEED, evaluation.need, Action.PUBLICIZE, actor)
    notice = publicity.publish(evaluation, actor)
    tell_outcome(evaluation, notice)
    commit()
    return notice


def send_back(evaluation: Evaluation, reason: str, *, actor: User, version: int | None = None) -> Evaluation:
    _take(evaluation, version)
    perform(EVALUATION, evaluation, Action.SEND_BACK, actor, reason=reason)
    evaluation.decision_reason = reason.strip()
    message = N_("榜单“%(title)s”的中选建议被退回：%(reason)s")
    words: dict[str, Any] = {"title": evaluation.need.title, "reason": shortened(reason)}
    tell_and_write(members_of(evaluation.need.organization), message, evaluation, **words)
    commit()
    return evaluation


def declare_unsolved(evaluation: Evaluation, reason: str, *, actor: User, version: int | None = None) -> Evaluation:
    """流标: no bid, or none that would do. Every bidder is told why, and the need goes on being matched."""
    _take(evaluation, version)
    perform(EVALUATION, evaluation, Action.DECLARE_UNSOLVED, actor, reason=reason)
    _decided(evaluation, actor)
    evaluation.decision_reason = reason.strip()
    for bid in bids_of(evaluation.need):
        if bid.state in UNDECIDED:
            perform(BID, bid, Action.LOSE, actor)
    _send_feedback(evaluation, reason.strip())
    perform(NEED, evaluation.need, Action.DECLARE_UNSOLVED, actor, reason=reason)
    index.put_need(evaluation.need)
    tell_unsolved(evaluation, shortened(reason))
    tell_watchers(evaluation.need)
    commit()
    return evaluation


def _take(evaluation: Evaluation, version: int | None) -> None:
    """Challenge first, evaluation second: everybody who decides takes them in this order."""
    lock(evaluation.need)
    lock(evaluation)
    expect_version(evaluation, version)


def _decided(evaluation: Evaluation, actor: User) -> None:
    evaluation.decided_by, evaluation.decided_at = actor, clock.now()


def _outcome(evaluation: Evaluation, bid: Bid) -> Action:
    chosen = {evaluation.winner_id: Action.WIN, evaluation.reserve_id: Action.PLACE_RESERVE}
    return chosen.get(bid.id, Action.LOSE)


def _send_feedback(evaluation: Evaluation, reason: str = "") -> None:
    means = feedback.means_of(evaluation)
    for row in evaluation.feedback:
        feedback.send(row, reason or row.reason, means.get(row.bid_id, {}))
