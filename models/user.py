from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped
from models.enums import Membership, OrganizationKind, Role
from models.organization import Organization
from models.types import UtcDateTime, enum_type


class UserRole(Base):
    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_type(Role), primary_key=True)


class User(Timestamped, Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    password_version: Mapped[int] = mapped_column(default=1)
    locale: Mapped[str] = mapped_column(String(10), default="zh")
    active: Mapped[bool] = mapped_column(default=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    membership: Mapped[Membership] = mapped_column(enum_type(Membership), default=Membership.PENDING, index=True)
    is_owner: Mapped[bool] = mapped_column(default=False)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organization: Mapped[Organization] = relationship(back_populates="members", lazy="joined")
    role_rows: Mapped[list[UserRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """What a session remembers: with the password's version in it, a new password ends the other sessions."""
        return f"{self.id}.{self.password_version}"

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(row.role for row in self.role_rows)

    @property
    def is_member(self) -> bool:
        """May act for the organization: confirmed there, and the organization verified."""
        return self.active and self.membership is Membership.CONFIRMED and self.organization.is_verified

    @property
    def is_bureau(self) -> bool:
        return self.is_member and self.organization.kind is OrganizationKind.BUREAU

    def has_role(self, *roles: Role) -> bool:
        return self.is_member and not self.roles.isdisjoint(roles)
