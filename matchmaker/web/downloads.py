"""Files that are handed out."""

from io import BytesIO
from pathlib import Path

from flask import send_file
from werkzeug.wrappers import Response

from matchmaker.checks import upload

TYPES = upload.TYPES | {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def private_file(content: bytes | Path, name: str, content_type: str | None = None) -> Response:
    """For whoever asked alone: nothing on the way keeps it. Its type is that of the name's ending, unless given."""
    answer = send_file(
        BytesIO(content) if isinstance(content, bytes) else content,
        mimetype=content_type or TYPES[name.rsplit(".", 1)[-1].lower()],
        as_attachment=True,
        download_name=name.replace("/", "-"),
    )
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
