"""The steps of a need that are one button: submit, return, publish, withdraw; and the officers' queue."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission
from matchmaker.queries import needs as queries
from matchmaker.services import needs
from matchmaker.services.watches import toggle_watch
from matchmaker.web.arguments import page_arg, reason_arg, version_arg
from matchmaker.web.coach import return_reason
from matchmaker.web.guards import actor, permit
from matchmaker.web.needs.blueprint import bp, seen
from models import Need


@bp.get("/review")
@permit(Permission.OFFICER)
def review() -> str:
    return render_template("needs/review.html", page=queries.for_review(page_arg()))


@bp.post("/<int:need_id>/submit")
@permit(Permission.POST_NEED)
def submit(need_id: int) -> Any:
    need = seen(need_id)
    needs.submit_need(need, actor=actor(), version=version_arg())
    return _done(need, _("已提交，等待科技局审核。结果会发到您的消息里。"))


@bp.post("/<int:need_id>/return")
@permit(Permission.OFFICER)
def send_back(need_id: int) -> Any:
    need = seen(need_id)
    needs.return_need(need, return_reason(), actor=actor(), version=version_arg())
    flash(_("“%(title)s”已退回，理由已告知企业。", title=need.title), "success")
    return redirect(url_for(".review"))


@bp.post("/<int:need_id>/publish")
@permit(Permission.OFFICER)
def publish(need_id: int) -> Any:
    need = seen(need_id)
    needs.publish_need(need, actor=actor(), version=version_arg())
    return _done(need, _("“%(title)s”已发布，匹配成果见本页。", title=need.title))


@bp.post("/<int:need_id>/withdraw")
@permit(Permission.MEMBER)
def withdraw(need_id: int) -> Any:
    need = seen(need_id)
    needs.withdraw_need(need, reason_arg(), actor=actor(), version=version_arg())
    return _done(need, _("“%(title)s”已撤回。", title=need.title))


@bp.post("/<int:need_id>/watch")
@permit(Permission.MEMBER)
def watch(need_id: int) -> Any:
    need = seen(need_id)
    if toggle_watch(need, actor=actor()):
        return _done(need, _("有新的高匹配成果发布时，会发消息提醒您。"))
    return _done(need, _("已取消提醒。"))


def _done(need: Need, sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(url_for(".show", need_id=need.id))
