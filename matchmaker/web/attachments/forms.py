from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class UploadForm(FlaskForm):
    file = FileField(
        _l("选择文件"),
        validators=[FileRequired(_l("请先选择一个文件。"))],
        description=_l("PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片，每个不超过 20 MB，最多 10 个。"),
    )
