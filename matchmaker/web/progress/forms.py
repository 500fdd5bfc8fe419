from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from matchmaker.services.progress_rules import HelpAnswer, ReportContent
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import LongTextField, Required, WholeNumberField, at_most

LONGEST = 2000
SHORT = {"rows": 3}


class ReportForm(FlaskForm):
    """Attributes are named as the report's, so that `obj=report` fills it."""

    percent = WholeNumberField(
        _l("总体进度"),
        validators=[Required(_l("请填写总体进度。"))],
        description=_l("整个项目到本期末完成了多少，0 到 100"),
    )
    drop_reason = LongTextField(
        _l("进度下降原因"),
        validators=[at_most(500)],
        description=_l("总体进度低于上期时必填"),
        render_kw=SHORT,
    )
    done = LongTextField(_l("本期完成情况"), validators=[Required(_l("请填写本期完成情况。")), at_most(LONGEST)])
    problems = LongTextField(_l("存在问题"), validators=[at_most(LONGEST)], render_kw=SHORT)
    help_wanted = LongTextField(
        _l("求助科技局"),
        validators=[at_most(LONGEST)],
        description=_l("需要科技局协调解决的事项，经办人会答复并承诺办结日期；没有可留空"),
        render_kw=SHORT,
    )

    def content(self) -> ReportContent:
        names = ("percent", "done", "problems", "drop_reason", "help_wanted")
        return ReportContent(**{name: self[name].data for name in names})


class AnswerForm(FlaskForm):
    text = LongTextField(_l("答复"), validators=[Required(_l("请填写答复。")), at_most(LONGEST)])
    promised_on = DayField(
        _l("承诺办结日期"), validators=[Required(_l("请填写承诺办结的日期。"))], description=_l("不早于今天")
    )

    def answer(self) -> HelpAnswer:
        return HelpAnswer(self.text.data, self.promised_on.data)
