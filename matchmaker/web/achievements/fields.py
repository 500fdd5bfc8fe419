"""Fields that only the achievement form has."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import Choice

SEPARATORS = str.maketrans(dict.fromkeys("；;，,、|\n\t\u3000", " "))
TRL_LABELS = {
    1: _l("1 级 · 发现基本原理"),
    2: _l("2 级 · 形成技术方案"),
    3: _l("3 级 · 方案通过验证"),
    4: _l("4 级 · 实验室样品"),
    5: _l("5 级 · 模拟环境验证"),
    6: _l("6 级 · 中试或样机演示"),
    7: _l("7 级 · 使用环境验证"),
    8: _l("8 级 · 产品定型"),
    9: _l("9 级 · 批量应用"),
}


class TrlSelect(SelectField):
    """1 to 9 (GB/T 22900) or None."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "SelectField"

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice("", _l("请选择"), self.data is None, {})
        for level, text in TRL_LABELS.items():
            yield Choice(str(level), text, self.data == level, {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        given = valuelist[0] if valuelist else ""
        self.data = int(given) if given.isascii() and given.isdecimal() and int(given) in TRL_LABELS else None

    def pre_validate(self, form: Form) -> None:
        """Anything that is not offered counts as not chosen."""


class WordsField(StringField):
    """A few words in one line, as a tuple, each once; any usual sign separates them."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "StringField"

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "；".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(dict.fromkeys("".join(valuelist[:1]).translate(SEPARATORS).split()))
