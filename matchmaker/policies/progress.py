from sqlalchemy import ColumnElement, select

from matchmaker.policies import project as project_policy
from matchmaker.policies.permissions import Permission, holds
from models import ProgressReport, Project, User
from models.enums import ProjectState
from models.project_enums import ProgressState

ENDED = frozenset({ProjectState.COMPLETED, ProjectState.TERMINATED})


def viewable(actor: User | None) -> ColumnElement[bool]:
    return ProgressReport.project_id.in_(select(Project.id).where(project_policy.viewable(actor)))


def can_report(actor: User | None, report: ProgressReport) -> bool:
    return report.state is ProgressState.OWED and project_policy.side_of(actor, report.project) is not None


def can_correct(actor: User | None, report: ProgressReport) -> bool:
    """The side that handed it in, as long as the project lives; a report on a later period ends that too."""
    own = report.side is not None and project_policy.side_of(actor, report.project) is report.side
    return own and report.state is ProgressState.SUBMITTED and report.project.state not in ENDED


def can_answer_help(actor: User | None, report: ProgressReport) -> bool:
    return report.help_waits and holds(actor, Permission.OFFICER)


def can_set_rhythm(actor: User | None, project: Project) -> bool:
    return project.state not in ENDED and holds(actor, Permission.OFFICER)
