"""验收: applications of a project, who could judge them, and what an expert has been asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.policies import acceptance as policy
from matchmaker.queries import experts
from matchmaker.search.experts import Fit, fitting
from models import Acceptance, AcceptanceOpinion, Project, User, db

LATELY = 20
_PARTIES = (joinedload(Project.firm), joinedload(Project.provider))
SHOWN = (
    joinedload(Acceptance.project).options(*_PARTIES),
    joinedload(Acceptance.applied_by),
    joinedload(Acceptance.concluded_by),
    selectinload(Acceptance.opinions).joinedload(AcceptanceOpinion.expert).joinedload(User.organization),
    selectinload(Acceptance.attachments),
)


@dataclass(frozen=True)
class Readiness:
    """What still stands against an application."""

    milestones: int
    confirmed: int
    overdue_reports: int

    @property
    def ready(self) -> bool:
        return self.milestones == self.confirmed and not self.overdue_reports


def get(acceptance_id: int, actor: User | None) -> Acceptance | None:
    """None when there is none, or none for this reader."""
    query = select(Acceptance).where(Acceptance.id == acceptance_id, policy.viewable(actor))
    return db.session.scalar(query.options(*SHOWN))


def of_project(project: Project) -> list[Acceptance]:
    return list(db.session.scalars(listing_rows(project.id)))


def listing_rows(project_id: int) -> Select[tuple[Acceptance]]:
    """The latest first."""
    query = select(Acceptance).where(Acceptance.project_id == project_id).options(joinedload(Acceptance.applied_by))
    return query.order_by(Acceptance.number.desc())


def proposals(acceptance: Acceptance) -> list[Fit]:
    """Experts who could be named, the best first: by the need that the project came from, else by its title."""
    topic = acceptance.project.need or acceptance.project
    return fitting(topic, experts.candidates_to_accept(acceptance))


def asked_of(expert: User | None) -> list[AcceptanceOpinion]:
    """What this expert was named for, lately: the open ones first."""
    if expert is None:
        return []
    query = select(AcceptanceOpinion).where(AcceptanceOpinion.expert_id == expert.id)
    project = joinedload(AcceptanceOpinion.acceptance).joinedload(Acceptance.project).options(*_PARTIES)
    order = AcceptanceOpinion.given_at.is_not(None), AcceptanceOpinion.id.desc()
    return list(db.session.scalars(query.options(project).order_by(*order).limit(LATELY)))


def excuses_of(acceptance: Acceptance | None) -> Mapping[str, str]:
    """What was said last, by the milestone's title; of the reports under the empty title."""
    return {row["about"]: row["reason"] for row in acceptance.exceptions} if acceptance else {}
