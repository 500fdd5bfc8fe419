from collections.abc import Callable

from flask_wtf import FlaskForm

from matchmaker.errors import Invalid
from matchmaker.web.errors import show_on


def sound(form: FlaskForm, faults: Callable[[], list[Invalid]]) -> bool:
    """Whether form and rules are content; if not, every fault stands at its field. Rules see only readable values."""
    if not form.validate():
        return False
    found = faults()
    for fault in found:
        show_on(form, fault)
    return not found
