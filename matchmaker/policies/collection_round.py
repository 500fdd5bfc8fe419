"""征集批次: who sees a round, when it takes needs, and what it means for the needs in it."""

from datetime import date

from sqlalchemy import ColumnElement, and_, true

from matchmaker.policies.permissions import Permission, holds
from models import CollectionRound, Field, Need, User
from models.challenge_enums import RoundState as S
from models.enums import NeedState

EDITABLE = frozenset({S.DRAFT, S.OPEN})
BEFORE_THE_LIST = frozenset({S.DRAFT, S.OPEN, S.CLOSED})
IN_TRIAGE = frozenset({NeedState.SUBMITTED, NeedState.ACCEPTED})


def can_view(actor: User | None, round_: CollectionRound) -> bool:
    return round_.state is not S.DRAFT or holds(actor, Permission.BUREAU)


def viewable(actor: User | None) -> ColumnElement[bool]:
    return true() if holds(actor, Permission.BUREAU) else CollectionRound.state != S.DRAFT


def can_edit(actor: User | None, round_: CollectionRound) -> bool:
    return round_.state in EDITABLE and holds(actor, Permission.OFFICER)


def can_attach(actor: User | None, round_: CollectionRound) -> bool:
    """Documents are the bureau's to file, at any time."""
    return holds(actor, Permission.OFFICER)


def takes_needs(round_: CollectionRound, today: date) -> bool:
    """From its first day to the end of its last, both days of the city."""
    return round_.state is S.OPEN and round_.opens_on <= today <= round_.closes_on


def taking_needs(today: date) -> ColumnElement[bool]:
    window = CollectionRound.opens_on <= today, CollectionRound.closes_on >= today
    return and_(CollectionRound.state == S.OPEN, *window)


def invites(round_: CollectionRound, field: Field | None) -> bool:
    """The field or the one above it is among those invited; a round that names none invites all."""
    invited = {row.field_id for row in round_.field_rows}
    return not invited or (field is not None and bool(invited & {field.id, field.parent_id}))


def waits_for_list(need: Need) -> bool:
    """Handed in to a round whose list is to come: published with the list, and not before."""
    return need.state in IN_TRIAGE and need.round is not None and need.round.state in BEFORE_THE_LIST


def awaiting_triage() -> ColumnElement[bool]:
    """Needs that an officer has to accept, return or decline before the list."""
    return and_(Need.state == NeedState.SUBMITTED, Need.round.has(CollectionRound.state.in_(BEFORE_THE_LIST)))
