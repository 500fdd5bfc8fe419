from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import Length

from matchmaker.services.vocabulary import LONGEST_NOTE, LONGEST_TERM, MOST_TERMS
from matchmaker.web.fields import LongTextField, Required, TextField, at_most
from models import TermGroup


class TermGroupForm(FlaskForm):
    terms = LongTextField(
        _l("术语"),
        validators=[
            Required(_l("请至少填写一个术语。")),
            Length(max=MOST_TERMS * (LONGEST_TERM + 2), message=_l("内容过长，请减少术语。")),
        ],
        description=_l("每行一个，或用顿号隔开；第一个作为代表。只写同义词和缩写，不写仅仅相关的词。"),
        render_kw={"rows": 6},
    )
    note = TextField(_l("备注"), validators=[at_most(LONGEST_NOTE)], description=_l("可不填；例如所属领域或使用范围"))

    @classmethod
    def of(cls, group: TermGroup | None) -> "TermGroupForm":
        """As it is sent, else as the group is stored."""
        stored: dict[str, Any] = {}
        if group is not None:
            stored = {"terms": "\n".join(term.text for term in group.terms), "note": group.note}
        return cls(data=stored)


class ImportForm(FlaskForm):
    file = FileField(
        _l("CSV 文件"),
        validators=[FileRequired(_l("请先选择一个文件。"))],
        description=_l("两列：术语、备注；同组术语用顿号隔开。可先导出，修改后再导入；文件里没有的术语组保持不变。"),
    )
