from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from matchmaker.web.arguments import YEARS
from matchmaker.web.fields import halfwidth


class DayField(DateField):
    """A date or None; `2026-3-5`, `2026/3/5` and full-width digits are understood too."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "DateField"

    def process_formdata(self, valuelist: list[str]) -> None:
        text = halfwidth(valuelist[0] if valuelist else "").replace("/", "-")
        self.data = None
        if not text:
            return
        try:
            year, month, day = (int(part) for part in text.split("-"))
            self.data = date(year, month, day)
        except ValueError:
            raise ValueError(str(_l("请填写日期，例如 2026-03-05。"))) from None
        if self.data.year not in YEARS:
            self.data = None
            raise ValueError(str(_l("请填写 2000 年到 2100 年之间的日期。")))
