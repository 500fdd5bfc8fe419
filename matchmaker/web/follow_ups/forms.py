from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from matchmaker.services.follow_ups import Answer
from matchmaker.web.fields import LongTextField, MoneyField, Required, WholeNumberField, at_most

YES, NO = "yes", "no"
ANSWERS = [SelectChoice(YES, _l("继续合作")), SelectChoice(NO, _l("没有继续"))]
POINT_CHOICES = [
    SelectChoice("5", _l("5 分 非常满意")),
    SelectChoice("4", _l("4 分 满意")),
    SelectChoice("3", _l("3 分 一般")),
    SelectChoice("2", _l("2 分 不满意")),
    SelectChoice("1", _l("1 分 很不满意")),
]


class AnswerForm(FlaskForm):
    sales = MoneyField(
        _l("由此新增的销售额"),
        [Required(_l("请填写销售额，没有请填 0。"))],
        description=_l("从项目完成（或上次回访）到现在；没有填 0"),
    )
    jobs = WholeNumberField(
        _l("由此新增的就业人数"), [Required(_l("请填写就业人数，没有请填 0。"))], description=_l("没有填 0")
    )
    goes_on = RadioField(
        _l("双方合作是否继续"), [Required(_l("请选择合作是否继续。"))], choices=ANSWERS, validate_choice=False
    )
    remark = LongTextField(
        _l("补充说明"), [at_most(500)], description=_l("例如成果的使用情况、遇到的困难、希望科技局做什么")
    )

    def answer(self) -> Answer:
        goes_on = {YES: True, NO: False}.get(self.goes_on.data)
        return Answer(self.sales.data, self.jobs.data, goes_on, self.remark.data or "")


class RatingForm(FlaskForm):
    points = RadioField(
        _l("总体评价"), [Required(_l("请选择 1 到 5 分。"))], choices=POINT_CHOICES, validate_choice=False
    )
    comment = LongTextField(
        _l("说明"), [at_most(300)], description=_l("对方和科技局能看到；单位主页只显示评价的次数和平均分")
    )

    @property
    def chosen(self) -> int | None:
        given: Any = self.points.data
        return int(given) if str(given).isdecimal() else None
