"""Form fields shared by every area: stripped text, enum and row choices, amounts in 万元.

`type` is the plain WTForms type, because the macros of templates/components/forms.html choose the control by it.
"""

import enum
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import Choice
from wtforms.validators import Length, StopValidation, ValidationError
from wtforms.widgets import TextInput

from matchmaker.errors import Invalid
from matchmaker.web.errors import sentence
from matchmaker.web.filters import label as label_of

CENT = Decimal("0.01")
LARGEST_NUMBER = 2**31 - 1  # what an integer column of every database holds
MONEY_MAX = Decimal("99999999.99")
NOT_LISTED = _l("请从列表中选择。")


class Required:
    """Something must be given; a value that could not be read keeps its own message."""

    field_flags = {"required": True}

    def __init__(self, message: Any = None) -> None:
        self.message = message or _l("请填写此项。")

    def __call__(self, form: Form, field: Field) -> None:
        if field.process_errors:
            raise StopValidation()
        if field.data is None or field.data == "" or field.data == []:
            raise StopValidation(str(self.message))


class Checked:
    """A check of matchmaker.checks as a validator: its sentence appears at the field with all the others."""

    def __init__(self, check: Callable[[str], object]) -> None:
        self.check = check

    def __call__(self, form: Form, field: Field) -> None:
        try:
            self.check(field.data)
        except Invalid as error:
            raise ValidationError(sentence(error)) from error


def at_most(count: int) -> Length:
    return Length(max=count, message=_l("最多 %(max)d 字。"))


def squeeze(text: str | None) -> str:
    """Without spaces at the ends and NUL, which databases refuse, with Unix line ends; never None."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


def halfwidth(text: str | None) -> str:
    """Full-width digits, letters and points as their plain forms: １２３．５ → 123.5"""
    return unicodedata.normalize("NFKC", text or "").replace("。", ".").strip()


class TextField(StringField):
    """One line of text, stripped."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[squeeze, *kwargs.pop("filters", ())], **kwargs)
        self.type = "StringField"


class LongTextField(TextAreaField):
    """Paragraphs, stripped."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"rows": 5})
        super().__init__(label, validators, filters=[squeeze, *kwargs.pop("filters", ())], **kwargs)
        self.type = "TextAreaField"


def enum_choices(members: Iterable[Any]) -> list[tuple[str, str]]:
    """(name, label in the reader's language) of an enum class, or of some of its members."""
    return [(member.name, label_of(member)) for member in members]


def _member(members: Iterable[enum.Enum], name: str) -> enum.Enum:
    found = next((member for member in members if member.name == name), None)
    if found is None:
        raise ValueError(str(NOT_LISTED))
    return found


class EnumSelect(SelectField):
    """One member of `members` (an enum class or some of its members) or None; `blank` labels the empty choice.

    Without `blank` something is always chosen: the field's default, else the first member.
    """

    def __init__(
        self, label: Any = None, validators: Any = None, *, members: Iterable[Any], blank: Any = None, **kwargs: Any
    ) -> None:
        self.members, self.blank = tuple(members), blank
        super().__init__(label, validators, **kwargs)
        self.type = "SelectField"

    def iter_choices(self) -> Iterator[Choice]:
        if self.blank is not None:
            yield Choice("", self.blank, self.data is None, {})
        for name, label in enum_choices(self.members):
            yield Choice(name, label, self.data is not None and self.data.name == name, {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = None
            self.data = _member(self.members, valuelist[0]) if valuelist[0] else None

    def pre_validate(self, form: Form) -> None:
        if self.data is None and self.blank is None and not self.process_errors:
            raise StopValidation(str(NOT_LISTED))


class EnumMultiCheckbox(SelectMultipleField):
    """Any number of `members`, as check boxes; the data are a list of members."""

    def __init__(self, label: Any = None, validators: Any = None, *, members: Iterable[Any], **kwargs: Any) -> None:
        self.members = tuple(members)
        super().__init__(label, validators, **kwargs)
        self.type = "SelectMultipleField"

    def iter_choices(self) -> Iterator[Choice]:
        for member in self.members:
            yield Choice(member.name, label_of(member), member in (self.data or ()), {})

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [_member(self.members, name) for name in valuelist]

    def pre_validate(self, form: Form) -> None:
        """Every member was looked up among those offered."""


class RowSelect(SelectField):
    """One row of a small table (district, field, round …) or None; `rows` is a function that lists them.

    Each row has `id` and `label(locale)`; the data are the row's id, `row` is the row.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        rows: Callable[[], Iterable[Any]],
        blank: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.rows, self.blank = list(rows()), blank or _l("请选择")
        self.type = "SelectField"

    @property
    def row(self) -> Any:
        return next((row for row in self.rows if row.id == self.data), None)

    def iter_choices(self) -> Iterator[Choice]:
        yield Choice("", self.blank, self.data is None, {})
        for row in self.rows:
            yield Choice(str(row.id), label_of(row), row.id == self.data, {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = None
            self.data = self._listed(valuelist[0]) if valuelist[0] else None

    def _listed(self, text: str) -> int:
        found = next((row.id for row in self.rows if str(row.id) == text), None)
        if found is None:
            raise ValueError(str(NOT_LISTED))
        return found  # type: ignore[no-any-return]

    def pre_validate(self, form: Form) -> None:
        """The id was looked up among those offered."""


class MoneyField(StringField):
    """万元: Decimal ≥ 0 with at most two decimals, or None; full-width digits and thousands separators accepted."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "DecimalField"

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:.2f}"

    def process_formdata(self, valuelist: list[str]) -> None:
        text = halfwidth(valuelist[0] if valuelist else "").replace(",", "").removesuffix("万元").strip()
        self.data = None
        self.data = parse_money(text) if text else None


def parse_money(text: str) -> Decimal:
    """Raises ValueError with the sentence for the person who typed it."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError(str(_l("请填写数字，单位万元，例如 80 或 80.50。"))) from None
    if not amount.is_finite() or amount < 0:
        raise ValueError(str(_l("金额不能为负数。")))
    if amount > MONEY_MAX:
        raise ValueError(str(_l("金额过大，请检查单位是否为万元。")))
    if amount != amount.quantize(CENT):
        raise ValueError(str(_l("金额最多保留两位小数（单位万元）。")))
    return amount.quantize(CENT)


class WholeNumberField(IntegerField):
    """An integer or None; full-width digits accepted."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.type = "IntegerField"

    def process_formdata(self, valuelist: list[str]) -> None:
        text = halfwidth(valuelist[0] if valuelist else "")
        self.data = None
        if not text:
            return
        try:
            number = int(text)
        except ValueError:
            raise ValueError(str(_l("请填写整数。"))) from None
        if abs(number) > LARGEST_NUMBER:
            raise ValueError(str(_l("数字过大，请核对。")))
        self.data = number
