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
    return _("%(gap)s（%(percent)s%%）", gap=_distance(gap, given), percent=figure(abs(gap.percent)))


def _distance(gap: Any, given: dict[str, str]) -> str:
    if gap.direction == "worse":
        return _("差 %(amount)s", **given)
    return _("超出 %(amount)s", **given) if gap.difference > 0 else _("比要求低 %(amount)s", **given)


def reason_text(line: Line) -> str:
    """Why the verdict is what it is, unless the gap says so already."""
    return "" if line.gap and line.reason in PLAIN else str(REASONS[line.reason])


def figure(value: float) -> str:
    """Four digits that count, without trailing zeros: 3.2, 20,000, 0.0125."""
    short = float(f"{value:.4g}")
    if 0 < abs(short) < 0.0001:
        return f"{short:g}"
    whole, _point, rest = f"{short:,.7f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _amount(value: float, unit: str) -> str:
    if unit in PERCENT:
        return _("%(number)s 个百分点", number=figure(value))
    return f"{figure(value)} {unit}".rstrip()


def question(line: Line) -> str:
    """What to ask the achievement's team about a requirement that its text leaves open."""
    row = line.requirement
    given = {"indicator": row.indicator, "demand": row.demand, "offered": line.offered}
    if line.reason == "no_number":
        return _("“%(indicator)s”要求 %(demand)s，材料中提到了但没有数值，实测是多少？", **given)
    if line.reason == "overlap":
        return _("“%(indicator)s”要求 %(demand)s，材料写的是 %(offered)s，在我们的工况下能稳定做到多少？", **given)
    if line.reason == "near_miss":
        return _("“%(indicator)s”要求 %(demand)s，材料写的是 %(offered)s，改进后能否达到，需要什么条件？", **given)
    if line.reason == "other_unit":
        return _("“%(indicator)s”要求 %(demand)s，材料写的是 %(offered)s，能否按要求的单位给出数值？", **given)
    if line.reason == "only_change":
        return _("“%(indicator)s”要求 %(demand)s，材料只写了变化幅度，变化之后达到的数值是多少？", **given)
    return _("“%(indicator)s”要求 %(demand)s，材料中没有提到，能否达到？有没有检测报告？", **given)


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
