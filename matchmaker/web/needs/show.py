"""The page of one need, for whoever looks."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from matchmaker.policies import need as policy
from matchmaker.policies.collection_round import waits_for_list
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import needs as queries
from matchmaker.queries.challenges import challenge_of
from matchmaker.queries.coaching import help_for
from matchmaker.queries.events import challenge_timeline, timeline
from matchmaker.queries.ranking import FACTOR_LABELS, achievements_for
from matchmaker.web.arguments import page_arg
from matchmaker.web.coach import shown
from matchmaker.web.filters import label
from matchmaker.web.guards import actor, permit
from matchmaker.web.needs.blueprint import bp, seen
from matchmaker.web.needs.forms import NeedForm
from matchmaker.workflows.need import MATCHABLE, NEED
from models import Event, Need
from models.actions import Action
from models.enums import NeedState as S

BEFORE = ((_l("起草"), (S.DRAFT,)), (_l("审核"), (S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.REJECTED)))
AFTER = ((_l("签约"), (S.CONTRACTED,)), (_l("完成"), (S.FULFILLED,)))
TECHNICAL = (*BEFORE, (_l("征集"), (S.PUBLISHED, S.EXPIRED, S.WITHDRAWN)), *AFTER)
CHALLENGE = (
    *BEFORE,
    (_l("揭榜"), (S.PUBLISHED, S.BIDDING, S.EXPIRED, S.WITHDRAWN)),
    (_l("评榜"), (S.EVALUATING, S.UNSOLVED)),
    (_l("公示"), (S.PUBLICIZED,)),
    *AFTER,
)
STOPPED = (S.RETURNED, S.REJECTED, S.WITHDRAWN, S.EXPIRED, S.UNSOLVED)


@bp.get("/<int:need_id>")
@permit(Permission.ANYONE)
def show(need_id: int) -> str:
    return page(seen(need_id))


def page(need: Need, **forms: Any) -> str:
    """`forms`: what was typed into a form of the page and refused."""
    reader = actor()
    ranked = need.state in MATCHABLE and policy.can_view_ranking(reader, need)
    own = policy.is_own(reader, need)
    can = {step.action.name for step in NEED.allowed(need.state, parties(reader, need))}
    waits = waits_for_list(need)
    return render_template(
        "needs/show.html",
        need=need,
        own=own,
        details=policy.can_view_details(reader, need),
        steps=steps(need),
        can=can - {Action.PUBLISH.name} if waits else can,
        waits_for_list=waits,
        can_edit=policy.can_edit(reader, need),
        ranking=achievements_for(need, reader) if ranked else None,
        factor_labels=FACTOR_LABELS,
        matches=queries.live_matches(need) if ranked else {},
        proposes=own or holds(reader, Permission.RECOMMEND),
        watching=ranked and reader is not None and queries.is_watched(need, reader),
        offers=_offers(need),
        events=_log(need) if policy.can_view_log(reader, need) else None,
        challenge=challenge_of(need, reader, page_arg()) if need.is_challenge else None,
        **forms,
        **shown(help_for(need, reader) if "RETURN" in can else None, NeedForm),
    )


def _log(need: Need) -> list[Event]:
    return challenge_timeline(need) if need.is_challenge else timeline(need)


def steps(need: Need) -> list[tuple[Any, str]]:
    """For the macro `steps`: the branch of the need's kind; what ended stops where it stood."""
    way = CHALLENGE if need.is_challenge else TECHNICAL
    reached = next(place for place, (_, states) in enumerate(way) if need.state in states)
    now = "stopped" if need.state in STOPPED else "done" if need.state is S.FULFILLED else "current"
    states = ["done" if place < reached else now if place == reached else "todo" for place in range(len(way))]
    names = [name for name, _ in way]
    if now == "stopped":
        names[reached] = label(need.state)
    return list(zip(names, states, strict=True))


def _offers(need: Need) -> list[Any] | None:
    """The achievements that a researcher may offer for an open need; None for those who do not offer."""
    reader = actor()
    if reader is None or need.state not in MATCHABLE or not holds(reader, Permission.POST_ACHIEVEMENT):
        return None
    return queries.offerable(reader)
