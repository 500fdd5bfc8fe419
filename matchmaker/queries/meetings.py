from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from matchmaker.queries.paging import Page, paginate
from models import Meeting, Project, User, db

PER_PAGE = 10


def listing(project: Project, page: int) -> Page[Meeting]:
    """The latest first."""
    author = joinedload(Meeting.author).joinedload(User.organization)
    return paginate(_of(project).options(author), page, PER_PAGE)


def latest(project: Project) -> Meeting | None:
    return db.session.scalar(_of(project).limit(1))


def _of(project: Project) -> Select[tuple[Meeting]]:
    query = select(Meeting).where(Meeting.project_id == project.id)
    return query.order_by(Meeting.held_on.desc(), Meeting.id.desc())
