"""The parts of the form, in the order of the official 揭榜申报书."""

from typing import Any

from flask_babel import lazy_gettext as _l

from matchmaker.errors import Invalid
from matchmaker.web.bids.forms import BidForm

SECTIONS = (
    ("part-overview", _l("单位或联合体情况"), ("overview", "partners")),
    ("part-state", _l("国内外现状"), ("state_of_art",)),
    ("part-approach", _l("攻关内容、方法、路线"), ("approach",)),
    ("part-basis", _l("工作基础"), ("basis",)),
    ("part-team", _l("首席专家与团队"), ("chief_name", "chief_title", "chief_phone", "chief_specialty", "team")),
    ("part-responses", _l("榜单指标响应"), ("responses",)),
    ("part-schedule", _l("进度安排"), ("schedule",)),
    ("part-use", _l("产业化与知识产权"), ("commercialization", "ip_terms")),
    ("part-budget", _l("经费预算"), ("budget_total", "lump_sum", "budget_lines")),
    ("part-relations", _l("关联关系声明"), ("no_relations", "relations")),
    ("part-files", _l("附件"), ("file",)),
    ("part-contact", _l("联系方式"), ("contact_name", "contact_phone", "contact_email")),
)


def sections_of(form: BidForm, missing: list[Invalid] | None) -> list[dict[str, Any]]:
    """`missing` are all faults of the stored draft, where it is the draft that is shown."""
    lacking = {fault.field.split(".")[0] for fault in missing or ()}
    return [
        {
            "id": place,
            "label": label,
            "errors": sum(bool(error) for name in names if name in form for error in form[name].errors),
            "done": missing is not None and lacking.isdisjoint(names) and any(_filled(form, name) for name in names),
        }
        for place, label, names in SECTIONS
    ]


def _filled(form: BidForm, name: str) -> bool:
    return name in form and bool(form[name].data)
