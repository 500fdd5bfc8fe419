from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.exports.asking import ask, file_name
from matchmaker.exports.catalogue import LISTINGS
from matchmaker.exports.running import may_download, title_of
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import exports as queries
from matchmaker.services.exports import UNFINISHED, retry_export
from matchmaker.web.arguments import page_arg, version_arg
from matchmaker.web.downloads import private_file
from matchmaker.web.exports.chosen import CHOSEN
from matchmaker.web.filters import CITY_ZONE
from matchmaker.web.guards import actor, only_reads, permit
from models import Export, User
from models.project_enums import ExportFormat

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("/")
@permit(Permission.SIGNED_IN)
def index() -> str:
    page = queries.listing(_user(), page_arg())
    rows = [(export, title_of(export, _language())) for export in page.rows]
    return render_template("exports/index.html", page=page, rows=rows, UNFINISHED=UNFINISHED)


@bp.post("/<string(maxlength=40):listing>")
@permit(Permission.SIGNED_IN)
@only_reads
def create(listing: str) -> Response:
    """The list that the query of the address narrows: the file itself when it is short. What is stored of a long one
    is declared where it is asked for."""
    file_format = ExportFormat.__members__.get(request.form.get("format", ""))
    if listing not in LISTINGS or file_format is None:
        abort(404)
    if not holds(actor(), LISTINGS[listing].permission):
        abort(403)
    answer = ask(listing, CHOSEN[listing](), file_format, actor=_user(), locale=_language())
    if answer.content is None:
        return redirect(url_for(".show", export_id=answer.export_id))
    return private_file(answer.content, answer.name)


@bp.get("/<int:export_id>")
@permit(Permission.SIGNED_IN)
def show(export_id: int) -> str:
    return render_template("exports/show.html", **_shown(_load(export_id)))


@bp.get("/<int:export_id>/progress")
@permit(Permission.SIGNED_IN)
def progress(export_id: int) -> Response:
    """The changing part of the page, for its script."""
    export = _load(export_id)
    answer = Response(render_template("exports/_progress.html", **_shown(export)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<int:export_id>/file")
@permit(Permission.SIGNED_IN)
def download(export_id: int) -> Response:
    export = _load(export_id)
    path = queries.file_of(export)
    if path is None:
        abort(404)
    if not may_download(export):
        abort(403)
    made_on = export.finished_at.astimezone(CITY_ZONE).date()
    return private_file(path, file_name(title_of(export, export.locale), made_on, export.format))


@bp.post("/<int:export_id>/retry")
@permit(Permission.SIGNED_IN)
def retry(export_id: int) -> Response:
    retry_export(_load(export_id), actor=_user(), version=version_arg())
    flash(_("已重新排队。"), "success")
    return redirect(url_for(".show", export_id=export_id))


def _shown(export: Export) -> dict[str, Any]:
    return {
        "export": export,
        "title": title_of(export, _language()),
        "unfinished": export.state in UNFINISHED,
        "allowed": may_download(export),
        "waits_long": queries.is_left_waiting(export),
    }


def _load(export_id: int) -> Export:
    return queries.get(export_id, actor()) or abort(404)


def _user() -> User:
    user = actor()
    assert user is not None
    return user


def _language() -> str:
    return "en" if str(get_locale()).startswith("en") else "zh"
