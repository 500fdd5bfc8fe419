"""What the coach says of the 考核指标."""

from collections.abc import Iterator
from itertools import islice

from matchmaker.coach import rows
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.drafts import NeedDraft, RequirementRow
from matchmaker.coach.found_rows import rows_in
from matchmaker.coach.texts import has_number, plain
from matchmaker.messages import N_

MOST_OFFERED = 4


def advice(draft: NeedDraft) -> Iterator[Advice]:
    told = rows.requirements(draft)
    if not told:
        yield Advice(
            "no-requirements",
            "requirements",
            Severity.MISSING,
            Phrase(N_("还没有考核指标，对方主要看这几行判断能不能做。")),
            Phrase(N_("先写最要紧的两三行：指标、数值、单位，例如“表面粗糙度 Ra ≤ 0.8 μm”。")),
        )
    for place, row in told:
        yield from _row(f"requirements-{place}", row)
    yield from _offered(draft)
    if not rows.tells_present_level(draft):
        yield Advice(
            "present-level",
            f"requirements-{told[0][0]}-current_level" if told else "background",
            Severity.IMPROVE,
            Phrase(N_("没有写现在做到多少，看不出差距。")),
            Phrase(N_("在指标的“现有水平”一栏或背景里写上现状的数值，例如“现在合格率 86%”。")),
        )


def _row(name: str, row: RequirementRow) -> Iterator[Advice]:
    if not row.indicator:
        yield _at(
            f"{name}-indicator", "row-indicator", N_("这一行没有写指标名称。"), N_("写明测的是什么，例如“含水率”。")
        )
    if not row.value:
        yield _at(
            f"{name}-value",
            "row-value",
            N_("这一行还没有写要求值。"),
            N_("写一个数值；没有把握时按客户或标准的要求写。"),
        )
    elif not rows.quantified(row) and row.indicator:
        message = Phrase(N_("“%(value)s”没有数值，验收时不好判断。"), {"value": row.value})
        hint = Phrase(N_("写成数值和单位；只能定性的，写出可以检查的说法，例如“目视无裂纹”“通过 72 h 盐雾试验”。"))
        yield Advice("row-number", f"{name}-value", Severity.IMPROVE, message, hint)
    elif rows.lacks_unit(row):
        yield _at(
            f"{name}-unit", "row-unit", N_("这一行的数值没有单位。"), N_("补上单位；没有单位的比值、系数可以不填。")
        )
    if row.comparator == "RANGE" and row.value and not row.value_high:
        yield _at(
            f"{name}-value_high",
            "row-range",
            N_("选了“区间”，但只写了一端。"),
            N_("补上另一端的数值，或者把关系改为 ≥ 或 ≤。"),
        )


def _at(field: str, code: str, message: str, suggestion: str) -> Advice:
    return Advice(code, field, Severity.IMPROVE, Phrase(message), Phrase(suggestion))


def _offered(draft: NeedDraft) -> Iterator[Advice]:
    """Demands within the problem's text that no row has yet."""
    known = {plain(value) for row in draft.requirements for value in (row.value, row.value_high) if has_number(value)}
    unknown = (found for found in rows_in(draft.problem) if found.row.value not in known)
    for found in islice(unknown, MOST_OFFERED):
        yield Advice(
            "number-in-text",
            "problem",
            Severity.IMPROVE,
            Phrase(N_("“%(words)s”还不在考核指标里。"), {"words": found.words}),
            Phrase(N_("可以加为一行考核指标，匹配时会逐项对照。")),
            found.span,
            found.row,
        )
