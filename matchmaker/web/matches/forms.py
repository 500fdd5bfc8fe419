from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import Length

from matchmaker.services.match_talks import TalkEntry
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, LongTextField, Required, TextField, WholeNumberField
from models.enums import DeclineReason, TalkForm

LONG = _l("请控制在 2000 字以内。")


class ProposeForm(FlaskForm):
    need_id = WholeNumberField(validators=[Required()])
    achievement_id = WholeNumberField(validators=[Required()])
    note = LongTextField(_l("附言"), validators=[Length(max=500, message=_l("请控制在 500 字以内。"))])
    at_event = BooleanField(_l("在对接活动上促成"))


class TalkEntryForm(FlaskForm):
    held_on = DayField(_l("日期"), validators=[Required(_l("请填写洽谈日期。"))])
    form = EnumSelect(_l("方式"), validators=[Required()], members=TalkForm, blank=_l("请选择"))
    participants = TextField(
        _l("参加人"),
        validators=[Required(_l("请写明参加人。")), Length(max=200, message=_l("请控制在 200 字以内。"))],
        description=_l("双方到场的人，用顿号隔开"),
    )
    summary = LongTextField(
        _l("谈了什么"), validators=[Required(_l("请写下洽谈要点。")), Length(max=2000, message=LONG)]
    )
    next_step = LongTextField(
        _l("下一步"), validators=[Length(max=500, message=_l("请控制在 500 字以内。"))], render_kw={"rows": 2}
    )

    def entry(self) -> TalkEntry:
        names = ("held_on", "form", "participants", "summary", "next_step")
        return TalkEntry(**{name: self[name].data for name in names})


class DeclineForm(FlaskForm):
    reason = EnumSelect(
        _l("原因"), validators=[Required(_l("请选择谢绝原因。"))], members=DeclineReason, blank=_l("请选择")
    )
    note = LongTextField(
        _l("说明"),
        validators=[Length(max=500, message=_l("请控制在 500 字以内。"))],
        description=_l("选择“其他”时必填；对方会看到"),
        render_kw={"rows": 3},
    )
