"""What a project took over from the bid that won it."""

from dataclasses import dataclass

from matchmaker.sealing import vault
from matchmaker.search.promises import JudgedResponse, judged_responses
from models import BidPartner, Project
from models.challenge_enums import PartnerState

JOINED = (PartnerState.CONFIRMED, PartnerState.LEFT)


@dataclass(frozen=True)
class WonBid:
    """考核指标 with what was promised for each; partners with those that have left."""

    responses: list[JudgedResponse]
    partners: list[BidPartner]


def won_bid(project: Project) -> WonBid | None:
    bid = project.bid
    if bid is None:
        return None
    partners = [each for each in bid.partners if each.state in JOINED]
    return WonBid(judged_responses(bid.need, vault.unseal(bid).content), partners)
