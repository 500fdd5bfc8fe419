"""论证: an asked expert reads the need and gives an opinion; the bureau reads the opinions, the firm does not."""

from sqlalchemy import ColumnElement, select

from matchmaker.policies.collection_round import IN_TRIAGE
from matchmaker.policies.permissions import Permission, holds
from models import NecessityCheck, Need, User, db
from models.challenge_enums import NecessityState


def can_view(actor: User | None, check: NecessityCheck) -> bool:
    return is_asked(actor, check) or holds(actor, Permission.BUREAU)


def is_asked(actor: User | None, check: NecessityCheck) -> bool:
    return holds(actor, Permission.REVIEW) and actor is not None and actor.id == check.expert_id


def can_answer(actor: User | None, check: NecessityCheck) -> bool:
    """As long as it is not decided whether the need goes on the list."""
    return is_asked(actor, check) and check.state is NecessityState.ASSIGNED and check.need.state in IN_TRIAGE


def waits_for(actor: User) -> ColumnElement[bool]:
    """The checks that `can_answer` allows."""
    undecided = select(Need.id).where(Need.state.in_(IN_TRIAGE))
    mine = NecessityCheck.expert_id == actor.id, NecessityCheck.state == NecessityState.ASSIGNED
    return NecessityCheck.need_id.in_(undecided) & mine[0] & mine[1]


def reads_need(actor: User | None, need: Need) -> bool:
    """Asked for an opinion on this need and has not declined: its files are open too."""
    if actor is None or not holds(actor, Permission.REVIEW):
        return False
    asked = select(NecessityCheck.id).where(NecessityCheck.need_id == need.id, NecessityCheck.expert_id == actor.id)
    return db.session.scalar(asked.where(NecessityCheck.state != NecessityState.DECLINED).limit(1)) is not None
