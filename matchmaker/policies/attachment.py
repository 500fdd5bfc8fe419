"""A file may be read by those who may read the details of what it belongs to."""

from matchmaker.policies import achievement, agreement, need
from models import Achievement, Agreement, Attachment, Need, User, db

Owner = Need | Achievement | Agreement


def owner_of(attachment: Attachment) -> Owner:
    if attachment.need_id is not None:
        return db.session.get_one(Need, attachment.need_id)
    if attachment.achievement_id is not None:
        return db.session.get_one(Achievement, attachment.achievement_id)
    return db.session.get_one(Agreement, attachment.agreement_id)


def can_view(actor: User | None, owner: Owner) -> bool:
    if isinstance(owner, Need):
        return need.can_view_details(actor, owner)
    if isinstance(owner, Achievement):
        return achievement.can_view_details(actor, owner)
    return agreement.can_view(actor, owner)


def can_change(actor: User | None, owner: Owner) -> bool:
    if isinstance(owner, Need):
        return need.can_edit(actor, owner)
    if isinstance(owner, Achievement):
        return achievement.can_edit(actor, owner)
    return agreement.can_attach(actor, owner)
