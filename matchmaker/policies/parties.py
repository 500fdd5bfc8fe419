from functools import singledispatch
from typing import Any

from models import (
    Achievement,
    Agreement,
    Bid,
    BidPartner,
    CollectionRound,
    Evaluation,
    Match,
    NecessityCheck,
    Need,
    Objection,
    Organization,
    Project,
    Question,
    ReviewAssignment,
    User,
)
from models.bid import TAKING_PART
from models.enums import Role
from models.parties import Party

STAFF = {
    Role.OFFICER: Party.OFFICER,
    Role.SUPERVISOR: Party.SUPERVISOR,
    Role.TECHNOLOGY_MANAGER: Party.MANAGER,
}


def parties(actor: User | None, row: Any) -> frozenset[Party]:
    """Every capacity in which the actor stands to the row; empty for visitors and unconfirmed people."""
    if actor is None or not actor.active:
        return frozenset()
    staff = {party for role, party in STAFF.items() if actor.has_role(role)}
    return frozenset(staff | _own(row, actor))


@singledispatch
def _own(row: Any, actor: User) -> set[Party]:
    raise TypeError(f"no parties known for {type(row).__name__}")


@_own.register(Need)
@_own.register(Achievement)
def _item(row: Need | Achievement, actor: User) -> set[Party]:
    return {Party.AUTHOR} if actor.is_member and actor.organization_id == row.organization_id else set()


@_own.register
def _match(row: Match, actor: User) -> set[Party]:
    return _sides(actor, row.need.organization_id, row.achievement.organization_id)


@_own.register
def _project(row: Project, actor: User) -> set[Party]:
    return _sides(actor, row.firm_id, row.provider_id)


@_own.register
def _agreement(row: Agreement, actor: User) -> set[Party]:
    return _sides(actor, row.buyer_id, row.seller_id)


@_own.register
def _organization(row: Organization, actor: User) -> set[Party]:
    return {Party.OWNER} if actor.is_owner and actor.organization_id == row.id else set()


@_own.register
def _member(row: User, actor: User) -> set[Party]:
    return (
        {Party.OWNER} if actor.is_owner and actor.organization_id == row.organization_id and actor is not row else set()
    )


@_own.register
def _bid(row: Bid, actor: User) -> set[Party]:
    """A firm whose challenge it is stands to a bid as nobody until the deadline; what it may see later is a policy."""
    if not actor.is_member:
        return set()
    if actor.organization_id == row.organization_id:
        return {Party.BIDDER}
    own = (partner for partner in row.partners if partner.organization_id == actor.organization_id)
    return {Party.PARTNER} if any(partner.state in TAKING_PART for partner in own) else set()


@_own.register
def _partner(row: BidPartner, actor: User) -> set[Party]:
    return {Party.PARTNER} if actor.is_member and actor.organization_id == row.organization_id else set()


@_own.register
def _question(row: Question, actor: User) -> set[Party]:
    return _item(row.need, actor)


@_own.register
def _evaluation(row: Evaluation, actor: User) -> set[Party]:
    return _item(row.need, actor)


@_own.register(ReviewAssignment)
@_own.register(NecessityCheck)
def _expert_task(row: ReviewAssignment | NecessityCheck, actor: User) -> set[Party]:
    return {Party.EXPERT} if actor.is_member and actor.id == row.expert_id else set()


@_own.register(CollectionRound)
@_own.register(Objection)
def _bureau_record(row: CollectionRound | Objection, actor: User) -> set[Party]:
    return set()


def _sides(actor: User, need_side: int, achievement_side: int) -> set[Party]:
    if not actor.is_member:
        return set()
    sides = {Party.NEED_SIDE: need_side, Party.ACHIEVEMENT_SIDE: achievement_side}
    return {party for party, organization_id in sides.items() if organization_id == actor.organization_id}
