"""What the address of a list narrows it by, read by the very function that its page uses."""

from collections.abc import Callable
from typing import Any

from flask import abort, request

from matchmaker.exports.after_signature import TargetsFilter
from matchmaker.exports.mixed import RecordsFilter, TodoFilter
from matchmaker.queries import projects, targets, todo
from matchmaker.queries.figures import FIGURES
from matchmaker.queries.list_filters import Everything, OfProject
from matchmaker.web.achievements.hall import chosen_in_hall as achievements_in_hall
from matchmaker.web.achievements.mine import chosen_of_mine as achievements_of_mine
from matchmaker.web.agreements.views import chosen_agreements
from matchmaker.web.arguments import number_arg, year_arg
from matchmaker.web.bureau.links import scope_of_query
from matchmaker.web.evaluations.views import chosen_evaluations
from matchmaker.web.experts.views import chosen_experts
from matchmaker.web.follow_ups.views import chosen_follow_ups
from matchmaker.web.guards import actor
from matchmaker.web.matches.views import chosen_of_mine as matches_of_mine
from matchmaker.web.needs.hall import chosen_in_hall as needs_in_hall
from matchmaker.web.needs.mine import chosen_of_mine as needs_of_mine
from matchmaker.web.organizations.pages import chosen_organizations
from matchmaker.web.organizations.review import chosen_for_review
from matchmaker.web.outputs.views import chosen_outputs
from matchmaker.web.progress.overview import chosen_dispatch
from matchmaker.web.projects.views import chosen_projects
from matchmaker.web.snapshots.pages import chosen_snapshots


def _todo() -> TodoFilter:
    user, group = actor(), request.args.get("group", "")
    return TodoFilter(group) if user is not None and todo.group_of(user, group) else abort(404)


def _records() -> RecordsFilter:
    figure = request.args.get("figure", "")
    return RecordsFilter(figure, scope_of_query()) if figure in FIGURES else abort(404)


def _project_id() -> int:
    """Of the project that the list is about, where the reader may see it."""
    project_id = number_arg("project_id")
    return project_id if project_id is not None and projects.is_shown_to(actor(), project_id) else abort(404)


def _of_project() -> OfProject:
    return OfProject(_project_id())


CHOSEN: dict[str, Callable[[], Any]] = {
    "needs.hall": needs_in_hall,
    "needs.mine": needs_of_mine,
    "needs.review": Everything,
    "achievements.hall": achievements_in_hall,
    "achievements.mine": achievements_of_mine,
    "achievements.review": Everything,
    "matches.mine": matches_of_mine,
    "projects.index": chosen_projects,
    "agreements.index": chosen_agreements,
    "progress.index": _of_project,
    "payments.index": _of_project,
    "outputs.index": lambda: chosen_outputs(_project_id()),
    "changes.index": _of_project,
    "acceptance.index": _of_project,
    "progress.overview": chosen_dispatch,
    "follow_ups.index": chosen_follow_ups,
    "targets.index": lambda: TargetsFilter(year_arg("year") or targets.this_year()),
    "snapshots.index": chosen_snapshots,
    "organizations.index": chosen_organizations,
    "organizations.review_list": chosen_for_review,
    "bids.mine": Everything,
    "evaluations.index": chosen_evaluations,
    "experts.index": chosen_experts,
    "todo.listing": _todo,
    "bureau.records": _records,
}
