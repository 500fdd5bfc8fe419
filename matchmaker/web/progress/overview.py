from flask import render_template, url_for

from matchmaker.checks.deadlines import Duty
from matchmaker.policies.permissions import Permission
from matchmaker.queries import dispatch as queries
from matchmaker.queries import projects
from matchmaker.queries.dispatch import DispatchFilter
from matchmaker.queries.projects import ProjectFilter
from matchmaker.web.arguments import number_arg, page_arg
from matchmaker.web.fields import enum_choices
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, enum_arg, kept_args, row_choices, text_arg
from matchmaker.web.progress.blueprint import bp
from matchmaker.workflows.project import LIVE
from models import District, Field, User
from models.enums import ProjectState
from models.project_enums import Light

COLUMNS = (Duty.REPORT, Duty.MILESTONE, Duty.PAYMENT, Duty.REGISTRATION)


@bp.get("/bureau/dispatch")
@permit(Permission.BUREAU)
def overview() -> str:
    chosen = chosen_dispatch()
    fields, districts, officers = projects.fields(), projects.districts(), queries.officers()
    counts = queries.counts(actor(), chosen)
    every = sum(counts.values())
    return render_template(
        "progress/overview.html",
        page=queries.listing(actor(), chosen, page_arg(), counts[chosen.light] if chosen.light else every),
        counts=[(light, number, _lit(light)) for light, number in counts.items()],
        total=every,
        every=_lit(None),
        columns=COLUMNS,
        chosen=chosen,
        chips=_chips(chosen, fields, districts, officers),
        args=kept_args(),
        options={
            "state": enum_choices(LIVE),
            "field": row_choices(fields),
            "district": row_choices(districts),
            "officer": [(person.id, person.name) for person in officers],
        },
    )


def chosen_dispatch() -> DispatchFilter:
    state = enum_arg("state", ProjectState)
    light = enum_arg("light", Light)
    return DispatchFilter(
        projects=ProjectFilter(
            text=text_arg("q"),
            state=state if state in LIVE else None,
            field_id=number_arg("field"),
            district_id=number_arg("district"),
        ),
        light=light if light in queries.LIGHTS else None,
        officer_id=number_arg("officer"),
    )


def _lit(light: Light | None) -> str:
    """The same list with one light only, or with all of them."""
    kept = {name: values for name, values in kept_args().items() if name != "light"}
    return url_for(".overview", **kept, **({"light": light.name} if light else {}))


def _chips(
    chosen: DispatchFilter, fields: list[Field], districts: list[District], officers: list[User]
) -> list[tuple[str, str]]:
    of = chosen.projects
    officer = next((person.name for person in officers if person.id == chosen.officer_id), None)
    return active_chips(
        [
            ("q", of.text),
            ("light", chosen.light),
            ("state", of.state),
            ("field", next((row for row in fields if row.id == of.field_id), None)),
            ("district", next((row for row in districts if row.id == of.district_id), None)),
            ("officer", officer),
        ]
    )
