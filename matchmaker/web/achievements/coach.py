"""The coach beside the form of an achievement: asked by the page while somebody writes, or by its button."""

from typing import Any

from wtforms import FieldList

from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.queries.coaching import Help, help_for
from matchmaker.web.achievements.blueprint import bp
from matchmaker.web.achievements.forms import AchievementForm
from matchmaker.web.arguments import number_arg
from matchmaker.web.coach import OFTEN_ENOUGH, panel, person, readable
from matchmaker.web.guards import actor, only_reads, permit
from models import Achievement, IntellectualProperty, Parameter
from models.enums import AchievementState

COLUMNS = ("title", "abstract", "advantages", "stage", "trl", "nature", "scenes", "cases", "price", "visibility")


@bp.post("/coach")
@limiter.limit(OFTEN_ENOUGH, key_func=person)
@permit(Permission.POST_ACHIEVEMENT)
@only_reads
def coach() -> str:
    return panel(help_of(number_arg("item")), AchievementForm)


def help_of(achievement_id: int | None) -> Help:
    """For what the form says now, whatever it says; `achievement_id` is the achievement that is being changed."""
    form = AchievementForm()
    readable(form)
    return help_for(_unsaved(form), actor(), but=achievement_id)


def _unsaved(form: AchievementForm) -> Achievement:
    """Not in the session: it is compared, and forgotten. Rows keep their places in the form."""
    chosen = [field.row for field in (form.field_1, form.field_2, form.field_3)]
    item = Achievement(
        state=AchievementState.DRAFT,
        organization_id=actor().organization_id,
        fields=list(dict.fromkeys(row for row in chosen if row is not None)),
        modes=form.modes.data,
        parameters=_rows(form.parameters, Parameter),
        intellectual_property=_rows(form.intellectual_property, IntellectualProperty),
        **{name: form[name].data for name in COLUMNS},
    )
    item.keywords = list(form.keywords.data or ())
    return item


def _rows(listed: FieldList, entity: type[Any]) -> list[Any]:
    rows = [(place, entry.form) for place, entry in enumerate(listed.entries, 1)]
    return [entity(position=place, **row.values()) for place, row in rows if not row.is_blank]
