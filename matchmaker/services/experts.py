"""专家库: what an expert knows, and where the expert worked before."""

from dataclasses import dataclass

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events
from matchmaker.services.unit import commit
from models import ExpertProfile, User, db
from models.actions import Action


@dataclass(frozen=True)
class ProfileEntry:
    """`employers`: full names of previous employers, one a line."""

    field_id: int | None
    specialty: str
    title: str
    employers: str
    available: bool


def expect_available(expert: User) -> None:
    """Whoever is asked to judge is in the pool, takes tasks, and does not work for the bureau that asks."""
    profile = db.session.get(ExpertProfile, expert.id)
    if not holds(expert, Permission.REVIEW):
        raise Refused(N_("%(name)s不在专家库中，不能指派。"), name=expert.name)
    if holds(expert, Permission.BUREAU):
        raise Refused(N_("%(name)s是组织评审的科技局人员，不能担任评审专家。"), name=expert.name)
    if profile is not None and not profile.available:
        raise Refused(N_("%(name)s目前不接受评审任务，不能指派。"), name=expert.name)


def save_profile(expert: User, entry: ProfileEntry, *, actor: User) -> ExpertProfile:
    """By the expert, or by an officer for the expert."""
    own = actor.id == expert.id and holds(actor, Permission.REVIEW)
    if not own and not holds(actor, Permission.OFFICER):
        raise Forbidden()
    if not holds(expert, Permission.REVIEW):
        raise Invalid(N_("这位用户不是评审专家。"))
    profile = db.session.get(ExpertProfile, expert.id) or ExpertProfile(user_id=expert.id)
    profile.field_id, profile.specialty, profile.title = entry.field_id, entry.specialty, entry.title
    profile.employers = "\n".join(dict.fromkeys(line.strip() for line in entry.employers.splitlines() if line.strip()))
    profile.available = entry.available
    db.session.add(profile)
    events.record(expert, Action.EDIT, actor)
    commit()
    return profile
