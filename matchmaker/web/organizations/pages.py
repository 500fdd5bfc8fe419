from typing import Any

from flask import render_template, request

from matchmaker.policies.permissions import Permission
from matchmaker.queries import organizations
from matchmaker.queries.feedback import on_time_rate
from matchmaker.queries.follow_ups import rated
from matchmaker.services.organizations import REGISTRABLE
from matchmaker.web.arguments import page_arg
from matchmaker.web.fields import squeeze
from matchmaker.web.guards import actor, permit
from matchmaker.web.organizations.blueprint import bp, seen
from models.enums import OrganizationKind


@bp.get("/")
@permit(Permission.ANYONE)
def index() -> Any:
    chosen = chosen_organizations()
    return render_template(
        "organizations/index.html",
        page=organizations.directory(chosen, page_arg()),
        kinds=REGISTRABLE,
        chosen=chosen.kind,
        words=chosen.text,
        counts=organizations.directory_counts(),
    )


def chosen_organizations() -> organizations.DirectoryFilter:
    kind = next((kind for kind in REGISTRABLE if kind.name == request.args.get("kind")), None)
    return organizations.DirectoryFilter(squeeze(request.args.get("q")).replace("\0", "")[:80], kind)


@bp.get("/<int:organization_id>")
@permit(Permission.ANYONE)
def show(organization_id: int) -> Any:
    user, row = actor(), seen(organization_id)
    return render_template(
        "organizations/show.html",
        organization=row,
        needs_count=organizations.open_needs_count(row, user),
        achievements_count=organizations.open_achievements_count(row, user),
        rate=on_time_rate([row.id])[row.id] if row.kind is OrganizationKind.FIRM else None,
        rated=rated(row),
        is_own=user is not None and user.organization_id == row.id,
    )
