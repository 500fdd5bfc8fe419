from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies import need as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events, index
from matchmaker.services.item_fields import (
    invitation_faults,
    invited_organizations,
    set_invitations,
    set_values,
)
from matchmaker.services.item_review import enter_review, expect_complete, take
from matchmaker.services.needs import REVIEW
from matchmaker.services.numbers import new_thread
from matchmaker.services.round_rules import expect_enterable
from matchmaker.services.unit import commit, replace_rows
from models import Need, NeedInvitation, Requirement, User, db
from models.actions import Action
from models.enums import Comparator, CooperationMode, NeedKind, NeedState, Obligation, OrganizationKind, Visibility
from models.need import FEEDBACK_DAYS

INVITABLE = (OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE)
COLUMNS = (
    "title",
    "kind",
    "field_id",
    "district_id",
    "round_id",
    "background",
    "problem",
    "scenario",
    "current_basis",
    "budget",
    "delivery_months",
    "feedback_days",
    "visibility",
    "contact_name",
    "contact_phone",
    "contact_email",
)


@dataclass(frozen=True)
class RequirementDraft:
    indicator: str = ""
    comparator: Comparator = Comparator.GE
    value: str = ""
    value_high: str = ""
    unit: str = ""
    obligation: Obligation = Obligation.MUST
    current_level: str = ""


@dataclass(frozen=True)
class NeedDraft:
    """What a person typed. Amounts in 万元, no budget is 面议; bids are taken until the end of `bid_day`; `invited` are
    names or codes of organizations."""

    title: str
    kind: NeedKind = NeedKind.TECHNICAL
    field_id: int | None = None
    district_id: int | None = None
    round_id: int | None = None
    background: str = ""
    problem: str = ""
    scenario: str = ""
    current_basis: str = ""
    requirements: tuple[RequirementDraft, ...] = ()
    modes: tuple[CooperationMode, ...] = ()
    budget: Decimal | None = None
    award_amount: Decimal | None = None
    bid_day: date | None = None
    delivery_months: int | None = None
    feedback_days: int = FEEDBACK_DAYS
    visibility: Visibility = Visibility.PUBLIC
    invited: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def create_need(draft: NeedDraft, *, actor: User, submit: bool = False) -> Need:
    """A draft, or, with `submit`, a need that waits for review. Raises Forbidden, Invalid."""
    if not holds(actor, Permission.POST_NEED):
        raise Forbidden()
    need = Need(thread=new_thread(), organization=actor.organization, author=actor, state=NeedState.DRAFT)
    _write(need, draft)
    db.session.add(need)
    events.record(need, Action.CREATE, actor, new=need.state)
    if submit:
        enter_review(REVIEW, need, actor)
    commit()
    return need


def edit_need(need: Need, draft: NeedDraft, *, actor: User, version: int | None = None, submit: bool = False) -> Need:
    """A published need stays complete and is searched by its new text at once. Raises Forbidden, Refused, Conflict,
    Invalid."""
    take(need, version)
    _expect_editable(need, draft, actor)
    _write(need, draft)
    events.record(need, Action.EDIT, actor)
    if need.state is NeedState.PUBLISHED:
        expect_complete(REVIEW, need)
        index.put_need(need)
    elif submit:
        enter_review(REVIEW, need, actor)
    commit()
    return need


def draft_faults(draft: NeedDraft) -> Iterator[Invalid]:
    """What cannot be saved at all, not even as a draft."""
    if not draft.title:
        yield Invalid(N_("请填写需求名称。"), field="title")
    yield from invitation_faults(draft, INVITABLE)


def _expect_editable(need: Need, draft: NeedDraft, actor: User) -> None:
    if not policy.is_own(actor, need):
        raise Forbidden()
    if not policy.can_edit(actor, need):
        raise Refused(N_("需求当前为“%(state)s”，不能修改。"), state=need.state)
    if need.state is NeedState.PUBLISHED and draft.kind is not need.kind:
        raise Refused(N_("需求发布后不能改变类型。"), field="kind")


def _write(need: Need, draft: NeedDraft) -> None:
    for fault in draft_faults(draft):
        raise fault
    expect_enterable(draft.round_id, need.round_id)
    for name in COLUMNS:
        setattr(need, name, getattr(draft, name))
    is_challenge = draft.kind is NeedKind.CHALLENGE
    need.award_amount = draft.award_amount if is_challenge else None
    need.bid_deadline = clock.end_of_day(draft.bid_day) if is_challenge and draft.bid_day else None
    rows = [Requirement(**vars(row)) for row in draft.requirements]
    replace_rows(need.requirements, rows)  # type: ignore[arg-type]
    set_values(need.modes, draft.modes)
    invited = invited_organizations(draft.invited, INVITABLE) if draft.visibility is Visibility.INVITED else []
    set_invitations(need, invited, NeedInvitation)
    # the version counts up even when only rows changed
    need.updated_at = clock.now()
