"""An export belongs to the person who asked for it, as long as that person is who they were then."""

from typing import Any

from sqlalchemy import ColumnElement, false

from models import Export, User

STANDING = "standing"


def viewable(actor: User | None) -> ColumnElement[bool]:
    return Export.user_id == actor.id if actor is not None and actor.active else false()


def standing(actor: User) -> dict[str, Any]:
    """In what capacity somebody asks, as JSON: what may be seen follows from it."""
    return {
        "organization": actor.organization_id,
        "member": actor.is_member,
        "roles": sorted(role.name for role in actor.roles),
    }


def still_stands(actor: User, export: Export) -> bool:
    """Nothing was taken from them since: another organization, or a role less, and the file is not theirs any more."""
    then, now = export.arguments[STANDING], standing(actor)
    same = then["organization"] == now["organization"] and then["member"] <= now["member"]
    return actor.active and same and set(then["roles"]) <= set(now["roles"])
