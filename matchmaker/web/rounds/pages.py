"""The public list of rounds, and one round for whoever looks."""

from flask import render_template

from matchmaker.policies import collection_round as policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import rounds as queries
from matchmaker.queries.events import timeline
from matchmaker.services.rubrics import DEFAULT
from matchmaker.web.arguments import page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.rounds.blueprint import bp, seen
from matchmaker.workflows.collection_round import COLLECTION_ROUND


@bp.get("/")
@permit(Permission.ANYONE)
def index() -> str:
    page = queries.index(actor(), page_arg())
    officer = holds(actor(), Permission.OFFICER)
    return render_template(
        "rounds/index.html",
        page=page,
        tallies=queries.tallies(page.rows, actor()),
        waiting=queries.waiting_counts(page.rows) if officer else {},
        taking=queries.taking_ids(page.rows),
    )


@bp.get("/<int:round_id>")
@permit(Permission.ANYONE)
def show(round_id: int) -> str:
    round_, reader = seen(round_id), actor()
    page = queries.listed(round_, reader, page_arg())
    return render_template(
        "rounds/show.html",
        round=round_,
        page=page,
        total=queries.tallies([round_], reader).get(round_.id, queries.Tally()),
        takes=bool(queries.taking_ids([round_])),
        rubric=round_.rubric or [vars(row) for row in DEFAULT],
        can={step.action.name for step in COLLECTION_ROUND.allowed(round_.state, parties(reader, round_))},
        can_edit=policy.can_edit(reader, round_),
        can_attach=policy.can_attach(reader, round_),
        counts=queries.triage_counts(round_) if holds(reader, Permission.OFFICER) else None,
        days=queries.days_left(round_),
        events=timeline(round_) if holds(reader, Permission.BUREAU) else None,
    )
