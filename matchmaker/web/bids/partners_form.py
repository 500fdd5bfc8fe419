from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Length

from matchmaker.services.consortium import LONGEST_TASK
from matchmaker.web.fields import LongTextField, Required, TextField, at_most


class InvitationForm(FlaskForm):
    named = TextField(
        _l("联合单位"),
        validators=[Required(_l("请填写单位全称或统一社会信用代码。")), at_most(120)],
        description=_l("在平台认证过的单位，填写全称或统一社会信用代码"),
    )
    task = LongTextField(
        _l("承担的任务"),
        validators=[
            Required(_l("请写明这个单位承担的任务。")),
            Length(max=LONGEST_TASK, message=_l("请控制在 300 字以内。")),
        ],
        description=_l("对方确认前能看到这一项"),
        render_kw={"rows": 3},
    )
