from collections.abc import Iterator

from flask import render_template, request
from flask_babel import gettext as _

from matchmaker.policies import achievement as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import achievements as queries
from matchmaker.queries import halls as shared
from matchmaker.web import halls
from matchmaker.web.achievements.blueprint import bp
from matchmaker.web.arguments import id_args, page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import Group
from matchmaker.web.list_filters import kept_args, text_arg
from models.enums import AchievementLevel, Stage, TransferMode

TRLS = tuple(str(trl) for trl in range(1, 10))


@bp.get("/")
@permit(Permission.ANYONE)
def hall() -> str:
    chosen = chosen_in_hall()
    page, facets = queries.hall(actor(), chosen, page_arg())
    groups = list(_groups(chosen, facets))
    return render_template(
        "achievements/hall.html",
        page=page,
        chosen=chosen,
        trl_choices=[(trl, f"TRL {trl}") for trl in TRLS],
        groups=groups,
        chips=halls.chips(groups, _extra(chosen)),
        sorts=halls.sorts(_sorts(), chosen.sort),
        args=kept_args(),
        details={row.id for row in page.rows if policy.can_view_details(actor(), row)},
    )


def chosen_in_hall() -> queries.AchievementFilter:
    organizations = id_args("organization")
    return queries.AchievementFilter(
        text=text_arg("q"),
        field_ids=id_args("field"),
        stages=halls.enum_args("stage", Stage),
        trl_from=_trl("trl_from"),
        trl_to=_trl("trl_to"),
        modes=halls.enum_args("mode", TransferMode),
        prices=halls.key_args("price", [bucket.key for bucket in shared.BUCKETS]),
        levels=halls.enum_args("level", AchievementLevel),
        status=halls.key_arg("status", queries.STATUSES, "open"),
        organization_id=organizations[0] if organizations else None,
        sort=halls.key_arg("sort", queries.SORTS, "newest"),
    )


def _trl(name: str) -> int | None:
    return int(request.args[name]) if request.args.get(name) in TRLS else None


def _groups(chosen: queries.AchievementFilter, facets: queries.Facets) -> Iterator[Group]:
    options = [(key, _(name), facets.statuses[key]) for key, name in queries.STATUS_NAMES.items()]
    yield Group(_("状态"), "status", options, [chosen.status], type="radio", quiet="open")
    yield halls.field_group(shared.fields(), facets.fields, chosen.field_ids)
    yield halls.enum_group(_("所处阶段"), "stage", Stage, facets.stages, chosen.stages)
    yield halls.enum_group(_("转化方式"), "mode", TransferMode, facets.modes, chosen.modes)
    yield halls.bucket_group(_("意向价格"), "price", facets.prices, chosen.prices)
    yield halls.enum_group(_("成果水平"), "level", AchievementLevel, facets.levels, chosen.levels)


def _extra(chosen: queries.AchievementFilter) -> Iterator[tuple[str, str, str]]:
    if chosen.text:
        yield "q", chosen.text, _("含“%(text)s”", text=chosen.text)
    if chosen.trl_from:
        yield "trl_from", str(chosen.trl_from), _("TRL %(trl)s 及以上", trl=chosen.trl_from)
    if chosen.trl_to:
        yield "trl_to", str(chosen.trl_to), _("TRL %(trl)s 及以下", trl=chosen.trl_to)
    name = shared.organization_name(chosen.organization_id)
    if name:
        yield "organization", request.args["organization"], name


def _sorts() -> list[tuple[str, str]]:
    return [("newest", _("最新发布")), ("price", _("报价从低到高")), ("price-high", _("报价从高到低"))]
