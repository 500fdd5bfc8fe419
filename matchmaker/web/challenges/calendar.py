from flask import Response, abort
from flask_babel import get_locale

from matchmaker.policies.permissions import Permission
from matchmaker.services.challenge_calendar import bid_deadline_file
from matchmaker.web.challenges.blueprint import bp, seen
from matchmaker.web.guards import permit

ICALENDAR = "text/calendar; charset=utf-8"


@bp.get("/calendar")
@permit(Permission.ANYONE)
def calendar(need_id: int) -> Response:
    need = seen(need_id)
    content = bid_deadline_file(need, str(get_locale())) or abort(404)
    answer = Response(content, content_type=ICALENDAR)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{need.number}.ics")
    return answer
