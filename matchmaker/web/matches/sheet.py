"""匹配对照单: the sheet of one need and one achievement, the same for everybody who may read both in detail."""

from typing import Any

from flask import abort, render_template
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext

from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import match_sheet as queries
from matchmaker.queries.ranking import FACTOR_LABELS
from matchmaker.web.filters import percent
from matchmaker.web.guards import actor, permit
from matchmaker.web.matches import sheet_words
from matchmaker.web.matches.blueprint import bp
from matchmaker.workflows.need import MATCHABLE
from models import Achievement, Need
from models.enums import AchievementState


@permit(Permission.ANYONE)
def sheet(need_id: int, achievement_id: int) -> str:
    reader = actor()
    need, achievement = queries.pair(need_id, achievement_id, reader) or abort(404)
    made = queries.sheet_of(need, achievement)
    return render_template(
        "matches/sheet.html",
        sheet=made,
        words=sheet_words,
        factor_rows=_factor_rows(made),
        answers=achievement_policy.is_own(reader, achievement),
        letter=sheet_words.letter(made) if made.open_lines else "",
        match=queries.match_of(need, achievement, reader),
        propose_label=_propose_label(need, achievement),
    )


@bp.record
def _under_the_need(state: BlueprintSetupState) -> None:
    """The sheet belongs to a pair that need not have a match, so its address is the pair's."""
    address = "/needs/<int:need_id>/achievements/<int:achievement_id>/sheet"
    state.app.add_url_rule(address, "matches.sheet", sheet, methods=["GET"])


def _factor_rows(made: queries.MatchSheet) -> list[tuple[str, float, None, str]]:
    """For the macro `bar_list`."""
    factors = made.standing.factors if made.standing else []
    return [(gettext(FACTOR_LABELS.get(name, name)), share, None, percent(share)) for name, share in factors]


def _propose_label(need: Need, achievement: Achievement) -> Any:
    """The verb with which the reader may bring the two together; None for those who may not, or when it is too late."""
    reader = actor()
    if need.state not in MATCHABLE or achievement.state is not AchievementState.PUBLISHED:
        return None
    if need_policy.is_own(reader, need):
        return sheet_words.REQUEST
    if achievement_policy.is_own(reader, achievement):
        return sheet_words.OFFER
    return sheet_words.RECOMMEND if holds(reader, Permission.RECOMMEND) else None
