"""变更申请 of a project, and the versions of its plan that came of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.checks.plan_parts import Part, amount_of, day_of, part_of
from matchmaker.policies import change_request as policy
from models import ChangeRequest, Project, User, db
from models.enums import MatchSide
from models.project_enums import ChangeKind, ChangeState

PARTIES = (
    joinedload(ChangeRequest.project).joinedload(Project.firm),
    joinedload(ChangeRequest.project).joinedload(Project.provider),
)


@dataclass(frozen=True)
class PlanVersion:
    """The plan from one day on; `change` brought it about, none for the plan that was signed."""

    number: int
    since: date | None
    change: ChangeRequest | None
    plan: Part

    @property
    def ends_on(self) -> date | None:
        return day_of(self.plan["ends_on"])

    @property
    def total_budget(self) -> Any:
        return amount_of(self.plan["total_budget"])

    @property
    def subsidy(self) -> Any:
        return amount_of(self.plan["subsidy"])


def get(change_id: int, actor: User | None) -> ChangeRequest | None:
    """None when there is none, or none for this reader."""
    query = select(ChangeRequest).where(ChangeRequest.id == change_id, policy.viewable(actor))
    rows = joinedload(ChangeRequest.project)
    lists = rows.selectinload(Project.milestones), rows.selectinload(Project.indicators)
    return db.session.scalar(query.options(*PARTIES, *lists))


def of_project(project: Project) -> list[ChangeRequest]:
    return list(db.session.scalars(listing_rows(project.id)))


def listing_rows(project_id: int) -> Select[tuple[ChangeRequest]]:
    """The latest first."""
    query = select(ChangeRequest).where(ChangeRequest.project_id == project_id)
    people = selectinload(ChangeRequest.requested_by)
    return query.options(people).order_by(ChangeRequest.created_at.desc(), ChangeRequest.id.desc())


def versions(project: Project, changes: Sequence[ChangeRequest]) -> list[PlanVersion]:
    """The plan as it is and as it was, the latest first: what was approved is taken back step by step."""
    approved = sorted(
        (change for change in changes if change.state is ChangeState.APPROVED and change.decided_at is not None),
        key=lambda change: (change.decided_at, change.id),
    )
    plan, found = _plan(project), []
    for number, change in reversed(list(enumerate(approved, 2))):
        assert change.decided_at is not None
        since = change.decided_at.astimezone(clock.CITY_ZONE).date()
        found.append(PlanVersion(number, since, change, plan))
        plan = _taken_back(plan, change.before)
    return [*found, PlanVersion(1, project.signed_on, None, plan)]


def _plan(project: Project) -> Part:
    leaders = (part_of(project, ChangeKind.LEADER, side) for side in MatchSide)
    others = (part_of(project, kind, MatchSide.NEED) for kind in (ChangeKind.EXTENSION, ChangeKind.BUDGET))
    return _merged([*leaders, *others])


def _taken_back(plan: Part, before: Part) -> Part:
    return plan | {name: value for name, value in before.items() if name in plan and not isinstance(value, list)}


def _merged(parts: Iterable[Part]) -> Part:
    return {name: value for part in parts for name, value in part.items()}
