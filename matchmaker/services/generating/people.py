"""Organizations, each with one person, who cannot sign in; the last is the bureau with an officer."""

from collections.abc import Iterator

from matchmaker.checks.uscc import check_sign
from matchmaker.services.generating.bulk import Row
from matchmaker.services.generating.words import PLACES, SCHOOLS, TRADES
from matchmaker.services.generating.world import YEARS, Size, World, moment
from models.enums import Membership, OrganizationKind, OrganizationState, Role

CODES = {
    OrganizationKind.FIRM: "91371399",
    OrganizationKind.UNIVERSITY: "12371399",
    OrganizationKind.BUREAU: "11371399",
}
NO_PASSWORD = "generated"


def organizations(world: World) -> Iterator[Row]:
    """The firms, then the schools, then the bureau."""
    first, size = world.ids["organization"], world.size
    for number in range(size.firms + size.schools + 1):
        is_firm = number < size.firms
        kind = _kind(number, size)
        body = f"{CODES[kind]}{first + number:09d}"
        day = world.day(YEARS * 365 + 200, YEARS * 365)
        yield {
            "id": first + number,
            "kind": kind,
            "name": _name(world, kind, first + number),
            "uscc": body + check_sign(body),
            "district_id": world.pick(world.districts) if is_firm else None,
            "city": "临沂" if is_firm else world.pick(("济南", "青岛", "北京", "上海", "南京", "临沂")),
            "state": OrganizationState.VERIFIED,
            "verified_at": moment(day),
            "created_at": moment(day),
            "updated_at": moment(day),
        }


def users(world: World) -> Iterator[Row]:
    first, organization, size = world.ids["user"], world.ids["organization"], world.size
    for number in range(size.firms + size.schools + 1):
        day = moment(world.day(YEARS * 365 + 200, YEARS * 365))
        yield {
            "id": first + number,
            "email": f"generated{first + number}@generated.example",
            "name": f"联系人{first + number}",
            "password_hash": NO_PASSWORD,
            "organization_id": organization + number,
            "membership": Membership.CONFIRMED,
            "is_owner": True,
            "created_at": day,
            "updated_at": day,
        }


def roles(world: World) -> Iterator[Row]:
    """The last one looks at the pages that are measured."""
    yield {"user_id": world.ids["user"] + world.size.firms + world.size.schools, "role": Role.OFFICER}


def _kind(number: int, size: Size) -> OrganizationKind:
    if number < size.firms:
        return OrganizationKind.FIRM
    return OrganizationKind.UNIVERSITY if number < size.firms + size.schools else OrganizationKind.BUREAU


def _name(world: World, kind: OrganizationKind, serial: int) -> str:
    place = world.pick(PLACES)
    if kind is OrganizationKind.FIRM:
        return f"{place}{world.pick(TRADES)}{serial}号有限公司"
    return f"{place}第{serial}{world.pick(SCHOOLS) if kind is OrganizationKind.UNIVERSITY else '科学技术局'}"
