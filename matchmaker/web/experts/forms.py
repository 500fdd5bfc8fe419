from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField

from matchmaker.queries.projects import fields
from matchmaker.services.experts import ProfileEntry
from matchmaker.web.fields import LongTextField, Required, RowSelect, TextField, at_most


class ProfileForm(FlaskForm):
    title = TextField(_l("职称"), validators=[at_most(40)])
    field_id = RowSelect(_l("技术领域"), validators=[Required(_l("请选择技术领域。"))], rows=fields)
    specialty = LongTextField(
        _l("专长"),
        validators=[Required(_l("请写明专长。")), at_most(500)],
        description=_l("研究方向和熟悉的技术，用于推荐合适的评审任务"),
    )
    employers = LongTextField(
        _l("曾任职单位"),
        validators=[at_most(1000)],
        description=_l("每行一个单位全称；这些单位揭榜或发榜时自动回避"),
    )
    available = BooleanField(_l("目前可以接受评审任务"), default=True)

    def entry(self) -> ProfileEntry:
        names = ("field_id", "specialty", "title", "employers", "available")
        return ProfileEntry(**{name: self[name].data for name in names})
