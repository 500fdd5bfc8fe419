"""Needs with their requirements, achievements with their parameters."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from matchmaker.services.generating.bulk import Row
from matchmaker.services.generating.deals import Deal
from matchmaker.services.generating.words import INDICATORS, MEANS, TROUBLES
from matchmaker.services.generating.world import World, moment
from models.enums import AchievementState, Comparator, NeedKind, NeedState, ProjectState, Stage

ENDED = (NeedState.EXPIRED, NeedState.WITHDRAWN)
OF_PROJECT = {ProjectState.NEGOTIATING: NeedState.PUBLISHED, ProjectState.COMPLETED: NeedState.FULFILLED}
ROWS = 2


def needs(world: World, threads: list[str], days: list[date], found: list[Deal]) -> Iterator[Row]:
    """`days`: when each was published; those with the first threads have projects, which they follow."""
    first, size = world.ids["need"], world.size
    for number, (thread, day) in enumerate(zip(threads, days, strict=True)):
        owner = world.random.randrange(size.firms)
        state = _state(world, found[number] if number < len(found) else None)
        yield {
            "id": first + number,
            "thread": thread,
            "kind": NeedKind.TECHNICAL,
            "state": state,
            "title": world.title(),
            "organization_id": world.ids["organization"] + owner,
            "author_id": world.ids["user"] + owner,
            "field_id": world.pick(world.fields),
            "district_id": world.pick(world.districts),
            "problem": f"目前{world.pick(TROUBLES)}，希望借助{world.pick(MEANS)}等技术解决，并能在现有产线上改造。",
            "budget": Decimal(world.amount()),
            "submitted_at": moment(day),
            "published_at": None if state is NeedState.DRAFT else moment(day, 6),
            "expires_on": day + timedelta(days=900),
            "created_at": moment(day, 1),
            "updated_at": moment(day, 6),
        }


def requirements(world: World) -> Iterator[Row]:
    for number in range(world.size.needs * ROWS):
        indicator, unit = world.pick(INDICATORS)
        yield {
            "need_id": world.ids["need"] + number // ROWS,
            "position": number % ROWS + 1,
            "indicator": indicator,
            "comparator": Comparator.GE,
            "value": str(world.random.randrange(10, 99)),
            "unit": unit,
        }


def achievements(world: World, days: list[date]) -> Iterator[Row]:
    first, size = world.ids["achievement"], world.size
    for number, day in enumerate(days):
        owner = size.firms + world.random.randrange(size.schools)
        state = AchievementState.TRANSFERRED if number < size.projects // 3 else _achievement_state(world)
        yield {
            "id": first + number,
            "number": f"A-G{first + number:09d}",
            "state": state,
            "title": world.title(),
            "organization_id": world.ids["organization"] + owner,
            "author_id": world.ids["user"] + owner,
            "abstract": f"采用{world.pick(MEANS)}解决{world.pick(TROUBLES)}问题，已在同类装备上完成验证。",
            "stage": world.pick(tuple(Stage)),
            "trl": world.random.randrange(3, 10),
            "price": Decimal(world.amount()),
            "year": day.year,
            "submitted_at": moment(day),
            "published_at": None if state is AchievementState.DRAFT else moment(day, 6),
            "created_at": moment(day, 1),
            "updated_at": moment(day, 6),
        }


def achievement_fields(world: World) -> Iterator[Row]:
    for number in range(world.size.achievements):
        yield {
            "achievement_id": world.ids["achievement"] + number,
            "field_id": world.pick(world.fields),
            "position": 1,
        }


def _state(world: World, deal: Deal | None) -> NeedState:
    if deal is not None:
        return OF_PROJECT.get(deal.state, NeedState.CONTRACTED)
    return world.pick((NeedState.PUBLISHED, NeedState.DRAFT, *ENDED), (70, 4, 16, 10))


def _achievement_state(world: World) -> AchievementState:
    choices = (AchievementState.PUBLISHED, AchievementState.DRAFT, AchievementState.WITHDRAWN)
    return world.pick(choices, (88, 4, 8))
