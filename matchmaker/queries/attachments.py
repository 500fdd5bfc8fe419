from pathlib import Path

from matchmaker.adapters import storage
from matchmaker.policies import attachment as policy
from matchmaker.policies.attachment import Owner
from models import Attachment, User, db


def get(attachment_id: int, actor: User | None) -> Attachment | None:
    """None when there is none or its owner does not let this person see it."""
    row = db.session.get(Attachment, attachment_id)
    return row if row is not None and policy.can_view(actor, policy.owner_of(row)) else None


def owner(kind: type[Owner], owner_id: int, actor: User | None) -> Owner | None:
    """The record whose files somebody wants to manage; None when it may not be seen."""
    row = db.session.get(kind, owner_id)
    return row if row is not None and policy.can_view(actor, row) else None


def file_of(attachment: Attachment) -> Path | None:
    """Where the bytes lie; None when they are gone."""
    path = storage.path(attachment.stored_name)
    return path if path.is_file() else None
