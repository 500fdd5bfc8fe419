from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import board as board_query
from matchmaker.queries import engine, figures, todo
from matchmaker.queries import rankers as rankers_query
from matchmaker.queries.figures import FIGURES, UNSET, Figure, Scope
from matchmaker.web.arguments import page_arg, year_arg
from matchmaker.web.bureau.links import figure_url, scope_of_query
from matchmaker.web.filters import date_, label
from matchmaker.web.guards import actor, permit
from matchmaker.web.links import record_url
from matchmaker.web.list_filters import kept_args
from matchmaker.web.targets.words import shown
from models import District, Field, db

bp = Blueprint("bureau", __name__, url_prefix="/bureau")


@bp.get("/")
@permit(Permission.BUREAU)
def home() -> str:
    trouble = engine.trouble() if holds(actor(), Permission.ADMINISTRATOR) else ""
    return render_template("bureau/home.html", piles=todo.items(actor()), url_of=_url_of, trouble=trouble)


@bp.get("/board")
@permit(Permission.BUREAU)
def board() -> str:
    found = board_query.board(year_arg("year"))
    return render_template(
        "bureau/board.html",
        board=found,
        figure_url=figure_url,
        stage_url=lambda key: figure_url(key, found.year),
        shown=shown,
        EVER=board_query.EVER,
    )


@bp.get("/rankers")
@permit(Permission.BUREAU)
def rankers() -> str:
    return render_template("bureau/rankers.html", overview=rankers_query.overview(), FIGURES=rankers_query.FIGURES)


@bp.get("/records/<string(maxlength=40):figure>")
@permit(Permission.BUREAU)
def records(figure: str) -> str:
    """Exactly the records that a figure of the board counts."""
    if figure not in FIGURES:
        abort(404)
    scope = scope_of_query()
    found = figures.listing(FIGURES[figure], scope, page_arg())
    return render_template(
        "bureau/records.html",
        figure=FIGURES[figure],
        page=found.page,
        totals=found.totals,
        chips=_chips(FIGURES[figure], scope),
        args={**kept_args(), "figure": figure},
        url_of=_url_of,
    )


def _url_of(row: Any) -> str:
    return record_url(row.kind, row.id, actor())


def _chips(figure: Figure, scope: Scope) -> list[tuple[str, str]]:
    """(what narrows the list, the list without it)"""
    dated = scope.since and scope.until and not figure.open_now
    period = _("%(since)s 至 %(until)s", since=date_(scope.since), until=date_(scope.until)) if dated else ""
    shown = {
        ("since", "until"): period,
        ("field",): _name(Field, scope.field_id, _("未注明领域")),
        ("district",): _name(District, scope.district_id, _("未注明县区")),
    }
    kept = kept_args()
    return [
        (text, url_for(".records", figure=figure.key, **{key: kept[key] for key in kept if key not in names}))
        for names, text in shown.items()
        if text
    ]


def _name(model: type[Any], row_id: int | None, unset: str) -> str:
    if row_id is None or row_id == UNSET:
        return unset if row_id == UNSET else ""
    return label(db.session.get(model, row_id))
