from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from matchmaker.services.attachments import MOST


class UploadForm(FlaskForm):
    file = FileField(
        _l("选择文件"),
        validators=[FileRequired(_l("请先选择一个文件。"))],
    )

    def __init__(self, *args: Any, most: int = MOST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.description = gettext(
            "PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片，每个不超过 %(limit)s MB，最多 %(most)s 个。",
            limit=current_app.config["UPLOAD_BYTES"] // 2**20,
            most=most,
        )
