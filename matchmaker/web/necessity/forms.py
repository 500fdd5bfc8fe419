from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import NumberRange

from matchmaker.services.necessity_checks import CRITERIA, Opinion
from matchmaker.web.fields import EnumSelect, LongTextField, Required, WholeNumberField, at_most
from models.challenge_enums import NecessityOpinion


def _points(label: Any, help_: Any) -> WholeNumberField:
    rules = [Required(_l("请填写分数。")), NumberRange(0, 100, _l("请填写 0 到 100 之间的整数。"))]
    return WholeNumberField(label, validators=rules, description=help_)


class OpinionForm(FlaskForm):
    industry = _points(_l("产业带动"), _l("突破后对本地产业链、产值和就业的带动，0 到 100 分"))
    basis = _points(_l("研究基础"), _l("企业的设备、人员和前期工作能否支撑攻关，0 到 100 分"))
    indicators = _points(_l("技术指标"), _l("指标是否先进、明确、可检验，0 到 100 分"))
    finance = _points(_l("财务指标"), _l("榜单金额是否与难度相称，企业能否负担，0 到 100 分"))
    opinion = EnumSelect(_l("论证结论"), members=NecessityOpinion, default=NecessityOpinion.SUPPORT)
    comment = LongTextField(
        _l("论证意见"),
        validators=[Required(_l("请写明论证意见。")), at_most(2000)],
        description=_l("科技局据此决定是否发榜，企业看不到专家姓名和意见"),
    )

    def given(self) -> Opinion:
        points = {name: self[name].data for name in CRITERIA}
        return Opinion(**points, opinion=self.opinion.data, comment=self.comment.data)
