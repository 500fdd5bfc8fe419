"""The steps of an achievement that are one button, and the officers' queue."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission
from matchmaker.queries import achievements as queries
from matchmaker.services import achievements
from matchmaker.services.watches import toggle_watch
from matchmaker.web.achievements.blueprint import bp, seen
from matchmaker.web.arguments import page_arg, reason_arg, version_arg
from matchmaker.web.coach import return_reason
from matchmaker.web.guards import actor, permit
from models import Achievement


@bp.get("/review")
@permit(Permission.OFFICER)
def review() -> str:
    return render_template("achievements/review.html", page=queries.for_review(page_arg()))


@bp.post("/<int:achievement_id>/submit")
@permit(Permission.POST_ACHIEVEMENT)
def submit(achievement_id: int) -> Any:
    row = seen(achievement_id)
    achievements.submit_achievement(row, actor=actor(), version=version_arg())
    return _done(row, _("已提交，科技局审核后发布，结果会通知您。"))


@bp.post("/<int:achievement_id>/return")
@permit(Permission.OFFICER)
def send_back(achievement_id: int) -> Any:
    row = seen(achievement_id)
    achievements.return_achievement(row, return_reason(), actor=actor(), version=version_arg())
    flash(_("“%(title)s”已退回，理由已告知作者单位。", title=row.title), "success")
    return redirect(url_for(".review"))


@bp.post("/<int:achievement_id>/publish")
@permit(Permission.OFFICER)
def publish(achievement_id: int) -> Any:
    row = seen(achievement_id)
    achievements.publish_achievement(row, actor=actor(), version=version_arg())
    return _done(row, _("“%(title)s”已发布，匹配需求见本页。", title=row.title))


@bp.post("/<int:achievement_id>/withdraw")
@permit(Permission.MEMBER)
def withdraw(achievement_id: int) -> Any:
    row = seen(achievement_id)
    achievements.withdraw_achievement(row, reason_arg(), actor=actor(), version=version_arg())
    return _done(row, _("“%(title)s”已撤回。", title=row.title))


@bp.post("/<int:achievement_id>/transfer")
@permit(Permission.POST_ACHIEVEMENT)
def transfer(achievement_id: int) -> Any:
    row = seen(achievement_id)
    achievements.transfer_achievement(row, actor=actor(), version=version_arg())
    return _done(row, _("已标记为已转化，不再推荐给新的需求。"))


@bp.post("/<int:achievement_id>/watch")
@permit(Permission.MEMBER)
def watch(achievement_id: int) -> Any:
    row = seen(achievement_id)
    if toggle_watch(row, actor=actor()):
        return _done(row, _("有新的高匹配需求发布时，会发消息提醒您。"))
    return _done(row, _("已取消提醒。"))


def _done(row: Achievement, sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(url_for(".show", achievement_id=row.id))
