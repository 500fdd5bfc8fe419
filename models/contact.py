from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Contact:
    """Whom to call; never public, revealed when both sides agree to talk."""

    contact_name: Mapped[str] = mapped_column(String(40), default="")
    contact_phone: Mapped[str] = mapped_column(String(30), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
