"""Who is told of what happens in a project."""

from matchmaker.services.notify import holders_of, members_of
from models import Project, User
from models.enums import MatchSide, Role


def people_of(project: Project, side: MatchSide) -> list[User]:
    return members_of(project.organization_of(side))


def both_sides(project: Project) -> list[User]:
    return [*members_of(project.firm), *members_of(project.provider)]


def officers_of(project: Project) -> list[User]:
    """The responsible one; all of them while there is none."""
    officer = project.officer
    return [officer] if officer is not None and officer.has_role(Role.OFFICER) else holders_of(Role.OFFICER)
