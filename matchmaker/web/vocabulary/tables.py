"""The 术语表 as a CSV file, out and in."""

from flask import Response as Download
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import Conflict
from matchmaker.policies.permissions import Permission
from matchmaker.queries import vocabulary as vocabulary_query
from matchmaker.services import vocabulary_import
from matchmaker.services.vocabulary_import import Plan
from matchmaker.web.errors import sentence
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.vocabulary.blueprint import bp
from matchmaker.web.vocabulary.forms import ImportForm


@bp.get("/export")
@permit(Permission.BUREAU)
def export() -> Download:
    headers = {"Content-Disposition": "attachment; filename=vocabulary.csv"}
    return Download(vocabulary_query.as_csv(), mimetype="text/csv", headers=headers)


@bp.get("/import")
@permit(Permission.ADMINISTRATOR)
def upload() -> str:
    return render_template("vocabulary/upload.html", form=ImportForm())


@bp.post("/import")
@permit(Permission.ADMINISTRATOR)
def preview() -> tuple[str, int]:
    """What the file would change; nothing is stored yet."""
    form = ImportForm()
    if not form.validate():
        return render_template("vocabulary/upload.html", form=form), 400
    read, status = attempt(form, lambda: _read(form.file.data.read()))
    if read is None:
        return render_template("vocabulary/upload.html", form=form), status
    return _shown(*read), 200


@bp.post("/import/apply")
@permit(Permission.ADMINISTRATOR)
def apply_import() -> Response | tuple[str, int]:
    keeper = actor()
    assert keeper is not None
    content, serial = request.form.get("content", ""), request.form.get("serial", 0, type=int)
    try:
        count = vocabulary_import.apply(content, actor=keeper, serial=serial)
    except Conflict:
        flash(_("术语表刚被别人改过，还没有导入。请核对下面的改动，再确认一次。"), "warning")
        return _shown(content, vocabulary_import.plan(content)), 409
    flash(_("已导入，改动了 %(count)s 个术语组。", count=count), "success")
    return redirect(url_for(".index"))


def _shown(content: str, plan: Plan) -> str:
    faults = [(line, sentence(error)) for line, error in plan.faults]
    return render_template("vocabulary/preview.html", plan=plan, faults=faults, content=content)


def _read(data: bytes) -> tuple[str, Plan]:
    content = vocabulary_import.decoded(data)
    return content, vocabulary_import.plan(content)
