from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned
from models.enums import OrganizationKind, OrganizationState
from models.taxonomy import District
from models.types import UtcDateTime, enum_type

RESEARCH_KINDS = (OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE)


class Organization(Versioned, Timestamped, Base):
    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganizationKind] = mapped_column(enum_type(OrganizationKind), index=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    city: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    intro: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[OrganizationState] = mapped_column(
        enum_type(OrganizationState), default=OrganizationState.PENDING, index=True
    )
    refusal_reason: Mapped[str] = mapped_column(Text, default="")
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    district: Mapped[District | None] = relationship()
    members: Mapped[list["User"]] = relationship(back_populates="organization")  # type: ignore[name-defined] # noqa: F821

    @property
    def is_verified(self) -> bool:
        return self.state is OrganizationState.VERIFIED

    @property
    def is_research(self) -> bool:
        return self.kind in RESEARCH_KINDS
