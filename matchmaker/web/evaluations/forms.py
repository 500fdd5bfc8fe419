from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from matchmaker.web.day_field import DayField
from matchmaker.web.fields import Required


class StartForm(FlaskForm):
    due_on = DayField(_l("评审截止日期"), validators=[Required(_l("请填写评审截止日期。"))])
