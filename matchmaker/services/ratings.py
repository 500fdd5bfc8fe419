"""合作评价: each party says once how it was to work with the other."""

from sqlalchemy import select

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.follow_up import can_rate
from matchmaker.policies.project import side_of
from matchmaker.services import events
from matchmaker.services.notify import members_of, tell
from matchmaker.services.unit import commit, lock
from models import Project, Rating, User, db
from models.actions import Action
from models.enums import MatchSide

POINTS = range(1, 6)
TWICE = N_("贵单位已经评价过这次合作。")


def rate(project: Project, points: int | None, comment: str, *, actor: User) -> Rating:
    """Raises Invalid (no points), Refused (not over yet, rated already), Forbidden."""
    lock(project)
    side = side_of(actor, project)
    if side is None:
        raise Forbidden()
    if not can_rate(actor, project):
        raise Refused(N_("项目当前为“%(state)s”，结束以后才能评价合作。"), state=project.state)
    if points not in POINTS:
        raise Invalid(N_("请选择 1 到 5 分。"), field="points")
    firm_rates = side is MatchSide.NEED
    rater, rated = (project.firm, project.provider) if firm_rates else (project.provider, project.firm)
    query = select(Rating.id).where(Rating.project_id == project.id, Rating.rater_id == rater.id)
    if db.session.scalar(query) is not None:
        raise Refused(TWICE)
    found = Rating(project=project, rater=rater, rated=rated, points=points, comment=comment, author=actor)
    db.session.add(found)
    events.record(project, Action.RATE, actor, data={"organization": rated.name, "points": points})
    words = {"organization": rater.name, "number": project.number, "points": points}
    tell(members_of(rated), N_("%(organization)s评价了合作项目 %(number)s：%(points)s 分。"), project, **words)
    commit(TWICE)
    return found
