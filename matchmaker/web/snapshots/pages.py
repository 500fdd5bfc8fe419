"""The list of reports, one report, the frozen records behind a figure, and what has changed since."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext

from matchmaker.policies import snapshot as policy
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import snapshots as queries
from matchmaker.queries.events import timeline
from matchmaker.queries.paging import PER_PAGE, Page
from matchmaker.queries.reporting.changes import changes as compare
from matchmaker.queries.reporting.changes import gone
from matchmaker.queries.snapshots import SnapshotFilter
from matchmaker.reports import snapshot_text
from matchmaker.services import snapshots
from matchmaker.web.arguments import page_arg
from matchmaker.web.errors import sentence
from matchmaker.web.filters import label
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import key_arg
from matchmaker.web.links import record_url
from matchmaker.web.snapshots.blueprint import bp, heading, period_name, seen
from matchmaker.web.snapshots.words import reading
from models import Snapshot
from models.enums import SubjectKind
from models.project_enums import SnapshotKind, SnapshotState

MOST = 50
KINDS = {"all": None, **{kind.name.lower(): kind for kind in SnapshotKind}}


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> str:
    chosen = key_arg("kind", KINDS, "all")
    return render_template(
        "snapshots/index.html",
        page=queries.index(chosen_snapshots(), page_arg()),
        tabs=_tabs(chosen),
        chosen=chosen,
        missing=queries.missing() if holds(actor(), Permission.OFFICER) else [],
        period_of=queries.period,
        period_name=period_name,
    )


def chosen_snapshots() -> SnapshotFilter:
    return SnapshotFilter(KINDS[key_arg("kind", KINDS, "all")])


@bp.get("/<int:snapshot_id>")
@permit(Permission.BUREAU)
def show(snapshot_id: int) -> str:
    row = seen(snapshot_id)
    standing = queries.approved(row)
    return render_template(
        "snapshots/show.html",
        **_shared(row),
        moves=_moves(row, standing),
        standing=standing,
        whole=snapshots.is_whole(row),
        early=snapshots.too_early(row),
        events=timeline(row),
    )


@bp.get("/<int:snapshot_id>/figures/<string(maxlength=40):figure>")
@permit(Permission.BUREAU)
def figure(snapshot_id: int, figure: str) -> str:
    """The records behind a figure, as they stood."""
    row = seen(snapshot_id)
    entry = next((each for each in row.content.get("figures", ()) if each["key"] == figure), None) or abort(404)
    page = _slice(entry["records"], page_arg())
    return render_template(
        "snapshots/figure.html",
        **_shared(row),
        figure=entry,
        page=page,
        gone=gone(figure, (each["id"] for each in page.rows)),
        args={"snapshot_id": row.id, "figure": figure},
    )


@bp.get("/<int:snapshot_id>/changes")
@permit(Permission.BUREAU)
def changes(snapshot_id: int) -> str:
    row = seen(snapshot_id)
    found = compare(row.content, queries.period(row)) if row.content else []
    return render_template(
        "snapshots/changes.html",
        **_shared(row),
        changes=[each for each in found if each.is_any],
        same=sum(not each.is_any for each in found),
        most=MOST,
    )


def _shared(row: Snapshot) -> dict[str, Any]:
    return {
        "row": row,
        "content": row.content,
        "heading": heading(row),
        "period": period_name(queries.period(row)),
        "text": snapshot_text,
        "say": reading(),
        "url_of": _url_of,
        "sentence": sentence,
    }


def _url_of(record: dict[str, Any]) -> str:
    return record_url(SubjectKind[record["kind"]], record["page"], actor())


def _moves(row: Snapshot, standing: Snapshot | None) -> set[str]:
    reader = actor()
    found = {
        "submit": policy.can_take_anew(reader, row),
        "return": policy.can_return(reader, row),
        "approve": policy.can_approve(reader, row, queries.handed_in_by(row)),
        "correct": standing is row and holds(reader, Permission.OFFICER) and _is_last(row),
    }
    return {name for name, possible in found.items() if possible}


def _is_last(row: Snapshot) -> bool:
    return row.state is SnapshotState.APPROVED and queries.of_period(row.kind, row.since)[0].id == row.id


def _slice(records: list[Any], number: int) -> Page[Any]:
    page = Page(records, 1, len(records))
    number = min(number, page.pages)
    return Page(records[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(records))


def _tabs(chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": label(kind) if kind else gettext("全部"), "url": url_for(".index", kind=key), "active": key == chosen}
        for key, kind in KINDS.items()
    ]
