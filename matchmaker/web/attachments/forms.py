from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired, MultipleFileField

from matchmaker.services.attachments import MOST, TYPES

ACCEPTED = ",".join(f".{ending}" for ending in TYPES)


class UploadForm(FlaskForm):
    file = FileField(
        _l("选择文件"),
        validators=[FileRequired(_l("请先选择一个文件。"))],
        render_kw={"accept": ACCEPTED},
    )

    def __init__(self, *args: Any, most: int = MOST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.description = gettext(
            "PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片，每个不超过 %(limit)s MB，最多 %(most)s 个。",
            limit=_limit(),
            most=most,
        )


class FilesField(MultipleFileField):
    """Files that come with a form, all in one request; `what` says which ones are meant."""

    def __init__(self, label: Any = None, *, what: Any = "", most: int = MOST, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"accept": ACCEPTED}, **kwargs)
        bounds = gettext(
            "最多 %(most)s 个：PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片，合计不超过 %(limit)s MB",
            most=most,
            limit=_limit(),
        )
        self.description = gettext("%(what)s；%(bounds)s", what=what, bounds=bounds) if what else bounds

    def given(self) -> list[tuple[str, Any]]:
        """Names and streams."""
        return [(each.filename, each.stream) for each in self.data or () if each and each.filename]


def _limit() -> int:
    return int(current_app.config["UPLOAD_BYTES"]) // 2**20
