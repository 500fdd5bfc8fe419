"""The page of one application for acceptance, as each of its readers sees it."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from matchmaker.checks.accepted_plan import accepted_plan
from matchmaker.policies import acceptance as policy
from matchmaker.policies import project as project_policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import acceptances as queries
from matchmaker.queries.events import acceptance_timeline
from matchmaker.services.recusal import party_conflicts
from matchmaker.web.acceptance.forms import VerdictForm
from matchmaker.web.experts.proposals import SHOWN, Proposal, proposals
from matchmaker.web.guards import actor
from models import Acceptance
from models.actions import Action
from models.project_enums import AcceptanceState as S

ENDED = (Action.WITHDRAW, Action.WITHDRAW_ACCEPTANCE)
WAY = (S.APPLIED, S.REVIEWING, S.CONCLUDED)


def acceptance_page(acceptance: Acceptance, form: VerdictForm | None = None) -> str:
    reader, project = actor(), acceptance.project
    in_project = project_policy.can_view(reader, project)
    manages = holds(reader, Permission.OFFICER)
    events = acceptance_timeline(acceptance, reader) if in_project else []
    awaited = [each for each in acceptance.opinions if each.given_at is None]
    return render_template(
        "acceptance/show.html",
        acceptance=acceptance,
        project=project,
        plan=accepted_plan(acceptance.plan),
        in_project=in_project,
        manages=manages,
        steps=_steps(acceptance),
        awaited=awaited,
        can_conclude=manages and acceptance.state is S.REVIEWING and bool(acceptance.opinions) and not awaited,
        can_apply=acceptance.state is S.RETURNED and project_policy.side_of(reader, project) is not None,
        ended=next((line for line in events if line.action in ENDED), None),
        can_change=policy.can_change(reader, acceptance),
        can_give=policy.can_give_opinion(reader, acceptance),
        own=policy.opinion_of(reader, acceptance),
        sees_opinions=policy.sees_opinions(reader, acceptance),
        proposals=_proposals(acceptance) if manages and acceptance.state is S.REVIEWING else [],
        shown=0 if acceptance.opinions else SHOWN,
        form=form or VerdictForm(formdata=None),
        events=events,
        about={line.id: line.about for line in events if line.about},
    )


def _steps(acceptance: Acceptance) -> list[tuple[Any, str]]:
    """For the macro `steps`."""
    state = S.APPLIED if acceptance.state is S.RETURNED else acceptance.state
    stopped = state is S.WITHDRAWN
    reached = 0 if stopped else WAY.index(state)
    words = ["done" if place < reached else "todo" for place in range(len(WAY))]
    words[reached] = "stopped" if stopped else "done" if state is S.CONCLUDED else "current"
    return list(zip((_("资料审核"), _("专家验收"), _("验收结论")), words, strict=True))


def _proposals(acceptance: Acceptance) -> list[Proposal]:
    fits = queries.proposals(acceptance)
    return proposals(fits, party_conflicts([fit.expert for fit in fits], acceptance.project))
