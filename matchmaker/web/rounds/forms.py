from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, SelectMultipleField
from wtforms.fields.choices import Choice
from wtforms.validators import ValidationError

from matchmaker.queries import halls
from matchmaker.services.rounds import RoundDraft
from matchmaker.services.rubrics import DEFAULT, MOST, CriterionDraft
from matchmaker.web.arguments import as_number
from matchmaker.web.day_field import DayField
from matchmaker.web.fields import (
    NOT_LISTED,
    LongTextField,
    Required,
    TextField,
    WholeNumberField,
    at_most,
)
from matchmaker.web.filters import label as label_of
from matchmaker.web.form_rows import RowList
from models import CollectionRound


class RowMultiCheckbox(SelectMultipleField):
    """Any number of rows of a small table, as check boxes; the data are their ids."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, rows: Callable[[], Iterable[Any]], **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.rows = list(rows())
        self.type = "SelectMultipleField"

    def iter_choices(self) -> Iterator[Choice]:
        for row in self.rows:
            yield Choice(str(row.id), label_of(row), row.id in (self.data or ()), {})

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [as_number(text) for text in valuelist]

    def pre_validate(self, form: Form) -> None:
        if set(self.data) - {row.id for row in self.rows}:
            raise ValidationError(str(NOT_LISTED))


class CriterionForm(Form):
    name = TextField(_l("评分项"), validators=[at_most(40)])
    weight = WholeNumberField(_l("权重"))
    hint = TextField(_l("评分要点"), validators=[at_most(200)])

    @property
    def is_blank(self) -> bool:
        return not self.name.data and not self.weight.data and not self.weight.errors and not self.hint.data


class RoundForm(FlaskForm):
    title = TextField(
        _l("批次名称"),
        validators=[Required(_l("请填写批次名称。")), at_most(120)],
        description=_l("例如“2027年第一批揭榜挂帅技术需求征集”"),
    )
    opens_on = DayField(
        _l("征集开始"), validators=[Required(_l("请填写征集开始日期。"))], description=_l("当天 0 时起接收需求")
    )
    closes_on = DayField(
        _l("征集截止"),
        validators=[Required(_l("请填写征集截止日期。"))],
        description=_l("截至当天 24 时，到时系统自动截止"),
    )
    notice = LongTextField(
        _l("通知正文"),
        validators=[at_most(6000)],
        description=_l("征集范围、申报条件、工作程序和咨询电话。开放征集前必填"),
        render_kw={"rows": 14},
    )
    field_ids = RowMultiCheckbox(
        _l("征集领域"),
        rows=halls.top_fields,
        description=_l("勾选后只收这些领域（含下级领域）的需求；都不选即不限领域"),
    )
    rubric = RowList(FormField(CriterionForm), _l("评分标准"), min_entries=1, max_entries=MOST)

    def draft(self) -> RoundDraft:
        rows = [entry.form for entry in self.rubric.entries if not entry.form.is_blank]
        criteria = (CriterionDraft(row.name.data, row.weight.data or 0, row.hint.data) for row in rows)
        return RoundDraft(
            title=self.title.data,
            notice=self.notice.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            field_ids=tuple(self.field_ids.data),
            rubric=tuple(criteria),
        )


def blank_form() -> RoundForm:
    return RoundForm(rubric=[vars(row) for row in DEFAULT])


def form_of(round_: CollectionRound) -> RoundForm:
    """The usual rubric where the round has none of its own."""
    given = {name: getattr(round_, name) for name in ("title", "opens_on", "closes_on", "notice")}
    rows = round_.rubric or [vars(row) for row in DEFAULT]
    return RoundForm(**given, field_ids=[row.field_id for row in round_.field_rows], rubric=rows)
