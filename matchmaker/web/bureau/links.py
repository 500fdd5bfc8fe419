"""From a figure to its records: a list of the site where it shows exactly these, else the board's own."""

from typing import Any

from flask import url_for

from matchmaker.queries.figures import UNSET, Scope
from matchmaker.web.arguments import day_arg, number_arg

HALLS = {"needs-open": "needs.hall", "achievements-open": "achievements.hall"}
WHOLE = {
    "matches-waiting": ("matches.mine", {"state": "waiting"}),
    "matches-talking": ("matches.mine", {"state": "talking"}),
    "agreements-registered": ("agreements.index", {"state": "REGISTERED"}),
}
YEARLY = {
    "projects-new": ("projects.index", {}),
    "agreements-registered": ("agreements.index", {"state": "REGISTERED"}),
}


def figure_url(key: str, scope: Scope) -> str:
    if key in HALLS and UNSET not in (scope.field_id, scope.district_id):
        return url_for(HALLS[key], **_query(scope))
    if scope == Scope() and key in WHOLE:
        endpoint, query = WHOLE[key]
        return url_for(endpoint, **query)
    if key in YEARLY and (year := _whole_year(scope)):
        endpoint, query = YEARLY[key]
        return url_for(endpoint, **query, year=year)
    return url_for("bureau.records", figure=key, **_query(scope))


def _query(scope: Scope) -> dict[str, Any]:
    days = {"since": scope.since, "until": scope.until}
    return {
        **{name: day.isoformat() for name, day in days.items() if day},
        "field": scope.field_id,
        "district": scope.district_id,
    }


def _whole_year(scope: Scope) -> int | None:
    since, until = scope.since, scope.until
    if not since or not until or scope.field_id is not None or scope.district_id is not None:
        return None
    whole = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year
    return since.year if whole else None


def scope_of_query() -> Scope:
    """The part of a figure that the address asks for; what cannot be read narrows nothing."""
    return Scope(day_arg("since"), day_arg("until"), field_id=number_arg("field"), district_id=number_arg("district"))
