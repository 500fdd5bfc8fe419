from typing import Any

from flask import request, session, url_for

from matchmaker.policies.permissions import Permission
from matchmaker.services.accounts import LANGUAGES, set_language
from matchmaker.web.account.blueprint import bp
from matchmaker.web.guards import actor, permit
from matchmaker.web.redirects import go_back


@bp.post("/language")
@permit(Permission.ANYONE)
def switch_language() -> Any:
    code = request.form.get("language", "")
    if code in LANGUAGES:
        session["locale"] = code
        if (user := actor()) is not None:
            set_language(code, actor=user)
    return go_back(url_for("public.home"))
