from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, Required
from models.project_enums import SnapshotKind


class SnapshotForm(FlaskForm):
    kind = EnumSelect(_l("报表种类"), members=SnapshotKind, default=SnapshotKind.MONTHLY)
    day = DayField(
        _l("时期"),
        validators=[Required(_l("请填写报表时期内的一天。"))],
        description=_l("填这一周、月、半年或年里的任意一天，起止日期自动确定"),
    )


class TemplateForm(FlaskForm):
    file = FileField(_l("选择模板"), validators=[FileRequired(_l("请先选择一个文件。"))])

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.file.description = str(_l("Word 文件（.docx），不超过 %(limit)s MB，不含宏", limit=limit))
