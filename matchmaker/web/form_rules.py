from collections.abc import Callable
from typing import TypeVar

from flask import flash
from flask_wtf import FlaskForm

from matchmaker.errors import DomainError, Invalid
from matchmaker.extensions import db
from matchmaker.web.errors import show_on

Row = TypeVar("Row")


def sound(form: FlaskForm, faults: Callable[[], list[Invalid]]) -> bool:
    """Whether form and rules are content; if not, every fault stands at its field. Rules see only readable values."""
    if not form.validate():
        return False
    found = faults()
    for fault in found:
        show_on(form, fault)
    return not found


def attempt(form: FlaskForm, work: Callable[[], Row]) -> tuple[Row | None, int]:
    """What the use case gives, or nothing and the status, with the refusal standing in the form."""
    try:
        return work(), 200
    except DomainError as error:
        db.session.rollback()
        show_on(form, error)
        return None, error.status


def announce(form: FlaskForm) -> None:
    """Say on top of the page what a form inside it was refused for: it may be far down, or not shown any more."""
    for message in form.form_errors:
        flash(message, "danger")
