from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from matchmaker.services.milestones import Claim
from matchmaker.web.attachments.forms import FilesField
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, Required, at_most


class ClaimForm(FlaskForm):
    done_on = DayField(_l("实际完成日期"), validators=[Required(_l("请填写完成日期。"))])
    note = LongTextField(
        _l("完成情况"),
        validators=[Required(_l("请写明完成情况，对方据此确认。")), at_most(1000)],
        description=_l("做到了什么，对照验收依据说明"),
    )
    file = FilesField(_l("证明材料"))

    def claim(self) -> Claim:
        return Claim(self.done_on.data, self.note.data, self.file.given())
