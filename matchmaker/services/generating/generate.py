"""An invented city of any size, to measure with. It has no events, no vectors and nobody who can sign in."""

from collections import defaultdict
from datetime import date
from pathlib import Path

from sqlalchemy import select

from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.services.bootstrap import is_empty
from matchmaker.services.generating import items, people, progress, threads
from matchmaker.services.generating.bulk import Tell, first_id, last_serial, set_serial, store
from matchmaker.services.generating.deals import days_before, deals
from matchmaker.services.generating.world import Size, World
from matchmaker.services.seeding import taxonomy
from models import (
    Achievement,
    AchievementField,
    Agreement,
    District,
    Field,
    Match,
    Milestone,
    Need,
    Organization,
    Output,
    Payment,
    ProgressReport,
    Project,
    Requirement,
    User,
    UserRole,
    db,
)


def generate(seed_data: Path, scale: float, seed: int, tell: Tell, *, force: bool = False) -> None:
    """Scale 1: 50,000 needs, 50,000 achievements, 10,000 projects, 200,000 progress reports. Raises Refused."""
    if not is_empty() and not force:
        raise Refused(N_("数据库里已有数据；确要在其中生成测试数据，请加 --force。"))
    if db.session.scalar(select(Field.id).limit(1)) is None:
        taxonomy.load(seed_data)
        db.session.commit()
    world = _world(Size(scale), seed)
    size, found = world.size, deals(world)
    days = days_before(world, found, size.needs)
    numbers = _threads(days)
    everybody = size.firms + size.schools
    store(Organization, people.organizations(world), tell, everybody)
    store(User, people.users(world), tell, everybody)
    store(UserRole, people.roles(world), tell, 1)
    store(Need, items.needs(world, numbers, days, found), tell, size.needs)
    store(Requirement, items.requirements(world), tell, size.needs * items.ROWS)
    store(Achievement, items.achievements(world, days_before(world, found, size.achievements)), tell, size.achievements)
    store(AchievementField, items.achievement_fields(world), tell, size.achievements)
    store(Match, threads.matches(world, found), tell, size.matches)
    parties = _parties(world)
    store(Project, threads.projects(world, found, numbers, parties), tell, size.projects)
    store(Agreement, threads.agreements(world, found, parties), tell, size.projects)
    store(Milestone, progress.milestones(world, found), tell, size.projects * len(progress.STEPS))
    store(ProgressReport, progress.reports(world, found), tell, size.reports)
    store(Payment, progress.payments(world, found), tell, size.projects * len(progress.SHARES))
    store(Output, progress.outputs(world, found), tell, size.projects)


def _world(size: Size, seed: int) -> World:
    fields = list(db.session.scalars(select(Field.id).where(Field.parent_id.is_not(None)).order_by(Field.id)))
    world = World(size, seed, fields, list(db.session.scalars(select(District.id).order_by(District.id))))
    for model in (Organization, User, Need, Achievement, Match, Project):
        world.ids[model.__tablename__] = first_id(model)
    return world


def _threads(days: list[date]) -> list[str]:
    """One for each need, counted on by year after those given out before."""
    serials: defaultdict[int, int] = defaultdict(int)
    found = []
    for year in (day.year for day in days):
        serials[year] = (serials[year] or last_serial(f"thread-{year}")) + 1
        found.append(f"{year}-{serials[year]:04d}")
    for year, last in serials.items():
        set_serial(f"thread-{year}", last)
    return found


def _parties(world: World) -> list[tuple[int, int]]:
    """Whose need and whose achievement each project is of."""
    count = world.size.projects
    firms = select(Need.organization_id).where(Need.id >= world.ids["need"]).order_by(Need.id).limit(count)
    own = select(Achievement.organization_id).where(Achievement.id >= world.ids["achievement"])
    providers = own.order_by(Achievement.id).limit(count)
    return list(zip(db.session.scalars(firms), db.session.scalars(providers), strict=True))
