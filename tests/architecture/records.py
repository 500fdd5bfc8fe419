"""On which record a route is tried: one on which its action is possible at that moment."""

import base64
import io
from collections.abc import Callable
from typing import Any

from flask import Flask, url_for

from matchmaker.adapters import clock
from matchmaker.services import attachments
from models.enums import (
    AchievementState,
    AgreementState,
    MatchState,
    NeedState,
    OrganizationState,
    ProjectState,
    RegistrationState,
)
from tests.architecture.world import World

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

DEFAULTS: dict[str, Callable[[World], Any]] = {
    "need_id": lambda w: w.need().id,
    "achievement_id": lambda w: w.achievement().id,
    "match_id": lambda w: w.match().id,
    "project_id": lambda w: w.project().id,
    "agreement_id": lambda w: w.agreement().id,
    "organization_id": lambda w: w.owner.organization_id,
    "user_id": lambda w: w.applicant().id,
    "group_id": lambda w: w.term_group().id,
    "attachment_id": lambda w: _attachment(w),
    "token": lambda w: "no-such-token",
    "figure": lambda w: "agreements",
    "group": lambda w: "needs",
}


def _attachment(world: World) -> int:
    return attachments.attach(world.need(), "图.png", io.BytesIO(PNG), actor=world.owner).id


def _pending(world: World) -> int:
    return world.organization(state=OrganizationState.PENDING).id


def _talking(world: World) -> int:
    return world.match(state=MatchState.TALKING, achievement_consent_at=clock.now()).id


def _in_state(state: ProjectState) -> Callable[[World], int]:
    return lambda world: world.project(state=state).id


def _at_registration(world: World) -> int:
    return world.agreement(registration_state=RegistrationState.SUBMITTED).id


SPECIAL: dict[str, dict[str, Callable[[World], Any]]] = {
    "GET organizations.review": {"organization_id": _pending},
    "POST organizations.verify": {"organization_id": _pending},
    "POST organizations.refuse": {"organization_id": _pending},
    "POST organizations.hand_over": {"user_id": lambda w: w.colleague().id},
    "POST needs.submit": {"need_id": lambda w: w.need(state=NeedState.DRAFT).id},
    "POST needs.publish": {"need_id": lambda w: w.need(state=NeedState.SUBMITTED).id},
    "POST needs.send_back": {"need_id": lambda w: w.need(state=NeedState.SUBMITTED).id},
    "POST achievements.submit": {"achievement_id": lambda w: w.achievement(state=AchievementState.DRAFT).id},
    "POST achievements.publish": {"achievement_id": lambda w: w.achievement(state=AchievementState.SUBMITTED).id},
    "POST achievements.send_back": {"achievement_id": lambda w: w.achievement(state=AchievementState.SUBMITTED).id},
    "POST matches.agree": {"match_id": _talking},
    "POST matches.log_talk": {"match_id": _talking},
    "POST projects.advance step=START": {"project_id": _in_state(ProjectState.SIGNED)},
    "POST projects.advance step=SUSPEND": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST projects.advance step=RESUME": {"project_id": _in_state(ProjectState.SUSPENDED)},
    "POST projects.advance step=APPLY_ACCEPTANCE": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST projects.advance step=COMPLETE": {"project_id": _in_state(ProjectState.ACCEPTANCE)},
    "GET agreements.edit": {"agreement_id": lambda w: w.agreement(state=AgreementState.DRAFT).id},
    "POST agreements.edit": {"agreement_id": lambda w: w.agreement(state=AgreementState.DRAFT).id},
    "POST agreements.register": {"agreement_id": _at_registration},
    "POST agreements.refuse_registration": {"agreement_id": _at_registration},
}


def request_of(app: Flask, route: str, world: World) -> dict[str, Any]:
    """What a client opens: for `POST projects.advance step=START` the page of a new record, with that one field."""
    method, endpoint, *fields = route.split()
    special = SPECIAL.get(route, {})
    names = {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}
    arguments = {name: {**DEFAULTS, **special}[name](world) for name in names}
    with app.test_request_context():
        address = url_for(endpoint, _external=False, **arguments)
    return {"path": address, "method": method, "data": dict(field.split("=") for field in fields)}
