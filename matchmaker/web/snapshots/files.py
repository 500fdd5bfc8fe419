"""A report as Word and Excel, and the Word templates."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import snapshots as queries
from matchmaker.reports.snapshot_words import PLACEHOLDERS
from matchmaker.services import report_files, report_templates
from matchmaker.web.downloads import private_file
from matchmaker.web.filters import label
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.snapshots.blueprint import bp, file_name, seen
from matchmaker.web.snapshots.forms import TemplateForm
from models import Snapshot
from models.project_enums import SnapshotKind


@bp.get("/<int:snapshot_id>/word")
@permit(Permission.BUREAU)
def word(snapshot_id: int) -> Response:
    row = seen(snapshot_id)
    data = _stored(row, row.word_name) if row.word_name else report_files.word(row)
    return private_file(data, file_name(row, "docx"))


@bp.get("/<int:snapshot_id>/excel")
@permit(Permission.BUREAU)
def excel(snapshot_id: int) -> Response:
    row = seen(snapshot_id)
    data = _stored(row, row.excel_name) if row.excel_name else report_files.excel(row)
    return private_file(data, file_name(row, "xlsx"))


@bp.route("/template", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def template() -> Any:
    kind, form, status = _kind(), TemplateForm(report_templates.SIZE_MAX // 2**20), 200
    if form.is_submitted():
        status = _upload(form, kind)
        if status == 200:
            return redirect(url_for(".template", kind=kind.name))
    page = render_template(
        "snapshots/template.html",
        form=form,
        kind=kind,
        tabs=[
            {"label": label(each), "url": url_for(".template", kind=each.name), "active": each is kind}
            for each in SnapshotKind
        ],
        own=queries.template(kind),
        placeholders=PLACEHOLDERS,
        say=_,
    )
    return page, status


@bp.get("/template/file")
@permit(Permission.OFFICER)
def template_file() -> Response:
    kind = _kind()
    own = queries.template(kind)
    name = own.original_name if own else _("%(kind)s模板.docx", kind=label(kind))
    return private_file(report_files.template_of(kind), name)


def _upload(form: TemplateForm, kind: SnapshotKind) -> int:
    if not form.validate():
        return 400
    file = form.file.data
    row, status = attempt(form, lambda: report_templates.put(kind, file.filename, file.stream, actor=actor()))
    if row is not None:
        flash(_("模板“%(name)s”已启用，之后的%(kind)s按它生成。", name=row.original_name, kind=label(kind)), "success")
    return status


def _kind() -> SnapshotKind:
    return SnapshotKind.__members__.get(request.args.get("kind", ""), SnapshotKind.HALF_YEAR)


def _stored(row: Snapshot, name: str) -> bytes:
    try:
        return queries.stored_file(name)
    except FileNotFoundError:
        current_app.logger.error("a file of the report %s is missing from the storage", row.number)
        abort(404)
