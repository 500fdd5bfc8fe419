"""What the coach says of the 性能参数."""

from collections.abc import Iterator

from matchmaker.coach import patterns, rows
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.drafts import AchievementDraft, ParameterRow
from matchmaker.messages import N_


def advice(draft: AchievementDraft) -> Iterator[Advice]:
    told = rows.parameters(draft)
    if not told:
        yield Advice(
            "no-parameters",
            "parameters",
            Severity.MISSING,
            Phrase(N_("还没有性能参数，企业没法和自己的指标对照。")),
            Phrase(N_("先写两三项实测值：指标、数值、单位、依据，例如“漏检率 0.3%，第三方检测报告”。")),
        )
    for place, row in told:
        yield from _row(f"parameters-{place}", row)


def _row(name: str, row: ParameterRow) -> Iterator[Advice]:
    if not row.indicator or not row.value:
        empty = "value" if row.indicator else "indicator"
        yield _at(f"{name}-{empty}", "row-half", N_("这一行还缺指标或数值。"), N_("写成“指标＋数值＋单位”。"))
        return
    if not rows.quantified(row):
        message = Phrase(N_("“%(value)s”没有数值，不好和需求对照。"), {"value": row.value})
        hint = Phrase(N_("写实测的数值和单位；有波动的写范围，例如“12～15”。"))
        yield Advice("row-number", f"{name}-value", Severity.IMPROVE, message, hint)
    elif rows.lacks_unit(row):
        yield _at(
            f"{name}-unit", "row-unit", N_("这一行的数值没有单位。"), N_("补上单位；没有单位的比值、系数可以不填。")
        )
    if not row.evidence:
        yield _at(
            f"{name}-evidence",
            "row-evidence",
            N_("这一行没有写依据。"),
            N_("写明数值从哪里来：第三方检测报告、用户报告、中试记录、实验室自测都可以。"),
        )
    elif patterns.NO_PROOF.search(row.evidence):
        message = Phrase(N_("依据写的是“%(evidence)s”，企业不好核对。"), {"evidence": row.evidence})
        hint = Phrase(N_("有检测报告或试验记录的请写上；还没有测的，写明计划什么时候测。"))
        yield Advice("row-evidence", f"{name}-evidence", Severity.IMPROVE, message, hint)


def _at(field: str, code: str, message: str, suggestion: str) -> Advice:
    return Advice(code, field, Severity.IMPROVE, Phrase(message), Phrase(suggestion))
