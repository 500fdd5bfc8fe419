"""Records of a project for its story, and time going by behind the platform's back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, update

from matchmaker.adapters import clock
from matchmaker.services import passwords
from matchmaker.services.ticking import tick
from models import (
    Agreement,
    Base,
    Milestone,
    Notification,
    Payment,
    ProgressReport,
    Project,
    ProjectIndicator,
    User,
    db,
)
from models.enums import CooperationMode, OrganizationKind, Role
from models.project_enums import ReportingPeriod
from models.types import UtcDateTime
from tests.e2e.site import PASSWORD
from tests.factories import AchievementFactory, NeedFactory, OrganizationFactory, bureau_user, firm_user, research_user
from tests.factories.challenges import expert_user
from tests.factories.projects import MilestoneFactory
from tests.factories.threads import MatchFactory, ProjectFactory

MOVED: tuple[type[Base], ...] = (Milestone, ProgressReport, Payment, Agreement)
TITLE = "锻件余热淬火在线控温"


def cast_of_a_project() -> int:
    """Everybody with an account, and a project that both sides have agreed on and planned: its id."""
    secret = {"password_hash": passwords.hash_password(PASSWORD)}
    firm = firm_user(
        email="firm@project.example", organization=OrganizationFactory(name="临沂沂蒙锻造有限公司"), **secret
    )
    school = OrganizationFactory(name="沂蒙工程大学", kind=OrganizationKind.UNIVERSITY)
    provider = research_user(email="provider@project.example", organization=school, name="沈望舒", **secret)
    bureau_user(Role.SUPERVISOR, email="supervisor@project.example", **secret)
    institute = OrganizationFactory(name="琅琊热处理研究所", kind=OrganizationKind.INSTITUTE)
    expert_user(name="专家丁", email="expert@project.example", organization=institute, **secret)
    need = NeedFactory(author=firm, title=TITLE)
    match = MatchFactory(need=need, achievement=AchievementFactory(author=provider))
    project = ProjectFactory(
        match=match,
        firm_leader="孟沂",
        provider_leader="沈望舒",
        mode=CooperationMode.COMMISSIONED,
        total_budget=Decimal("80"),
        reporting=ReportingPeriod.WEEK,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=120),
        indicators=[ProjectIndicator(position=1, name="控温精度", promised="≤ 8 ℃")],
    )
    MilestoneFactory(project=project, title="样机试制", weight=40, due_on=clock.today() + timedelta(days=40))
    MilestoneFactory(
        project=project, title="产线验证", position=2, weight=60, due_on=clock.today() + timedelta(days=90)
    )
    return int(project.id)


def weeks_go_by(project_id: str, weeks: str) -> dict[str, int]:
    """Everything of the project happened so much earlier; then the clock brings what is due."""
    ago, own = timedelta(weeks=int(weeks)), int(project_id)
    _move(Project, Project.id == own, ago)
    for model in MOVED:
        _move(model, model.project_id == own, ago)
    db.session.commit()
    db.session.expire_all()
    return tick()


def told(email: str) -> list[str]:
    query = db.session.query(Notification).join(User, User.id == Notification.user_id).filter(User.email == email)
    return [row.message for row in query.order_by(Notification.id)]


def signed_on(project_id: str) -> str:
    return db.session.get_one(Project, int(project_id)).signed_on.isoformat()


def _move(model: type[Base], rule: Any, ago: timedelta) -> None:
    days = [column.name for column in model.__table__.c if isinstance(column.type, Date | UtcDateTime)]
    for row in db.session.query(model).filter(rule):
        moved = {name: getattr(row, name) - ago for name in days if getattr(row, name) is not None}
        db.session.execute(update(model).where(model.id == row.id).values(**moved))
