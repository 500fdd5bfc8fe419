from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField

from matchmaker.services.attachments import MOST
from matchmaker.services.milestones import Claim
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, Required, at_most


class ClaimForm(FlaskForm):
    done_on = DayField(_l("实际完成日期"), validators=[Required(_l("请填写完成日期。"))])
    note = LongTextField(
        _l("完成情况"),
        validators=[Required(_l("请写明完成情况，对方据此确认。")), at_most(1000)],
        description=_l("做到了什么，对照验收依据说明"),
    )
    file = MultipleFileField(_l("证明材料"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file.description = gettext(
            "PDF、Word、Excel、PowerPoint 文件或 PNG、JPG 图片，每个不超过 %(limit)s MB，最多 %(most)s 个。",
            limit=current_app.config["UPLOAD_BYTES"] // 2**20,
            most=MOST,
        )

    def claim(self) -> Claim:
        given = [(each.filename, each.stream) for each in self.file.data or () if each and each.filename]
        return Claim(self.done_on.data, self.note.data, given)
