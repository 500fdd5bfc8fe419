"""The page of one achievement, for whoever looks."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from matchmaker.policies import achievement as policy
from matchmaker.policies import attachment as attachment_policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import achievements as queries
from matchmaker.queries.coaching import help_for
from matchmaker.queries.events import timeline
from matchmaker.queries.ranking import FACTOR_LABELS, needs_for
from matchmaker.web.achievements.blueprint import bp, seen
from matchmaker.web.achievements.forms import AchievementForm
from matchmaker.web.coach import shown
from matchmaker.web.guards import actor, permit
from matchmaker.workflows.achievement import ACHIEVEMENT
from models import Achievement, Match, Need
from models.enums import AchievementState as S

WAY = (
    (_l("起草"), (S.DRAFT,)),
    (_l("审核"), (S.SUBMITTED, S.RETURNED)),
    (_l("发布"), (S.PUBLISHED, S.WITHDRAWN)),
    (_l("转化"), (S.TRANSFERRED,)),
)
STOPPED = (S.RETURNED, S.WITHDRAWN)
SHOWN = 10


@bp.get("/<int:achievement_id>")
@permit(Permission.ANYONE)
def show(achievement_id: int) -> str:
    row, reader = seen(achievement_id), actor()
    is_open = row.state is S.PUBLISHED
    ranked = is_open and policy.can_view_ranking(reader, row)
    own = policy.is_own(reader, row)
    requestable = _requestable(row)
    can = {step.action.name for step in ACHIEVEMENT.allowed(row.state, parties(reader, row))}
    return render_template(
        "achievements/show.html",
        achievement=row,
        own=own,
        details=policy.can_view_details(reader, row),
        steps=steps(row),
        can=can,
        can_edit=policy.can_edit(reader, row),
        can_attach=attachment_policy.can_change(reader, row),
        ranking=needs_for(row, reader, SHOWN) if ranked else None,
        factor_labels=FACTOR_LABELS,
        matches=queries.live_matches(row) if ranked else {},
        proposes=own or holds(reader, Permission.RECOMMEND),
        watching=ranked and reader is not None and queries.is_watched(row, reader),
        requestable=requestable,
        requested=_requested(row, requestable),
        events=timeline(row) if policy.can_view_log(reader, row) else None,
        **shown(help_for(row, reader) if "RETURN" in can else None, AchievementForm),
    )


def steps(achievement: Achievement) -> list[tuple[Any, str]]:
    """For the macro `steps`; what ended stops where it stood."""
    reached = next(place for place, (_, states) in enumerate(WAY) if achievement.state in states)
    now = "stopped" if achievement.state in STOPPED else "done" if achievement.state is S.TRANSFERRED else "current"
    states = ["done" if place < reached else now if place == reached else "todo" for place in range(len(WAY))]
    return [(name, state) for (name, _), state in zip(WAY, states, strict=True)]


def _requestable(achievement: Achievement) -> list[Need] | None:
    """The needs that a firm may bring to this achievement; None for those who do not ask."""
    reader = actor()
    if reader is None or achievement.state is not S.PUBLISHED or not holds(reader, Permission.POST_NEED):
        return None
    return queries.requestable(reader)


def _requested(achievement: Achievement, needs: list[Need] | None) -> list[tuple[Need, Match]]:
    """Those of the firm's needs that are in talks with it already."""
    matches = queries.live_matches(achievement) if needs else {}
    return [(need, matches[need.id]) for need in needs or () if need.id in matches]
