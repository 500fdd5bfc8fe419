from functools import singledispatch
from typing import Any

from models import (
    Acceptance,
    Achievement,
    Agreement,
    AgreementChange,
    Bid,
    BidPartner,
    ChangeRequest,
    CollectionRound,
    Evaluation,
    FollowUp,
    Match,
    Meeting,
    Milestone,
    NecessityCheck,
    Need,
    Objection,
    Organization,
    Output,
    Payment,
    ProgressReport,
    Project,
    Question,
    ReviewAssignment,
    Snapshot,
    Target,
    User,
)
from models.bid import TAKING_PART
from models.enums import MatchSide, Role
from models.parties import Party

SIDE = {MatchSide.NEED: Party.NEED_SIDE, MatchSide.ACHIEVEMENT: Party.ACHIEVEMENT_SIDE, None: None}
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


@_own.register(ProgressReport)
@_own.register(Payment)
@_own.register(Output)
@_own.register(Meeting)
@_own.register(Acceptance)
def _of_project(row: ProgressReport | Payment | Output | Meeting | Acceptance, actor: User) -> set[Party]:
    return _project(row.project, actor)


@_own.register
def _milestone(row: Milestone, actor: User) -> set[Party]:
    sides = _project(row.project, actor)
    return sides | {Party.OTHER_SIDE} if sides and SIDE[row.claimed_side] not in sides else sides


@_own.register
def _change_request(row: ChangeRequest, actor: User) -> set[Party]:
    sides = _project(row.project, actor)
    return sides | {Party.AUTHOR if SIDE[row.side] in sides else Party.OTHER_SIDE} if sides else sides


@_own.register
def _follow_up(row: FollowUp, actor: User) -> set[Party]:
    return {Party.AUTHOR} if actor.is_member and actor.organization_id == row.organization_id else set()


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
@_own.register(AgreementChange)
@_own.register(Target)
@_own.register(Snapshot)
def _bureau_record(row: CollectionRound | Objection | AgreementChange | Target | Snapshot, actor: User) -> set[Party]:
    return set()


def _sides(actor: User, need_side: int, achievement_side: int) -> set[Party]:
    if not actor.is_member:
        return set()
    sides = {Party.NEED_SIDE: need_side, Party.ACHIEVEMENT_SIDE: achievement_side}
    return {party for party, organization_id in sides.items() if organization_id == actor.organization_id}
