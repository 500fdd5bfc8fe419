from flask import Blueprint, abort, current_app
from flask_babel import gettext

from matchmaker.checks.periods import Period
from matchmaker.queries import snapshots as queries
from matchmaker.queries.reporting.content import TITLES
from matchmaker.web.navigation import city
from matchmaker.web.snapshots.words import in_english
from models import Snapshot

bp = Blueprint("snapshots", __name__, url_prefix="/bureau/reports")


def seen(snapshot_id: int) -> Snapshot:
    return queries.get(snapshot_id) or abort(404)


def heading(row: Snapshot) -> str:
    """As frozen; in English, for the page only."""
    if in_english() or not row.content:
        return gettext(TITLES[row.kind], city=city(), period=period_name(queries.period(row)))
    return str(row.content["title"])


def period_name(period: Period) -> str:
    return gettext(period.name.message, **period.name.params)


def file_name(row: Snapshot, ending: str) -> str:
    """T-2026-003 临沂市….docx"""
    title = row.content["title"] if row.content else current_app.config["CITY"]
    return f"{row.number} {title}.{ending}"
