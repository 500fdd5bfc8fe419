"""Drawing up, handing in, returning, approving."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.checks.periods import period_with
from matchmaker.policies.permissions import Permission
from matchmaker.services import snapshots
from matchmaker.web.arguments import day_arg, reason_arg, version_arg
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.snapshots.blueprint import bp, seen
from matchmaker.web.snapshots.forms import SnapshotForm
from models import Snapshot
from models.project_enums import SnapshotKind


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def create() -> Response | tuple[str, int]:
    """Drawn up anew, too: the kind and a day of the period say which."""
    form, status = SnapshotForm(data={"kind": _kind(), "day": day_arg("day")}), 200
    if form.is_submitted():
        row, status = _take(form) if form.validate() else (None, 400)
        if row is not None:
            flash(_("报表 %(number)s 已生成，请核对后提交审批。", number=row.number), "success")
            return _back(row)
    return render_template("snapshots/create.html", form=form), status


@bp.post("/<int:snapshot_id>/correct")
@permit(Permission.OFFICER)
def correct(snapshot_id: int) -> Response:
    row = snapshots.correct(seen(snapshot_id), actor=actor())
    flash(_("更正稿 %(number)s 已生成，请核对后提交审批。", number=row.number), "success")
    return _back(row)


@bp.post("/<int:snapshot_id>/submit")
@permit(Permission.OFFICER)
def submit(snapshot_id: int) -> Response:
    row = snapshots.submit(seen(snapshot_id), actor=actor(), version=version_arg())
    flash(_("已提交科室负责人审批。"), "success")
    return _back(row)


@bp.post("/<int:snapshot_id>/approve")
@permit(Permission.SUPERVISOR)
def approve(snapshot_id: int) -> Response:
    row = snapshots.approve(seen(snapshot_id), actor=actor(), version=version_arg())
    flash(_("已批准。报表内容从此固定，Word 和 Excel 文件已存档。"), "success")
    return _back(row)


@bp.post("/<int:snapshot_id>/return")
@permit(Permission.SUPERVISOR)
def return_(snapshot_id: int) -> Response:
    row = snapshots.return_(seen(snapshot_id), reason_arg(), actor=actor(), version=version_arg())
    flash(_("已退回，经办会收到理由。"), "success")
    return _back(row)


def _take(form: SnapshotForm) -> tuple[Snapshot | None, int]:
    period = period_with(form.kind.data, form.day.data)
    return attempt(
        form, lambda: snapshots.take(period.kind, period.since, period.until, actor=actor(), version=version_arg())
    )


def _kind() -> SnapshotKind:
    return SnapshotKind.__members__.get(request.args.get("kind", ""), SnapshotKind.MONTHLY)


def _back(row: Snapshot) -> Response:
    return redirect(url_for(".show", snapshot_id=row.id))
