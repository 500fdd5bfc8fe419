from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.achievement_rows import (
    AchievementField,
    AchievementInvitation,
    AchievementMode,
    IntellectualProperty,
    Parameter,
    TeamMember,
)
from models.attachment import Attachment
from models.base import Base, Timestamped, Versioned
from models.contact import Contact
from models.enums import AchievementLevel, AchievementState, Nature, Stage, TeamRole, TransferMode, Visibility
from models.organization import Organization
from models.taxonomy import Field
from models.types import Money, UtcDateTime, enum_type
from models.user import User

KEYWORD_SEPARATOR = "；"


class Achievement(Versioned, Timestamped, Contact, Base):
    """科技成果."""

    __tablename__ = "achievement"
    __table_args__ = (
        Index("ix_achievement_state_published_at", "state", "published_at"),
        Index("ix_achievement_published_at", "published_at"),
        # all that the hall counts and sorts by: it looks at the rows of one page only
        Index(
            "ix_achievement_hall",
            *("state", "visibility", "organization_id", "published_at", "stage", "trl", "level", "price"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(14), unique=True)
    state: Mapped[AchievementState] = mapped_column(enum_type(AchievementState), default=AchievementState.DRAFT)
    title: Mapped[str] = mapped_column(String(120))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    abstract: Mapped[str] = mapped_column(Text, default="")
    advantages: Mapped[str] = mapped_column(Text, default="")
    keyword_text: Mapped[str] = mapped_column(String(120), default="")
    stage: Mapped[Stage | None] = mapped_column(enum_type(Stage), index=True)
    trl: Mapped[int | None] = mapped_column(index=True)
    nature: Mapped[Nature | None] = mapped_column(enum_type(Nature))
    level: Mapped[AchievementLevel] = mapped_column(enum_type(AchievementLevel), default=AchievementLevel.UNRATED)
    scenes: Mapped[str] = mapped_column(Text, default="")
    cases: Mapped[str] = mapped_column(Text, default="")
    price: Mapped[Decimal | None] = mapped_column(Money, index=True)
    registration_no: Mapped[str] = mapped_column(String(40), default="")
    year: Mapped[int | None]
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.PUBLIC)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organization: Mapped[Organization] = relationship()
    author: Mapped[User] = relationship()
    field_rows: Mapped[list[AchievementField]] = relationship(
        cascade="all, delete-orphan", order_by=AchievementField.position
    )
    mode_rows: Mapped[list[AchievementMode]] = relationship(cascade="all, delete-orphan")
    parameters: Mapped[list[Parameter]] = relationship(cascade="all, delete-orphan", order_by=Parameter.position)
    intellectual_property: Mapped[list[IntellectualProperty]] = relationship(
        cascade="all, delete-orphan", order_by=IntellectualProperty.position
    )
    team: Mapped[list[TeamMember]] = relationship(cascade="all, delete-orphan", order_by=TeamMember.position)
    invitations: Mapped[list[AchievementInvitation]] = relationship(cascade="all, delete-orphan")
    attachments: Mapped[list[Attachment]] = relationship(foreign_keys=Attachment.achievement_id)

    modes: AssociationProxy[list[TransferMode]] = association_proxy(
        "mode_rows", "mode", creator=lambda mode: AchievementMode(mode=mode)
    )
    fields: AssociationProxy[list[Field]] = association_proxy(
        "field_rows", "field", creator=lambda field: AchievementField(field=field)
    )

    @property
    def keywords(self) -> list[str]:
        return [word for word in self.keyword_text.split(KEYWORD_SEPARATOR) if word]

    @keywords.setter
    def keywords(self, words: list[str]) -> None:
        self.keyword_text = KEYWORD_SEPARATOR.join(words)

    @property
    def leader(self) -> TeamMember | None:
        return next((member for member in self.team if member.role is TeamRole.LEADER), None)
