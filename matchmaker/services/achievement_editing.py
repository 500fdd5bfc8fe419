from dataclasses import dataclass, replace
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies import achievement as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events, index
from matchmaker.services.achievement_rules import INVITABLE, draft_faults, property_number
from matchmaker.services.achievements import REVIEW
from matchmaker.services.item_fields import invited_organizations, set_invitations, set_values
from matchmaker.services.item_review import enter_review, expect_complete, take
from matchmaker.services.numbers import new_achievement_number
from matchmaker.services.unit import commit, replace_rows
from models import (
    Achievement,
    AchievementField,
    AchievementInvitation,
    Field,
    IntellectualProperty,
    Parameter,
    TeamMember,
    User,
    db,
)
from models.actions import Action
from models.enums import (
    AchievementLevel,
    AchievementState,
    Nature,
    PropertyStatus,
    PropertyType,
    Stage,
    TeamRole,
    TransferMode,
    Visibility,
)

COLUMNS = (
    "title",
    "abstract",
    "advantages",
    "stage",
    "trl",
    "nature",
    "level",
    "scenes",
    "cases",
    "price",
    "registration_no",
    "year",
    "visibility",
    "contact_name",
    "contact_phone",
    "contact_email",
)


@dataclass(frozen=True)
class ParameterDraft:
    indicator: str = ""
    value: str = ""
    unit: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class PropertyDraft:
    number: str = ""
    type: PropertyType = PropertyType.INVENTION
    status: PropertyStatus = PropertyStatus.GRANTED
    holder: str = ""


@dataclass(frozen=True)
class MemberDraft:
    name: str = ""
    title: str = ""
    role: TeamRole = TeamRole.MEMBER
    specialty: str = ""


@dataclass(frozen=True)
class AchievementDraft:
    """What a person typed. `price` in 万元, none is 面议; `fields` begin with the main one; `invited` are names or
    codes of organizations."""

    title: str
    abstract: str = ""
    advantages: str = ""
    fields: tuple[Field, ...] = ()
    keywords: tuple[str, ...] = ()
    stage: Stage | None = None
    trl: int | None = None
    nature: Nature | None = None
    level: AchievementLevel = AchievementLevel.UNRATED
    scenes: str = ""
    cases: str = ""
    modes: tuple[TransferMode, ...] = ()
    price: Decimal | None = None
    registration_no: str = ""
    year: int | None = None
    parameters: tuple[ParameterDraft, ...] = ()
    intellectual_property: tuple[PropertyDraft, ...] = ()
    team: tuple[MemberDraft, ...] = ()
    visibility: Visibility = Visibility.PUBLIC
    invited: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def create_achievement(draft: AchievementDraft, *, actor: User, submit: bool = False) -> Achievement:
    """A draft, or, with `submit`, an achievement that waits for review. Raises Forbidden, Invalid."""
    if not holds(actor, Permission.POST_ACHIEVEMENT):
        raise Forbidden()
    achievement = Achievement(
        number=new_achievement_number(),
        organization=actor.organization,
        author=actor,
        state=AchievementState.DRAFT,
    )
    _write(achievement, draft)
    db.session.add(achievement)
    events.record(achievement, Action.CREATE, actor, new=achievement.state)
    if submit:
        enter_review(REVIEW, achievement, actor)
    commit()
    return achievement


def edit_achievement(
    achievement: Achievement,
    draft: AchievementDraft,
    *,
    actor: User,
    version: int | None = None,
    submit: bool = False,
) -> Achievement:
    """A published achievement stays complete and is searched by its new text at once. Raises Forbidden, Refused,
    Conflict, Invalid."""
    take(achievement, version)
    if not policy.is_own(actor, achievement):
        raise Forbidden()
    if not policy.can_edit(actor, achievement):
        raise Refused(N_("成果当前为“%(state)s”，不能修改。"), state=achievement.state)
    _write(achievement, draft)
    events.record(achievement, Action.EDIT, actor)
    if achievement.state is AchievementState.PUBLISHED:
        expect_complete(REVIEW, achievement)
        index.put_achievement(achievement)
    elif submit:
        enter_review(REVIEW, achievement, actor)
    commit()
    return achievement


def _write(achievement: Achievement, draft: AchievementDraft) -> None:
    for fault in draft_faults(draft):
        raise fault
    for name in COLUMNS:
        setattr(achievement, name, getattr(draft, name))
    achievement.keywords = list(draft.keywords)
    set_values(achievement.modes, draft.modes)
    _set_fields(achievement, draft.fields)
    _set_rows(achievement, draft)
    invited = invited_organizations(draft.invited, INVITABLE) if draft.visibility is Visibility.INVITED else []
    set_invitations(achievement, invited, AchievementInvitation)
    # the version counts up even when only rows changed
    achievement.updated_at = clock.now()


def _set_rows(achievement: Achievement, draft: AchievementDraft) -> None:
    properties = [
        replace(row, number=property_number(row.number, row.type, row.status)) for row in draft.intellectual_property
    ]
    rows = (
        (achievement.parameters, [Parameter(**vars(row)) for row in draft.parameters]),
        (achievement.intellectual_property, [IntellectualProperty(**vars(row)) for row in properties]),
        (achievement.team, [TeamMember(**vars(row)) for row in draft.team]),
    )
    for present, fresh in rows:
        replace_rows(present, fresh)  # type: ignore[arg-type]


def _set_fields(achievement: Achievement, fields: tuple[Field, ...]) -> None:
    present = {row.field.id: row for row in achievement.field_rows}
    rows = [present.get(field.id) or AchievementField(field=field) for field in dict.fromkeys(fields)]
    for position, row in enumerate(rows):
        row.position = position
    achievement.field_rows = rows
