"""What a proposal of the firm must say before the supervisor sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.sealing import vault
from matchmaker.search.promises import missed_musts
from matchmaker.search.tallies import tallies
from models import Bid, Evaluation
from models.challenge_enums import BidState

SHORTEST = 20
LONGEST = 2000
# Against the ranking, or with a 必须 row missed, the firm explains itself.
SHORTEST_AGAINST = 50


@dataclass(frozen=True)
class Proposal:
    """`reasons` is what each bidder will be told, by the bid's id."""

    winner: Bid | None
    reserve: Bid | None
    reason: str
    reasons: Mapping[int, str] = field(default_factory=dict)


def reason_field(bid: Bid) -> str:
    return f"reason_{bid.id}"


def proposal_faults(evaluation: Evaluation, bids: list[Bid], given: Proposal) -> list[Invalid]:
    """Every rule that the proposal breaks, at its field of the form."""
    return [*_choice_faults(evaluation, given), *_reason_faults(evaluation, given), *_feedback_faults(bids, given)]


def top_ranked(evaluation: Evaluation) -> set[int]:
    """Ids of the bids with the best total; several that are level, none where nothing was scored."""
    means = {bid_id: found.mean for bid_id, found in tallies(evaluation).items()}
    return {bid_id for bid_id, mean in means.items() if mean == max(means.values())}


def _choice_faults(evaluation: Evaluation, given: Proposal) -> Iterator[Invalid]:
    if given.winner is None or not _is_eligible(evaluation, given.winner):
        yield Invalid(N_("请从进入评审的揭榜申请中选择中选单位。"), field="winner")
    if given.reserve is None:
        return
    if not _is_eligible(evaluation, given.reserve):
        yield Invalid(N_("备选只能是进入评审的揭榜申请。"), field="reserve")
    elif given.reserve is given.winner:
        yield Invalid(N_("备选与中选不能是同一份申请。"), field="reserve")


def _reason_faults(evaluation: Evaluation, given: Proposal) -> Iterator[Invalid]:
    length = len(given.reason.strip())
    if length > LONGEST:
        yield _too_long("reason")
    if length < SHORTEST:
        yield Invalid(N_("请写明推荐理由，不少于 %(least)s 字。"), field="reason", least=SHORTEST)
    elif given.winner is not None and length < SHORTEST_AGAINST:
        yield from _faults_against(evaluation, given.winner)


def _faults_against(evaluation: Evaluation, winner: Bid) -> Iterator[Invalid]:
    best = top_ranked(evaluation)
    if best and winner.id not in best:
        yield Invalid(
            N_("推荐的不是评审排名第一的申请，请写明为什么，不少于 %(least)s 字。"),
            field="reason",
            least=SHORTEST_AGAINST,
        )
    elif _is_eligible(evaluation, winner) and missed_musts(evaluation.need, vault.unseal(winner).content):
        yield Invalid(
            N_("推荐的申请没有达到“必须”指标，请写明为什么仍推荐，不少于 %(least)s 字。"),
            field="reason",
            least=SHORTEST_AGAINST,
        )


def _feedback_faults(bids: list[Bid], given: Proposal) -> Iterator[Invalid]:
    for bid in bids:
        text = given.reasons.get(bid.id, "").strip()
        if bid.excluded_reason:
            continue
        if len(text) < SHORTEST:
            yield Invalid(
                N_("请写明给 %(number)s 的反馈意见，不少于 %(least)s 字。"),
                field=reason_field(bid),
                number=bid.number,
                least=SHORTEST,
            )
        elif len(text) > LONGEST:
            yield _too_long(reason_field(bid))


def _is_eligible(evaluation: Evaluation, bid: Bid) -> bool:
    return bid.need_id == evaluation.need_id and bid.state is BidState.SHORTLISTED


def _too_long(name: str) -> Invalid:
    return Invalid(N_("请控制在 %(most)s 字以内。"), field=name, most=LONGEST)
