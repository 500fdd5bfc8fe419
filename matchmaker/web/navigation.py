from typing import Any, NamedTuple

from flask import Flask, current_app, request, url_for
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l

from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries import todo
from matchmaker.web.guards import actor


class NavItem(NamedTuple):
    label: Any
    url: str
    active: bool


ITEMS = (
    (_l("需求大厅"), "needs.hall", Permission.ANYONE),
    (_l("成果大厅"), "achievements.hall", Permission.ANYONE),
    (_l("揭榜挂帅"), "rounds.index", Permission.ANYONE),
    (_l("公示栏"), "publicity.index", Permission.ANYONE),
    (_l("对接洽谈"), "matches.mine", Permission.MEMBER),
    (_l("我的揭榜"), "bids.mine", Permission.BID),
    (_l("合作项目"), "projects.index", Permission.MEMBER),
    (_l("技术合同"), "agreements.index", Permission.BUREAU),
    (_l("评审任务"), "reviews.mine", Permission.REVIEW),
    (_l("工作台"), "bureau.home", Permission.BUREAU),
)


def init_app(app: Flask) -> None:
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    user = actor()
    return {
        "nav_items": [_item(*entry) for entry in ITEMS if holds(user, entry[2])],
        "site_owner": gettext("%(city)s科学技术局", city=city()),
        "city": city(),
        "todo_url": url_for("bureau.home" if holds(user, Permission.BUREAU) else "todo.mine"),
        "todo_count": todo.count(user) if user else 0,
        "unread_count": todo.unread_count(user) if user else 0,
        "holds": lambda name: holds(user, Permission[name]),
    }


def city() -> str:
    """Its name in the reader's language."""
    return str(current_app.config["CITY_EN" if str(get_locale()).startswith("en") else "CITY"])


def _item(label: Any, endpoint: str, _permission: Permission) -> NavItem:
    return NavItem(label, url_for(endpoint), request.blueprint == endpoint.partition(".")[0])
