"""What a match sheet says of a requirement, in words: the gap, the reason, the question that is still open."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.queries.match_sheet import Line, MatchSheet

VERDICTS = {
    "met": ("✓", _l("满足")),
    "partial": ("±", _l("部分满足")),
    "unmet": ("✕", _l("不满足")),
    "unknown": ("?", _l("未提及")),
}
REASONS = {
    "fulfilled": _l("达到要求"),
    "same_text": _l("原文写明"),
    "overlap": _l("给出的范围只有一部分达到要求"),
    "near_miss": _l("只差一点，在容差之内"),
    "no_number": _l("提到了这一项，没有可比的数值"),
    "missed": _l("没有达到要求"),
    "denied": _l("成果写明未达到"),
    "other_unit": _l("给出的是另一种单位的数值，不能直接比较"),
    "only_change": _l("只写了变化幅度，没有写达到的数值"),
    "other_condition": _l("是在另一种条件下测得的，不能直接比较"),
    "untested": _l("成果写明尚未验证"),
    "no_statement": _l("出现了这一项，没有说明达到什么程度"),
    "not_mentioned": _l("成果中没有提到"),
}
REQUEST, OFFER, RECOMMEND = _l("请求对接"), _l("我能解决"), _l("推荐撮合")
# Where the figures alone say enough.
PLAIN = ("fulfilled", "missed")
PERCENT = ("%", "％")


def gap_text(line: Line) -> str:
    """The distance from what is asked, in its unit and in percent of it; '' where there are not two numbers."""
    gap = line.gap
    if gap is None:
        return ""
    if not gap.difference:
        return _("正好达到")
    given = {"amount": _amount(abs(gap.difference), gap.unit)}
    if gap.percent is None:
        return _distance(gap, given)
    return _("%(gap)s（%(percent)s%%）", gap=_distance(gap, given), percent=_percent(abs(gap.percent)))


def _distance(gap: Any, given: dict[str, str]) -> str:
    if gap.direction == "worse":
        return _("差 %(amount)s", **given)
    return _("超出 %(amount)s", **given) if gap.difference > 0 else _("比要求低 %(amount)s", **given)


def reason_text(line: Line) -> str:
    """Why the verdict is what it is, unless the gap says so already."""
    return "" if line.gap and line.reason in PLAIN else str(REASONS[line.reason])


def figure(value: float) -> str:
    """A whole number in full, any other with four digits that count: 20,000, 3.2, 0.0125."""
    if value == round(value) and abs(value) < 1e9:
        return f"{value:,.0f}"
    short = float(f"{value:.4g}")
    return f"{short:,}" if abs(short) < 1e9 else f"{short:g}"


def _percent(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0") if value >= 0.1 else figure(value)


def _amount(value: float, unit: str) -> str:
    if unit in PERCENT:
        return _("%(number)s 个百分点", number=figure(value))
    return f"{figure(value)} {unit}".rstrip()


QUESTIONS = {
    "no_number": _l("材料中提到了但没有数值，实测是多少？"),
    "overlap": _l("材料写的是 %(offered)s，在我们的工况下能稳定做到多少？"),
    "near_miss": _l("材料写的是 %(offered)s，改进后能否达到，需要什么条件？"),
    "other_unit": _l("材料写的是 %(offered)s，能否按要求的单位给出数值？"),
    "only_change": _l("材料只写了变化幅度，变化之后达到的数值是多少？"),
    "other_condition": _l("材料中的 %(offered)s 是在别的条件下测得的，在要求的条件下是多少？"),
    "untested": _l("材料写明尚未验证，计划何时验证，预计能达到多少？"),
    "no_statement": _l("材料中出现了这一项但没有说明程度，实测是多少？"),
    "not_mentioned": _l("材料中没有提到，能否达到？有没有检测报告？"),
}


def question(line: Line) -> str:
    """What to ask the achievement's team about a requirement that its text leaves open."""
    row = line.requirement
    asked = str(QUESTIONS[line.reason]) % {"offered": line.offered}
    return _("“%(indicator)s”要求 %(demand)s：%(asked)s", indicator=row.indicator, demand=row.demand, asked=asked)


def letter(sheet: MatchSheet) -> str:
    """The open questions as one message, ready to be sent to the achievement's team."""
    need, achievement = (f"{item.number} {item.title}" for item in (sheet.need, sheet.achievement))
    opening = _(
        "您好！我们在对照技术需求“%(need)s”与贵方成果“%(achievement)s”，有以下几项想请教：",
        need=need,
        achievement=achievement,
    )
    numbered = [f"{number}. {question(line)}" for number, line in enumerate(sheet.open_lines, start=1)]
    return "\n".join([opening, *numbered, _("如有检测报告、样品或应用案例，也请一并提供。谢谢！")])
