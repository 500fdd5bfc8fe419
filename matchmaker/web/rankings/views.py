"""What a page reports about the ranking it shows."""

import re

from flask import Blueprint, request
from flask_limiter.util import get_remote_address
from flask_login import current_user

from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.services.sightings import Seen, record_seen
from matchmaker.web.guards import actor, permit
from models.enums import ItemKind

bp = Blueprint("rankings", __name__, url_prefix="/rankings")

MOST = 50
ROW = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})-([1-9][0-9]?)", re.ASCII)
KINDS = {"need": ItemKind.NEED, "achievement": ItemKind.ACHIEVEMENT}


def _person() -> str:
    return current_user.get_id() if current_user.is_authenticated else get_remote_address()


@bp.post("/seen")
@permit(Permission.MEMBER)
@limiter.limit("60 per minute; 600 per hour", key_func=_person)
def seen() -> tuple[str, int]:
    """`asked`: need or achievement; `row` and `opened`, each several times: id asked for, id shown, place. The answer
    is empty whatever was sent: nobody waits for it, and what is not understood is not kept."""
    person, asked, rows = actor(), KINDS.get(request.form.get("asked", "")), _rows()
    if person is not None and asked is not None and rows:
        record_seen(asked, rows, actor=person)
    return "", 204


def _rows() -> list[Seen]:
    """None at all if one of them is malformed or there are too many."""
    texts = [(text, name == "opened") for name in ("row", "opened") for text in request.form.getlist(name)]
    found = [(ROW.fullmatch(text), opened) for text, opened in texts]
    rows = [Seen(int(row[1]), int(row[2]), int(row[3]), opened) for row, opened in found if row]
    fits = len(rows) == len(texts) <= MOST and all(row.place <= MOST for row in rows)
    return rows if fits else []
