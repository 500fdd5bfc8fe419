"""验收: seen by whoever sees the project and by the experts named for it, who see nothing else of the project.

What experts say is the bureau's until the conclusion; then the parties read it too.
"""

from sqlalchemy import ColumnElement, false, or_, select

from matchmaker.policies import project as project_policy
from matchmaker.policies.permissions import Permission, holds
from models import Acceptance, AcceptanceOpinion, Project, User
from models.enums import ProjectState
from models.project_enums import AcceptanceState as S

HANDING_IN = (S.APPLIED, S.RETURNED)


def can_view(actor: User | None, acceptance: Acceptance) -> bool:
    return project_policy.can_view(actor, acceptance.project) or is_named(actor, acceptance)


def viewable(actor: User | None) -> ColumnElement[bool]:
    own = Acceptance.project_id.in_(select(Project.id).where(project_policy.viewable(actor)))
    return or_(own, _named(actor))


def is_named(actor: User | None, acceptance: Acceptance) -> bool:
    return opinion_of(actor, acceptance) is not None


def opinion_of(actor: User | None, acceptance: Acceptance) -> AcceptanceOpinion | None:
    """The row of the expert who asks; None for everybody else."""
    if actor is None or not _reviews(actor):
        return None
    return next((each for each in acceptance.opinions if each.expert_id == actor.id), None)


def can_give_opinion(actor: User | None, acceptance: Acceptance) -> bool:
    own = opinion_of(actor, acceptance)
    return acceptance.state is S.REVIEWING and own is not None and own.given_at is None


def sees_opinions(actor: User | None, acceptance: Acceptance) -> bool:
    if holds(actor, Permission.BUREAU):
        return True
    return acceptance.state is S.CONCLUDED and project_policy.side_of(actor, acceptance.project) is not None


def can_apply(actor: User | None, project: Project, latest: Acceptance | None) -> bool:
    """For the first time, again after a failure, or once more with what was missing."""
    if project_policy.side_of(actor, project) is None:
        return False
    returned = latest is not None and latest.state is S.RETURNED
    return project.state is ProjectState.RUNNING or (project.state is ProjectState.ACCEPTANCE and returned)


def can_change(actor: User | None, acceptance: Acceptance) -> bool:
    """Add files, take the application back: until the documents are passed."""
    return acceptance.state in HANDING_IN and project_policy.side_of(actor, acceptance.project) is not None


def _reviews(actor: User) -> bool:
    return actor.is_member and holds(actor, Permission.REVIEW)


def _named(actor: User | None) -> ColumnElement[bool]:
    if actor is None or not _reviews(actor):
        return false()
    return Acceptance.id.in_(select(AcceptanceOpinion.acceptance_id).where(AcceptanceOpinion.expert_id == actor.id))
