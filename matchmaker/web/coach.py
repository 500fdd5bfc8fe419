"""The coach (填报助手) beside a form and in a review: advice as the page shows it, and forms read without a verdict."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import Field, FieldList, Form

from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.queries.coaching import Help, Hint
from matchmaker.web.arguments import LONGEST_REASON, reason_arg
from matchmaker.web.fields import EnumMultiCheckbox, EnumSelect, squeeze

# Somebody who writes and pauses all the time asks once a second at most.
OFTEN_ENOUGH = "60 per minute; 1200 per hour"
# More than any field of the forms may hold.
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class Said:
    """One piece of advice in the reader's language; `words` stand in the field from about `start` on."""

    text: str
    suggestion: str = ""
    words: str = ""
    start: int = 0
    row: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AtField:
    """Advice about one field: its label, the anchor of its control, what is said."""

    label: str
    anchor: str
    said: list[Said]


@dataclass(frozen=True)
class Group:
    severity: Severity
    fields: list[AtField]

    @property
    def count(self) -> int:
        return sum(len(each.said) for each in self.fields)


def panel(help_: Help, form: type[Form]) -> str:
    """What the page puts beside the form."""
    return render_template("coach/_panel.html", **shown(help_, form))


def shown(help_: Help | None, form: type[Form]) -> dict[str, Any]:
    """For the templates in coach/; nothing is shown before somebody asked."""
    return {"help": help_, "groups": said_in(help_, form) if help_ else []}


def check_pressed() -> bool:
    """检查一下: the form as it stands is looked at, and nothing is saved."""
    return "check" in request.form


def person() -> str:
    """Whom a limit is for: several people of a firm share one address."""
    return str(current_user.get_id())


def readable(form: Form) -> None:
    """What cannot be read counts as not given, and no text is longer than a field may be."""
    for each in form:
        if isinstance(each, FieldList):
            for entry in each.entries:
                readable(entry.form)
        elif each.process_errors or each.data is None:
            each.data = _fallback(each)
        elif isinstance(each.data, str):
            each.data = each.data[:LONGEST_TEXT]


def _fallback(each: Field) -> Any:
    if isinstance(each, EnumSelect) and each.blank is None:
        return each.default or each.members[0]
    return [] if isinstance(each, EnumMultiCheckbox) else each.default


def said_in(help_: Help, form: type[Form]) -> list[Group]:
    """Advice by severity and field, in the order of the form whose class is given."""
    return [group for severity in Severity if (group := _group(severity, help_.hints, form)).fields]


def _group(severity: Severity, hints: list[Hint], form: type[Form]) -> Group:
    chosen = [hint for hint in hints if hint.advice.severity is severity]
    by_field = groupby(chosen, key=lambda hint: hint.advice.field)
    return Group(severity, [AtField(label_of(form, name), anchor(form, name), _said(some)) for name, some in by_field])


def _said(hints: Iterator[Hint]) -> list[Said]:
    return [_one(hint.advice, hint.words) for hint in hints]


def _one(advice: Advice, words: str) -> Said:
    start = advice.span[0] if advice.span else 0
    suggestion = phrase(advice.suggestion) if advice.suggestion else ""
    return Said(phrase(advice.message), suggestion, words, start, _cells(advice))


def _cells(advice: Advice) -> dict[str, str]:
    """What the fields of a new row would hold."""
    if advice.row is None:
        return {}
    names = ("indicator", "comparator", "value", "value_high", "unit")
    return {name: getattr(advice.row, name) for name in names}


def phrase(said: Phrase) -> str:
    return str(_(said.message, **said.params))


def label_of(form: type[Form], name: str) -> str:
    """The label of `problem`; of `requirements-2-value` with its list and row."""
    head, *place = name.split("-")
    unbound = getattr(form, head)
    if not place:
        return str(unbound.args[1] if issubclass(unbound.field_class, FieldList) else unbound.args[0])
    row_form = unbound.args[0].args[0]
    row = _("%(list)s第 %(number)s 行 ", list=unbound.args[1], number=int(place[0]) + 1)
    return row + str(getattr(row_form, place[1]).args[0])


def anchor(form: type[Form], name: str) -> str:
    """Where a link to the field leads: a list of rows as a whole has an id of its own."""
    is_list = "-" not in name and issubclass(getattr(form, name).field_class, FieldList)
    return f"rows-{name}" if is_list else name


def return_reason() -> str:
    """What the officer wrote, and under it the advice that was ticked."""
    ticked = [squeeze(line) for line in request.form.getlist("advice")]
    return "\n".join(line for line in (reason_arg(), *ticked) if line)[:LONGEST_REASON]
