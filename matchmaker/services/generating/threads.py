"""Matches, projects, agreements."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from matchmaker.checks.deadlines import registration_due_on
from matchmaker.services.generating.bulk import Row
from matchmaker.services.generating.deals import Deal
from matchmaker.services.generating.world import World, moment
from models.enums import AgreementState as A
from models.enums import (
    AgreementType,
    CooperationMode,
    DeclineReason,
    Direction,
    MatchOrigin,
    MatchState,
    ProjectOrigin,
    RegistrationState,
)

OPEN = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE, MatchState.TALKING)


def matches(world: World, found: list[Deal]) -> Iterator[Row]:
    """The n-th need with the n-th achievement; the first ones became projects."""
    for number in range(world.size.matches):
        deal = found[number] if number < len(found) else None
        state = MatchState.AGREED if deal else _state(world)
        ended = deal.agreed_on if deal else world.day(500)
        begun = ended - timedelta(days=world.random.randrange(15, 70))
        talked = state in (MatchState.AGREED, MatchState.TALKING)
        yield {
            "id": world.ids["match"] + number,
            "number": f"M-G{world.ids['match'] + number:08d}",
            "need_id": world.ids["need"] + number,
            "achievement_id": world.ids["achievement"] + number,
            "origin": world.pick((MatchOrigin.REQUEST, MatchOrigin.OFFER, MatchOrigin.RECOMMEND)),
            "state": state,
            "proposed_by_id": world.ids["user"],
            "need_consent_at": moment(begun) if talked else None,
            "achievement_consent_at": moment(begun, 7) if talked else None,
            "last_activity_at": moment(ended),
            "ended_at": None if state in OPEN else moment(ended),
            "reason": world.pick(tuple(DeclineReason)) if state is MatchState.DECLINED else None,
            "created_at": moment(begun, 1),
            "updated_at": moment(ended),
        }


def projects(world: World, found: list[Deal], threads: list[str], parties: list[tuple[int, int]]) -> Iterator[Row]:
    """`parties`: the firm and the provider of each."""
    for deal in found:
        firm, provider = parties[deal.number]
        yield {
            "id": world.ids["project"] + deal.number,
            "number": f"P-{threads[deal.number]}",
            "thread": threads[deal.number],
            "title": world.title(),
            "origin": ProjectOrigin.MATCH,
            "state": deal.state,
            "match_id": world.ids["match"] + deal.number,
            "need_id": world.ids["need"] + deal.number,
            "achievement_id": world.ids["achievement"] + deal.number,
            "firm_id": firm,
            "provider_id": provider,
            "firm_leader": "企业项目负责人",
            "provider_leader": "高校项目负责人",
            "field_id": world.pick(world.fields),
            "district_id": world.pick(world.districts),
            "mode": world.pick(tuple(CooperationMode)),
            "total_budget": deal.amount,
            "subsidy": Decimal(0),
            "reporting": deal.rhythm,
            "percent": deal.reported,
            "starts_on": deal.started_on,
            "ends_on": deal.ends_on,
            "signed_on": deal.signed_on,
            "started_on": deal.started_on,
            "completed_on": deal.completed_on,
            "created_at": moment(deal.agreed_on),
            "updated_at": moment(deal.completed_on or deal.agreed_on),
        }


def agreements(world: World, found: list[Deal], parties: list[tuple[int, int]]) -> Iterator[Row]:
    for deal in found:
        if deal.signed_on is None:
            continue
        firm, provider = parties[deal.number]
        due = registration_due_on(deal.signed_on)
        registered = due - timedelta(days=3) if due < world.today and world.random.random() < 0.97 else None
        yield {
            "project_id": world.ids["project"] + deal.number,
            "contract_no": f"G-{world.ids['project'] + deal.number:09d}",
            "state": A.REGISTERED if registered else A.SIGNED,
            "type": world.pick(tuple(AgreementType)),
            "buyer_id": firm,
            "seller_id": provider,
            "signed_on": deal.signed_on,
            "starts_on": deal.signed_on,
            "ends_on": deal.ends_on,
            "amount": deal.amount,
            "tech_amount": (deal.amount * 4 / 5).quantize(Decimal("0.01")),
            "direction": world.pick((Direction.ABSORBED, Direction.EXPORTED), (80, 20)),
            "registration_state": RegistrationState.REGISTERED if registered else RegistrationState.UNREGISTERED,
            "registration_no": f"20{deal.number:010d}" if registered else "",
            "registered_on": registered,
            "created_at": moment(deal.signed_on),
            "updated_at": moment(registered or deal.signed_on),
        }


def _state(world: World) -> MatchState:
    choices = (*OPEN, MatchState.DECLINED, MatchState.LAPSED)
    return world.pick(choices, (8, 12, 15, 35, 30))
