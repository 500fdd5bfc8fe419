from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from matchmaker.services.meetings import MeetingNotes
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import EnumSelect, LongTextField, Required, TextField, at_most
from models.enums import TalkForm


class MeetingForm(FlaskForm):
    held_on = DayField(_l("会议日期"), validators=[Required(_l("请填写会议日期。"))])
    form = EnumSelect(_l("方式"), validators=[Required()], members=TalkForm, blank=_l("请选择"))
    participants = TextField(
        _l("参加人"),
        validators=[Required(_l("请写明参加人。")), at_most(200)],
        description=_l("各方到会的人，用顿号隔开"),
    )
    summary = LongTextField(_l("会议内容和结论"), validators=[Required(_l("请写下会议要点。")), at_most(4000)])
    next_step = LongTextField(
        _l("下一步"),
        validators=[at_most(1000)],
        description=_l("谁在什么时候前做什么"),
        render_kw={"rows": 3},
    )

    def notes(self) -> MeetingNotes:
        names = ("held_on", "form", "participants", "summary", "next_step")
        return MeetingNotes(**{name: self[name].data for name in names})
