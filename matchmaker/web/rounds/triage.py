"""受理: the officer's table of what was handed in to a round."""

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import rounds as queries
from matchmaker.services import necessity_checks, round_triage
from matchmaker.web.arguments import as_number, page_arg, reason_arg, version_arg
from matchmaker.web.filters import label
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import key_arg
from matchmaker.web.rounds.blueprint import bp, seen
from models import CollectionRound, Need, User
from models.enums import NeedState

NAMES: dict[str, str | NeedState] = {
    "waiting": N_("待受理"),
    "accepted": N_("已受理"),
    "returned": N_("已退回"),
    "rejected": NeedState.REJECTED,
    "listed": N_("已发榜"),
    "all": N_("全部"),
}
PATIENCE = timedelta(days=7)


@bp.get("/<int:round_id>/triage")
@permit(Permission.OFFICER)
def triage(round_id: int) -> str:
    round_, tab = seen(round_id), key_arg("state", queries.TABS, "waiting")
    page, counts = queries.triage(round_, tab, page_arg()), queries.triage_counts(round_)
    tabs = [
        {
            "label": _(name) if isinstance(name, str) else label(name),
            "url": url_for(".triage", round_id=round_.id, state=key),
            "active": key == tab,
            "count": counts[key],
        }
        for key, name in NAMES.items()
    ]
    return render_template(
        "rounds/triage.html",
        round=round_,
        page=page,
        tab=tab,
        tabs=tabs,
        counts=counts,
        checks=queries.checks(page.rows),
        mean=queries.mean,
        experts=queries.experts(),
        due_on=queries.day_after(PATIENCE),
    )


@bp.post("/<int:round_id>/needs/<int:need_id>/accept")
@permit(Permission.OFFICER)
def accept(round_id: int, need_id: int) -> Response:
    round_, need = _pair(round_id, need_id)
    round_triage.accept(round_, need, actor=actor(), version=version_arg())
    return _done(round_, _("“%(title)s”已受理，已告知企业。", title=need.title))


@bp.post("/<int:round_id>/needs/<int:need_id>/return")
@permit(Permission.OFFICER)
def send_back(round_id: int, need_id: int) -> Response:
    round_, need = _pair(round_id, need_id)
    round_triage.return_(round_, need, reason_arg(), actor=actor(), version=version_arg())
    return _done(round_, _("“%(title)s”已退回，理由已告知企业。", title=need.title))


@bp.post("/<int:round_id>/needs/<int:need_id>/reject")
@permit(Permission.OFFICER)
def reject(round_id: int, need_id: int) -> Response:
    round_, need = _pair(round_id, need_id)
    round_triage.reject(round_, need, reason_arg(), actor=actor(), version=version_arg())
    return _done(round_, _("“%(title)s”不予受理，理由已告知企业。", title=need.title))


@bp.post("/<int:round_id>/needs/<int:need_id>/checks")
@permit(Permission.OFFICER)
def assign_check(round_id: int, need_id: int) -> Response:
    round_, need = _pair(round_id, need_id)
    expert = _expert(request.form.get("expert_id", ""))
    necessity_checks.assign(need, expert, _day(), actor=actor(), version=version_arg())
    return _done(round_, _("已委托 %(name)s 论证“%(title)s”。", name=expert.name, title=need.title))


def _pair(round_id: int, need_id: int) -> tuple[CollectionRound, Need]:
    round_ = seen(round_id)
    return round_, queries.need_of(round_, need_id, actor()) or abort(404)


def _expert(text: str) -> User:
    found = next((user for user in queries.experts() if user.id == as_number(text)), None)
    if found is None:
        raise Invalid(N_("请从评审专家中选择。"), field="expert_id")
    return found


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("due_on", ""))
    except ValueError:
        raise Invalid(N_("请填写日期，例如 2026-03-05。"), field="due_on") from None


def _done(round_: CollectionRound, sentence: str) -> Response:
    """Back to the same tab, where the next one waits."""
    flash(sentence, "success")
    tab = request.form.get("tab", "waiting")
    known = tab if tab in queries.TABS else "waiting"
    return redirect(url_for(".triage", round_id=round_.id, state=known))
