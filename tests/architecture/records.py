"""On which record a route is tried: one on which its action is possible at that moment."""

from collections.abc import Callable
from typing import Any

from flask import Flask, url_for

from matchmaker.adapters import clock
from models.enums import MatchState, OrganizationState
from tests.architecture.world import World

DEFAULTS: dict[str, Callable[[World], Any]] = {
    "need_id": lambda w: w.need().id,
    "achievement_id": lambda w: w.achievement().id,
    "match_id": lambda w: w.match().id,
    "project_id": lambda w: w.project().id,
    "agreement_id": lambda w: w.agreement().id,
    "organization_id": lambda w: w.owner.organization_id,
    "user_id": lambda w: w.applicant().id,
    "token": lambda w: "no-such-token",
}


def _pending(world: World) -> int:
    return world.organization(state=OrganizationState.PENDING).id


def _talking(world: World) -> int:
    return world.match(state=MatchState.TALKING, achievement_consent_at=clock.now()).id


SPECIAL: dict[str, dict[str, Callable[[World], Any]]] = {
    "GET organizations.review": {"organization_id": _pending},
    "POST organizations.verify": {"organization_id": _pending},
    "POST organizations.refuse": {"organization_id": _pending},
    "POST organizations.hand_over": {"user_id": lambda w: w.colleague().id},
    "POST matches.agree": {"match_id": _talking},
    "POST matches.log_talk": {"match_id": _talking},
}


def address_of(app: Flask, route: str, world: World) -> str:
    """Of a route of the table: `POST projects.advance move=start` on a new record."""
    method, endpoint, *fixed = route.split()
    given = dict(part.split("=") for part in fixed)
    special = SPECIAL.get(route, SPECIAL.get(f"{method} {endpoint}", {}))
    names = {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}
    arguments = {name: {**DEFAULTS, **special}[name](world) for name in names - given.keys()}
    with app.test_request_context():
        return url_for(endpoint, _external=False, **given, **arguments)
