from flask import render_template

from matchmaker.policies import evaluation as policy
from matchmaker.queries import evaluations as queries
from matchmaker.queries import experts as expert_queries
from matchmaker.queries.events import timeline
from matchmaker.search.experts import fitting
from matchmaker.services.evaluations import SEATED
from matchmaker.services.recusal import conflicts_of
from matchmaker.services.review_assignments import NAMED_IN
from matchmaker.web.evaluations import standing
from matchmaker.web.evaluations.forms import StartForm
from matchmaker.web.experts.proposals import SHOWN, Proposal, proposals
from matchmaker.web.guards import actor
from models import Bid, Evaluation, Event
from models.enums import SubjectKind


def evaluation_page(evaluation: Evaluation, form: StartForm | None = None) -> str:
    bids, reader = queries.bids(evaluation), actor()
    manages, sees_experts = policy.manages(reader, evaluation), policy.sees_experts(reader, evaluation)
    events = timeline(evaluation, *evaluation.assignments) if sees_experts else []
    return render_template(
        "evaluations/show.html",
        evaluation=evaluation,
        need=evaluation.need,
        bids=bids,
        steps=standing.steps(evaluation, bids),
        next_step=standing.next_step(evaluation, bids),
        panel=standing.panel(evaluation),
        manages=manages,
        sees_experts=sees_experts,
        sees_results=policy.sees_results(reader, evaluation),
        progress=queries.progress(evaluation) if sees_experts else [],
        gone=[each for each in evaluation.assignments if each.state not in SEATED] if sees_experts else [],
        proposals=_proposals(evaluation, bids) if manages else [],
        shown=SHOWN,
        form=form or StartForm(formdata=None),
        events=events,
        experts_named=_experts_named(events, evaluation),
    )


def _experts_named(events: list[Event], evaluation: Evaluation) -> dict[int, str]:
    """Whom another's step was about, by the line's id; the log itself keeps no names of experts."""
    experts = {each.id: each.expert for each in evaluation.assignments}
    about = [(line, experts[line.subject_id]) for line in events if line.subject_kind is SubjectKind.REVIEW_ASSIGNMENT]
    return {line.id: expert.name for line, expert in about if line.actor_id != expert.id}


def _proposals(evaluation: Evaluation, bids: list[Bid]) -> list[Proposal]:
    """While experts can be named: all who could be asked, the best first."""
    if evaluation.state not in NAMED_IN:
        return []
    fits = fitting(evaluation.need, expert_queries.candidates(evaluation))
    reasons = conflicts_of([fit.expert for fit in fits], evaluation.need, bids)
    return proposals(fits, reasons)
