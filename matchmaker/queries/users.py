from sqlalchemy import case, select

from matchmaker.queries.paging import Page, paginate
from models import Notification, Organization, User, db
from models.enums import Membership

APPLICANTS_FIRST = case(
    (User.membership == Membership.PENDING, 0), (User.membership == Membership.CONFIRMED, 1), else_=2
)


def person_of_session(session_id: str) -> User | None:
    """The person a session belongs to, as long as the account is open and the password is the one it began with."""
    user_id, _, version = session_id.partition(".")
    user = db.session.get(User, int(user_id)) if user_id.isdigit() else None
    return user if user and user.active and version == str(user.password_version) else None


def members(organization: Organization) -> list[User]:
    """Applicants first, then members with the owner on top, then those turned away."""
    query = select(User).where(User.organization_id == organization.id)
    return list(db.session.scalars(query.order_by(APPLICANTS_FIRST, User.is_owner.desc(), User.id)))


def member(user_id: int, organization: Organization) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id, User.organization_id == organization.id))


def notifications(user: User, page: int) -> Page[Notification]:
    query = select(Notification).where(Notification.user_id == user.id)
    return paginate(query.order_by(Notification.id.desc()), page)
