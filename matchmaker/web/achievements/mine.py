from flask import render_template, url_for
from flask_babel import gettext as _

from matchmaker.policies.permissions import Permission
from matchmaker.queries import achievements as queries
from matchmaker.queries.list_filters import Tab
from matchmaker.queries.ranking import needs_for_user
from matchmaker.web.achievements.blueprint import bp
from matchmaker.web.arguments import page_arg
from matchmaker.web.guards import actor, permit
from matchmaker.web.halls import key_arg

RECOMMENDED = 10


@bp.get("/mine")
@permit(Permission.POST_ACHIEVEMENT)
def mine() -> str:
    chosen = chosen_of_mine()
    page, counts = queries.mine(actor(), chosen, page_arg()), queries.mine_counts(actor())
    tabs = [
        {"label": _(name), "url": url_for(".mine", state=key), "active": key == chosen.tab, "count": counts[key]}
        for key, name in queries.TAB_NAMES.items()
    ]
    is_first = chosen.tab == "all" and page.page == 1
    return render_template(
        "achievements/mine.html",
        page=page,
        tab=chosen.tab,
        tabs=tabs,
        matches=queries.match_counts(page.rows),
        is_first=is_first,
        recommended=needs_for_user(actor(), RECOMMENDED) if is_first and counts["open"] else [],
        has_open=bool(counts["open"]),
    )


def chosen_of_mine() -> Tab:
    return Tab(key_arg("state", queries.TABS, "all"))
