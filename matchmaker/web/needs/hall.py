from collections.abc import Iterator

from flask import render_template, request
from flask_babel import gettext as _

from matchmaker.policies import need as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import halls as shared
from matchmaker.queries import needs as queries
from matchmaker.web import halls
from matchmaker.web.arguments import id_args, page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import Group
from matchmaker.web.list_filters import kept_args, text_arg
from matchmaker.web.needs.blueprint import bp
from models.enums import CooperationMode, NeedKind


@bp.get("/")
@permit(Permission.ANYONE)
def hall() -> str:
    chosen = chosen_in_hall()
    page, facets = queries.hall(actor(), chosen, page_arg())
    groups = list(_groups(chosen, facets))
    return render_template(
        "needs/hall.html",
        page=page,
        chosen=chosen,
        groups=groups,
        chips=halls.chips(groups, _extra(chosen)),
        sorts=halls.sorts(_sorts(), chosen.sort),
        args=kept_args(),
        details={need.id for need in page.rows if policy.can_view_details(actor(), need)},
    )


def chosen_in_hall() -> queries.NeedFilter:
    organizations = id_args("organization")
    return queries.NeedFilter(
        text=text_arg("q"),
        field_ids=id_args("field"),
        district_ids=id_args("district"),
        modes=halls.enum_args("mode", CooperationMode),
        kinds=halls.enum_args("kind", NeedKind),
        budgets=halls.key_args("budget", [bucket.key for bucket in shared.BUCKETS]),
        status=halls.key_arg("status", queries.STATUSES, "open"),
        organization_id=organizations[0] if organizations else None,
        sort=halls.key_arg("sort", queries.SORTS, "newest"),
    )


def _groups(chosen: queries.NeedFilter, facets: queries.Facets) -> Iterator[Group]:
    options = [(key, _(name), facets.statuses[key]) for key, name in queries.STATUS_NAMES.items()]
    yield Group(_("状态"), "status", options, [chosen.status], type="radio", quiet="open")
    yield halls.enum_group(_("类型"), "kind", NeedKind, facets.kinds, chosen.kinds)
    yield halls.field_group(shared.fields(), facets.fields, chosen.field_ids)
    yield halls.district_group(shared.districts(), facets.districts, chosen.district_ids)
    yield halls.enum_group(_("合作方式"), "mode", CooperationMode, facets.modes, chosen.modes)
    yield halls.bucket_group(_("资金"), "budget", facets.budgets, chosen.budgets)


def _extra(chosen: queries.NeedFilter) -> list[tuple[str, str, str]]:
    found = [("q", chosen.text, _("含“%(text)s”", text=chosen.text))] if chosen.text else []
    name = shared.organization_name(chosen.organization_id)
    return [*found, ("organization", request.args["organization"], name)] if name else found


def _sorts() -> list[tuple[str, str]]:
    return [("newest", _("最新发布")), ("budget", _("资金从高到低")), ("deadline", _("截止最近"))]
