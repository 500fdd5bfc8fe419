from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import need as need_policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import matches as queries
from matchmaker.queries.list_filters import Tab
from matchmaker.services import match_proposals, match_talks, matches
from matchmaker.web.arguments import page_arg, version_arg
from matchmaker.web.form_rules import announce, attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import key_arg
from matchmaker.web.matches import sheet
from matchmaker.web.matches.blueprint import bp
from matchmaker.web.matches.forms import DeclineForm, ProposeForm, TalkEntryForm
from matchmaker.web.matches.page import match_page, tabs
from matchmaker.web.matches.standing import next_step
from models import Match
from models.enums import MatchState

__all__ = ["bp", "sheet"]


@bp.get("/")
@permit(Permission.MEMBER)
def mine() -> str:
    chosen = chosen_of_mine()
    page = queries.mine(actor(), chosen, page_arg())
    rows = [(match, next_step(match, actor())) for match in page.rows]
    return render_template(
        "matches/mine.html",
        page=page,
        rows=rows,
        tab=chosen.tab,
        tabs=tabs(chosen.tab, queries.tab_counts(actor())),
    )


def chosen_of_mine() -> Tab:
    return Tab(key_arg("state", queries.TABS, "all"))


@bp.post("/")
@permit(Permission.MEMBER)
def propose() -> Response:
    form = ProposeForm()
    need, achievement = queries.pair(form.need_id.data, form.achievement_id.data)
    if need is None or achievement is None:
        abort(404)
    if not (need_policy.can_view(actor(), need) and achievement_policy.can_view(actor(), achievement)):
        abort(404)
    match, fresh = match_proposals.propose_match(
        need, achievement, actor=actor(), note=form.note.data[:500], at_event=form.at_event.data
    )
    flash(_started(match, fresh), "success" if fresh else "info")
    return redirect(url_for(".show", match_id=match.id))


@bp.get("/<int:match_id>")
@permit(Permission.MEMBER)
def show(match_id: int) -> str:
    return match_page(_load(match_id))


@bp.post("/<int:match_id>/consent")
@permit(Permission.MEMBER)
def consent(match_id: int) -> Response:
    match = matches.consent_to_match(_load(match_id), actor=actor(), version=version_arg())
    if match.contacts_revealed:
        flash(_("双方均已同意，可以看到对方的联系方式了。"), "success")
    else:
        flash(_("已同意对接，等待对方回应。"), "success")
    return _back(match)


@bp.post("/<int:match_id>/agree")
@permit(Permission.MEMBER)
def agree(match_id: int) -> Response:
    match = matches.agree_match(_load(match_id), actor=actor(), version=version_arg())
    if match.state is MatchState.AGREED and match.project is not None:
        flash(_("双方确认达成合作，已建立合作项目 %(number)s。", number=match.project.number), "success")
        return redirect(url_for("projects.show", project_id=match.project.id))
    flash(_("已确认达成合作，等待对方确认。"), "success")
    return _back(match)


@bp.post("/<int:match_id>/decline")
@permit(Permission.MEMBER)
def decline(match_id: int) -> Response | tuple[str, int]:
    match, form = _load(match_id), DeclineForm()
    if not form.validate():
        return match_page(match, decline_form=form), 400
    given = {"reason": form.reason.data, "note": form.note.data, "version": version_arg()}
    done, status = attempt(form, lambda: matches.decline_match(match, actor=actor(), **given))
    if not done:
        announce(form)
        return match_page(match, decline_form=form), status
    flash(_("已谢绝这次对接，原因已告知对方。"), "success")
    return _back(match)


@bp.post("/<int:match_id>/talks")
@permit(Permission.MEMBER)
def log_talk(match_id: int) -> Response | tuple[str, int]:
    match, form = _load(match_id), TalkEntryForm()
    if not form.validate():
        return match_page(match, talk_form=form), 400
    done, status = attempt(
        form, lambda: match_talks.log_talk(match, form.entry(), actor=actor(), version=version_arg())
    )
    if not done:
        announce(form)
        return match_page(match, talk_form=form), status
    flash(_("洽谈记录已保存。"), "success")
    return _back(match)


def _load(match_id: int) -> Match:
    match = queries.get(match_id, actor())
    if match is None:
        abort(404)
    return match


def _back(match: Match) -> Response:
    return redirect(url_for(".show", match_id=match.id))


def _started(match: Match, fresh: bool) -> str:
    if fresh:
        return _("已发起对接 %(number)s，对方会收到通知。", number=match.number)
    if match.state is MatchState.TALKING:
        return _("这一对已在对接中，双方均已同意，可以开始洽谈。")
    return _("这一对已在对接中，没有重复发起。")
