from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from matchmaker.services.objections import LONGEST, MOST_FILES, SHORTEST, Given
from matchmaker.web.attachments.forms import FilesField
from matchmaker.web.fields import LongTextField, Required, TextField, at_most, halfwidth


class ObjectionForm(FlaskForm):
    name = TextField(_l("姓名"), [Required(_l("请填写姓名。")), at_most(40)], render_kw={"autocomplete": "name"})
    organization_name = TextField(_l("单位"), [at_most(120)], render_kw={"autocomplete": "organization"})
    phone = TextField(
        _l("电话"),
        [at_most(30)],
        filters=[halfwidth],
        render_kw={"type": "tel", "autocomplete": "tel"},
    )
    email = TextField(
        _l("邮箱"),
        [at_most(254)],
        filters=[halfwidth],
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": "false"},
    )
    text = LongTextField(
        _l("异议内容和依据"),
        [Required(_l("请写明异议内容和依据。")), at_most(LONGEST)],
        description=_l("%(least)s 到 %(most)s 字，写明对什么有异议、依据是什么", least=SHORTEST, most=LONGEST),
        render_kw={"rows": 8},
    )
    file = FilesField(_l("证明材料"), most=MOST_FILES)

    def given(self) -> Given:
        names = ("name", "phone", "email", "organization_name", "text")
        return Given(**{name: self[name].data for name in names})
