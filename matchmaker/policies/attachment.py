"""A file may be read by those who may read the details of what it belongs to."""

from matchmaker.policies import achievement, agreement, collection_round, necessity, need
from matchmaker.policies.permissions import Permission, holds
from models import Achievement, Agreement, Attachment, CollectionRound, Need, Objection, User, db

Owner = Need | Achievement | Agreement | CollectionRound | Objection


def owner_of(attachment: Attachment) -> Owner:
    if attachment.need_id is not None:
        return db.session.get_one(Need, attachment.need_id)
    if attachment.achievement_id is not None:
        return db.session.get_one(Achievement, attachment.achievement_id)
    if attachment.round_id is not None:
        return db.session.get_one(CollectionRound, attachment.round_id)
    if attachment.objection_id is not None:
        return db.session.get_one(Objection, attachment.objection_id)
    return db.session.get_one(Agreement, attachment.agreement_id)


def can_view(actor: User | None, owner: Owner) -> bool:
    if isinstance(owner, Need):
        return need.can_view_details(actor, owner) or necessity.reads_need(actor, owner)
    if isinstance(owner, Achievement):
        return achievement.can_view_details(actor, owner)
    if isinstance(owner, CollectionRound):
        return collection_round.can_view(actor, owner)
    if isinstance(owner, Objection):
        return holds(actor, Permission.BUREAU)
    return agreement.can_view(actor, owner)


def can_change(actor: User | None, owner: Owner) -> bool:
    if isinstance(owner, Need):
        return need.can_edit(actor, owner)
    if isinstance(owner, Achievement):
        return achievement.can_edit(actor, owner)
    if isinstance(owner, CollectionRound):
        return collection_round.can_attach(actor, owner)
    if isinstance(owner, Objection):
        return False  # handed in with the objection, and left as they are
    return agreement.can_attach(actor, owner)
