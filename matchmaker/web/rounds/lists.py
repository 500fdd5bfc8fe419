"""Publishing the list of a round, and the list as a file."""

from flask import abort, flash, redirect, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import need as need_policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import rounds as queries
from matchmaker.reports import round_list_excel, round_list_word
from matchmaker.reports.round_list import ListedChallenge, RequirementLine, RoundList
from matchmaker.services.round_list import publish_list as publish
from matchmaker.web.arguments import version_arg
from matchmaker.web.downloads import private_file
from matchmaker.web.filters import CITY_ZONE, label
from matchmaker.web.guards import actor, permit
from matchmaker.web.navigation import city
from matchmaker.web.rounds.blueprint import bp, seen
from models import CollectionRound, Need
from models.challenge_enums import RoundState


@bp.post("/<int:round_id>/publish")
@permit(Permission.OFFICER)
def publish_list(round_id: int) -> Response:
    round_ = seen(round_id)
    count = publish(round_, actor=actor(), version=version_arg())
    flash(_("榜单已发布，%(count)s 项开放揭榜。", count=count), "success")
    return redirect(url_for(".show", round_id=round_.id))


@bp.get("/<int:round_id>/list/word")
@permit(Permission.ANYONE)
def list_word(round_id: int) -> Response:
    round_ = _listed(round_id)
    return private_file(round_list_word.write(_list_of(round_)), f"{round_.title}.docx")


@bp.get("/<int:round_id>/list/excel")
@permit(Permission.ANYONE)
def list_excel(round_id: int) -> Response:
    round_ = _listed(round_id)
    return private_file(round_list_excel.write(_list_of(round_)), f"{round_.title}.xlsx")


def _listed(round_id: int) -> CollectionRound:
    round_ = seen(round_id)
    return round_ if round_.state is RoundState.LISTED else abort(404)


def _list_of(round_: CollectionRound) -> RoundList:
    bureau, listed_at = queries.bureau(), round_.listed_at
    name = bureau.name if bureau else city()
    contact = [name, *filter(None, (bureau.address, bureau.website) if bureau else ())]
    return RoundList(
        title=round_.title,
        notice=round_.notice,
        listed_on=(listed_at.astimezone(CITY_ZONE) if listed_at else round_.updated_at).date(),
        publisher=name,
        contact=[*contact, url_for(".show", round_id=round_.id, _external=True)],
        challenges=[_entry(need) for need in queries.whole_list(round_, actor())],
        locale="en" if str(get_locale()).startswith("en") else "zh",
    )


def _entry(need: Need) -> ListedChallenge:
    rows = [
        RequirementLine(row.indicator, row.demand, row.current_level, label(row.obligation))
        for row in need.requirements
    ]
    details = need_policy.can_view_details(actor(), need)
    return ListedChallenge(
        number=need.number,
        title=need.title,
        firm=need.organization.name,
        field=label(need.field),
        district=label(need.district),
        award=need.award_amount,
        deadline=need.bid_deadline,
        feedback_days=need.feedback_days,
        details=details,
        problem=need.problem if details else "",
        requirements=tuple(rows) if details else (),
    )
