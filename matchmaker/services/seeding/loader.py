from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from matchmaker.services import passwords
from matchmaker.services.attachments import discard
from matchmaker.services.relevance import of_pair
from matchmaker.services.seeding import (
    aftercare,
    agreements,
    amendments,
    challenges,
    changes,
    course,
    experts,
    files,
    items,
    outputs,
    payments,
    people,
    progress,
    projects,
    taxonomy,
    threads,
    vocabulary,
)
from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Reader
from matchmaker.services.unit import commit
from models import Achievement, District, Field, Match, Need, Organization, User, UserRole, db
from models.enums import OrganizationKind, Role

DEMO_PASSWORD = "yimeng-duijie-2026"
PARTS = (
    ("organizations and people", people.load),
    ("experts", experts.load),
    ("needs", items.load_needs),
    ("achievements", items.load_achievements),
    ("matches", threads.load_matches),
    ("projects", projects.load),
    ("challenges", challenges.load),
    ("agreements", agreements.load),
    ("indicators and milestones", projects.load_indicators),
    ("steps of projects and acceptances", course.load),
    ("progress reports", progress.load),
    ("payments", payments.load),
    ("outputs", outputs.load),
    ("meetings", outputs.load_meetings),
    ("change requests", changes.load),
    ("changes of agreements", amendments.load),
    ("targets", aftercare.load_targets),
    ("follow-ups", aftercare.load_follow_ups),
    ("ratings", aftercare.load_ratings),
    ("files", files.load),
)


@dataclass(frozen=True)
class DemoAccount:
    role: str
    email: str
    password: str


def load(folder: Path, progress: Callable[[str], None]) -> None:
    """Everything in one transaction: a killed load leaves nothing behind, and a failed one no files either."""
    taxonomy.load(folder)
    vocabulary.load(folder)
    context = Context(Reader.ending_today(folder), passwords.hash_password(DEMO_PASSWORD))
    context.fields = {field.code: field for field in db.session.scalars(select(Field))}
    context.districts = {district.code: district for district in db.session.scalars(select(District))}
    try:
        for name, part in PARTS:
            progress(f"loading {name}")
            part(context)
        context.write_history()
        context.write_counters()
        commit()
    except BaseException:
        discard(context.filed)
        raise


def grade_matches() -> int:
    """Level and probability of the loaded matches, once their items are encoded; how many could be graded."""
    graded = 0
    for match in db.session.scalars(select(Match).where(Match.level.is_(None))):
        match.level, match.probability = of_pair(match.need, match.achievement)
        graded += match.level is not None
    commit()
    return graded


def demo_accounts() -> list[DemoAccount]:
    """One account per role: of the organizations with most items, so that there is something to see."""
    found = {
        "firm owner 企业": _busiest(Need, OrganizationKind.FIRM),
        "researcher 科研人员": _busiest(Achievement, OrganizationKind.UNIVERSITY),
        "technology manager 技术经理人": _with_role(Role.TECHNOLOGY_MANAGER),
        "expert 评审专家": _with_role(Role.EXPERT),
        "officer 科技局经办": _with_role(Role.OFFICER),
        "supervisor 科室负责人": _with_role(Role.SUPERVISOR),
        "administrator 系统管理员": _with_role(Role.ADMINISTRATOR),
    }
    return [DemoAccount(role, user.email, DEMO_PASSWORD) for role, user in found.items() if user is not None]


def _busiest(entity: type[Need] | type[Achievement], kind: OrganizationKind) -> User | None:
    query = (
        select(User)
        .join(Organization)
        .join(entity, entity.organization_id == Organization.id)
        .where(Organization.kind == kind, User.is_owner)
        .group_by(User.id)
        .order_by(func.count(entity.id).desc(), User.id)
        .limit(1)
    )
    return db.session.scalars(query).first()


def _with_role(role: Role) -> User | None:
    return db.session.scalars(select(User).join(UserRole).where(UserRole.role == role).order_by(User.id)).first()
