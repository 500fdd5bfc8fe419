from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matchmaker.errors import Invalid
from matchmaker.messages import N_

FULL = 100


@dataclass(frozen=True)
class ReportContent:
    """What a side says of one period; `percent` of the whole project, `help_wanted` of the bureau."""

    percent: int | None
    done: str
    problems: str = ""
    drop_reason: str = ""
    help_wanted: str = ""


@dataclass(frozen=True)
class HelpAnswer:
    text: str
    promised_on: date | None


def report_faults(content: ReportContent, before: int, most: int = FULL) -> list[Invalid]:
    """Every rule that is broken, each with its form field; `before`: the percent reported for the period before,
    `most`: that of the period after, when it stands already without a reason for having fallen."""
    return [*_percent_faults(content, before, most), *_text_faults(content)]


def answer_faults(answer: HelpAnswer, today: date) -> list[Invalid]:
    faults = []
    if not answer.text:
        faults.append(Invalid(N_("请填写答复。"), field="text"))
    if answer.promised_on is None:
        faults.append(Invalid(N_("请填写承诺办结的日期。"), field="promised_on"))
    elif answer.promised_on < today:
        faults.append(Invalid(N_("承诺日期不能早于今天。"), field="promised_on"))
    return faults


def _percent_faults(content: ReportContent, before: int, most: int) -> Iterator[Invalid]:
    if content.percent is None:
        yield Invalid(N_("请填写总体进度。"), field="percent")
    elif not 0 <= content.percent <= FULL:
        yield Invalid(N_("总体进度应在 0 到 100 之间。"), field="percent")
    elif content.percent > most:
        yield Invalid(N_("后一期已报 %(after)s%%，补报的总体进度不能高于它。"), field="percent", after=most)
    elif content.percent < before and not content.drop_reason:
        yield Invalid(N_("总体进度低于上期的 %(before)s%%，请说明原因。"), field="drop_reason", before=before)


def _text_faults(content: ReportContent) -> Iterator[Invalid]:
    if not content.done:
        yield Invalid(N_("请填写本期完成情况。"), field="done")
