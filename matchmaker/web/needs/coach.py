"""The coach beside the form of a need: asked by the page while somebody writes, or by its button."""

from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.queries.coaching import Help, help_for
from matchmaker.web.arguments import number_arg
from matchmaker.web.coach import OFTEN_ENOUGH, panel, person, readable
from matchmaker.web.guards import actor, only_reads, permit
from matchmaker.web.needs.blueprint import bp
from matchmaker.web.needs.forms import NeedForm
from models import Need, Requirement
from models.enums import NeedState

COLUMNS = (
    "title",
    "kind",
    "field_id",
    "district_id",
    "background",
    "problem",
    "scenario",
    "current_basis",
    "budget",
    "award_amount",
    "delivery_months",
    "visibility",
)


@bp.post("/coach")
@limiter.limit(OFTEN_ENOUGH, key_func=person)
@permit(Permission.POST_NEED)
@only_reads
def coach() -> str:
    return panel(help_of(number_arg("item")), NeedForm)


def help_of(need_id: int | None) -> Help:
    """For what the form says now, whatever it says; `need_id` is the need that is being changed."""
    form = NeedForm()
    readable(form)
    return help_for(_unsaved(form), actor(), but=need_id)


def _unsaved(form: NeedForm) -> Need:
    """Not in the session: it is compared, and forgotten. Rows keep their places in the form."""
    rows = [(place, entry.form) for place, entry in enumerate(form.requirements.entries, 1)]
    return Need(
        state=NeedState.DRAFT,
        organization_id=actor().organization_id,
        field=form.field_id.row,
        modes=form.modes.data,
        requirements=[Requirement(position=place, **row.data) for place, row in rows if not row.is_blank],
        **{name: form[name].data for name in COLUMNS},
    )
