"""What the worker does with one export: claim it, write the file beside the others, and offer it when it is whole."""

import logging

from sqlalchemy import select

from matchmaker.adapters import storage
from matchmaker.errors import Forbidden
from matchmaker.exports import writing
from matchmaker.exports.catalogue import LISTINGS
from matchmaker.exports.filters import unpacked
from matchmaker.exports.writing import Asked
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.policies import export as policy
from matchmaker.services import export_runs as runs
from models import Export, db, sqlite
from models.project_enums import ExportState

LOG = logging.getLogger(__name__)
LOCALES = ("zh", "en")
CHANGED = (KeyError, TypeError, ValueError)  # raised by a list or a filter that is not what it was
NOT_ALLOWED = N_("您的权限或单位在导出期间发生了变化，这份导出没有生成。")
NO_LIST = N_("已取消的清单")
BROKE = N_("生成文件时出错，没有完成。可以重试；仍不成功，请联系系统管理员。")


def run(export_id: int) -> None:
    """Does nothing when the export is not waiting. Never raises: what goes wrong is shown to whoever asked for it."""
    db.session.rollback()
    with sqlite.reading():
        attempt = runs.claim(export_id)
        if attempt is None:
            return
        try:
            _make(export_id, attempt)
        except runs.Superseded:
            LOG.warning("export %s is made by another worker now", export_id)
        except Forbidden:
            runs.fail(export_id, attempt, NOT_ALLOWED)
        except Exception:
            LOG.exception("export %s", export_id)
            runs.fail(export_id, attempt, BROKE)
        finally:
            db.session.rollback()


def _make(export_id: int, attempt: int) -> None:
    export = db.session.get_one(Export, export_id)
    asked = _asked(export)
    total = writing.count(asked)
    with storage.whole_file(_draft(export_id, attempt)) as (path, name):
        runs.beat(export_id, attempt, 0, total)
        written = writing.write(
            path, asked, export.format, total, lambda done: runs.beat(export_id, attempt, done, max(done, total))
        )
    runs.finish(export_id, attempt, name, written, {locale: asked.title(locale) for locale in LOCALES})


def _asked(export: Export) -> Asked:
    """Raises Forbidden when whoever asked may not have the list any more."""
    listing = LISTINGS[export.listing]
    chosen = unpacked(listing.filter, export.arguments["filter"])
    if not (policy.still_stands(export.user, export) and listing.is_open_to(export.user, chosen)):
        raise Forbidden()
    return Asked(listing, chosen, export.user, export.locale)


def may_download(export: Export) -> bool:
    """The file is there, and whoever asked for it may still have it."""
    if not export.stored_name or not storage.path(export.stored_name).is_file():
        return False
    try:
        _asked(export)
    except (Forbidden, *CHANGED):
        return False
    return True


def remove_drafts() -> None:
    """Of workers that were killed; what is under way is looked at last, so that nobody loses a draft just begun."""
    left = storage.drafts()
    held = db.session.execute(select(Export.id, Export.attempts).where(Export.state == ExportState.RUNNING))
    for work in set(left) - {_draft(*each) for each in held}:
        storage.remove_draft(work)
    db.session.rollback()  # nothing stays open while the worker waits


def _draft(export_id: int, attempt: int) -> str:
    return f"export-{export_id}-{attempt}"


def title_of(export: Export, locale: str) -> str:
    """Of the list, in one language; the list, or what it was narrowed to, may not be there, or theirs, any more."""
    listing = LISTINGS.get(export.listing)
    if listing is None:
        return translate(NO_LIST, locale)
    try:
        chosen = unpacked(listing.filter, export.arguments["filter"])
        return translate(listing.title_of(export.user, chosen), locale)
    except (Forbidden, *CHANGED):
        return translate(listing.title, locale)
