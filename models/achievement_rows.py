from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.enums import PropertyStatus, PropertyType, TeamRole, TransferMode
from models.organization import Organization
from models.taxonomy import Field
from models.types import enum_type


class AchievementField(Base):
    __tablename__ = "achievement_field"

    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id", ondelete="CASCADE"), primary_key=True)
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)

    field: Mapped[Field] = relationship(lazy="joined")


class AchievementMode(Base):
    __tablename__ = "achievement_mode"

    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id", ondelete="CASCADE"), primary_key=True)
    mode: Mapped[TransferMode] = mapped_column(enum_type(TransferMode), primary_key=True, index=True)


class AchievementInvitation(Base):
    __tablename__ = "achievement_invitation"

    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True, index=True)

    organization: Mapped[Organization] = relationship()


class AchievementRow:
    id: Mapped[int] = mapped_column(primary_key=True)
    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievement.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]


class Parameter(AchievementRow, Base):
    """One row of the 性能参数."""

    __tablename__ = "parameter"

    indicator: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(30), default="")
    evidence: Mapped[str] = mapped_column(String(120), default="")


class IntellectualProperty(AchievementRow, Base):
    __tablename__ = "intellectual_property"

    number: Mapped[str] = mapped_column(String(40))
    type: Mapped[PropertyType] = mapped_column(enum_type(PropertyType))
    status: Mapped[PropertyStatus] = mapped_column(enum_type(PropertyStatus))
    holder: Mapped[str] = mapped_column(String(120), default="")


class TeamMember(AchievementRow, Base):
    __tablename__ = "team_member"

    name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[TeamRole] = mapped_column(enum_type(TeamRole), default=TeamRole.MEMBER)
    specialty: Mapped[str] = mapped_column(String(80), default="")
