from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import match as policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries.events import timeline
from matchmaker.queries.matches import TAB_NAMES
from matchmaker.queries.ranking import reason_for
from matchmaker.services.match_rules import agreement_fault, consent_fault, left_to_bidding
from matchmaker.services.matches import has_agreed, has_consented
from matchmaker.web.guards import actor
from matchmaker.web.matches.forms import DeclineForm, TalkEntryForm
from matchmaker.web.matches.standing import next_step, steps
from matchmaker.workflows.match import MATCH
from models import Match
from models.actions import Action


def match_page(match: Match, talk_form: TalkEntryForm | None = None, decline_form: DeclineForm | None = None) -> str:
    """The page of one match; a form given with its errors is shown as it was filled in."""
    side = policy.side_of(actor(), match)
    return render_template(
        "matches/show.html",
        match=match,
        side=side,
        step=next_step(match, actor()),
        steps=steps(match),
        can={action.name: True for action in _possible(match) if action is not Action.TALK},
        can_talk=Action.TALK in _possible(match),
        details={
            "need": need_policy.can_view_details(actor(), match.need),
            "achievement": achievement_policy.can_view_details(actor(), match.achievement),
        },
        in_bidding=left_to_bidding(match.need),
        contacts=policy.can_view_contacts(actor(), match),
        project_link=match.project is not None and (side is not None or holds(actor(), Permission.BUREAU)),
        reason=reason_for(match.need, match.achievement, actor()),
        talk_form=talk_form or TalkEntryForm(formdata=None),
        decline_form=decline_form or DeclineForm(formdata=None),
        events=timeline(match),
    )


def _possible(match: Match) -> set[Action]:
    """The steps open to the actor, without those the side has taken already or an item no longer allows."""
    side = policy.side_of(actor(), match)
    found = {step.action for step in MATCH.allowed(match.state, parties(actor(), match))}
    if (side is not None and has_consented(match, side)) or consent_fault(match):
        found.discard(Action.CONSENT)
    if (side is not None and has_agreed(match, side)) or agreement_fault(match):
        found.discard(Action.AGREE)
    return found


def tabs(chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": _(name), "url": url_for("matches.mine", state=tab), "active": tab == chosen, "count": counts[tab]}
        for tab, name in TAB_NAMES.items()
    ]
