"""What a project took over from the bid that won it."""

from dataclasses import dataclass

from matchmaker.sealing import vault
from matchmaker.search.promises import JudgedResponse, judged_responses
from models import BidPartner, Project


@dataclass(frozen=True)
class WonBid:
    """考核指标 with what was promised for each; partners with those that have left."""

    responses: list[JudgedResponse]
    partners: list[BidPartner]


def won_bid(project: Project) -> WonBid | None:
    bid = project.bid
    if bid is None:
        return None
    return WonBid(judged_responses(bid.need, vault.unseal(bid).content), bid.joined)
