"""The parts of the form for the list at its side: what is filled, where something is wrong."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList

from matchmaker.web.achievements.forms import AchievementForm

PARTS = (
    ("part-basic", _l("基本信息"), ("title", "field_1", "field_2", "field_3", "keywords", "abstract", "advantages")),
    ("part-maturity", _l("成熟度"), ("stage", "trl", "nature", "level", "registration_no", "year")),
    ("part-parameters", _l("性能参数"), ("parameters",)),
    ("part-use", _l("应用与转化"), ("scenes", "cases", "modes", "price")),
    ("part-property", _l("知识产权"), ("intellectual_property",)),
    ("part-team", _l("研发团队"), ("team",)),
    ("part-reach", _l("公开范围"), ("visibility", "invited")),
    ("part-contact", _l("联系方式"), ("contact_name", "contact_phone", "contact_email")),
)
# What each part must have before it counts as filled.
KEYS = {
    "part-basic": ("title", "field_1", "abstract"),
    "part-maturity": ("stage", "trl"),
    "part-use": ("modes",),
    "part-contact": ("contact_name",),
}


def sections(form: AchievementForm) -> list[dict[str, Any]]:
    return [
        {
            "id": part,
            "label": label,
            "errors": sum(_errors(form[name]) for name in names),
            "done": all(_filled(form[name]) for name in KEYS.get(part, names[:1])),
        }
        for part, label, names in PARTS
    ]


def _errors(field: Field) -> int:
    if not isinstance(field, FieldList):
        return bool(field.errors)
    own = sum(isinstance(error, str) for error in field.errors)
    return own + sum(bool(cell.errors) for entry in field.entries for cell in entry.form)


def _filled(field: Field) -> bool:
    if isinstance(field, FieldList):
        return any(not entry.form.is_blank for entry in field.entries)
    return bool(field.data)
