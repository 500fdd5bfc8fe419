"""A file may be read by those who may read the details of what it belongs to."""

from matchmaker.policies import (
    acceptance,
    achievement,
    agreement,
    collection_round,
    milestone,
    necessity,
    need,
    project,
)
from matchmaker.policies.permissions import Permission, holds
from models import (
    Acceptance,
    Achievement,
    Agreement,
    Attachment,
    CollectionRound,
    Milestone,
    Need,
    Objection,
    Project,
    User,
    db,
)

Owner = Need | Achievement | Agreement | CollectionRound | Objection | Project | Milestone | Acceptance


def owner_of(attachment: Attachment) -> Owner:
    if attachment.need_id is not None:
        return db.session.get_one(Need, attachment.need_id)
    if attachment.achievement_id is not None:
        return db.session.get_one(Achievement, attachment.achievement_id)
    if attachment.round_id is not None:
        return db.session.get_one(CollectionRound, attachment.round_id)
    if attachment.objection_id is not None:
        return db.session.get_one(Objection, attachment.objection_id)
    if attachment.project_id is not None:
        return db.session.get_one(Project, attachment.project_id)
    if attachment.milestone_id is not None:
        return db.session.get_one(Milestone, attachment.milestone_id)
    if attachment.acceptance_id is not None:
        return db.session.get_one(Acceptance, attachment.acceptance_id)
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
    if isinstance(owner, Project):
        return project.can_view(actor, owner)
    if isinstance(owner, Milestone):
        return project.can_view(actor, owner.project)
    if isinstance(owner, Acceptance):
        return acceptance.can_view(actor, owner)
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
    if isinstance(owner, Project):
        return project.can_keep_records(actor, owner)
    if isinstance(owner, Milestone):
        return milestone.can_claim(actor, owner)
    if isinstance(owner, Acceptance):
        return acceptance.can_change(actor, owner)
    return agreement.can_attach(actor, owner)


def can_remove(actor: User | None, attachment: Attachment, owner: Owner) -> bool:
    """What both sides file for a project is taken away by the organization that filed it, or by an officer."""
    if not can_change(actor, owner):
        return False
    if not isinstance(owner, Project | Milestone | Acceptance) or holds(actor, Permission.OFFICER):
        return True
    filed_by = attachment.uploaded_by
    return filed_by is not None and actor is not None and filed_by.organization_id == actor.organization_id
