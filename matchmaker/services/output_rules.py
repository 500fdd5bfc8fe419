from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.checks.patent import read_patent_number
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models import Project
from models.project_enums import OutputKind as K

MOST_PEOPLE = 999
# Kinds that go by a number, with what is said when it is missing; others may have one.
NUMBERED = {
    K.PATENT: N_("请填写专利号或申请号。"),
    K.STANDARD: N_("请填写标准号，例如 DB37/T 4567-2026。"),
    K.WORKSTATION: N_("请填写备案文号。"),
    K.PLATFORM: N_("请填写备案或认定文号。"),
}


@dataclass(frozen=True)
class OutputDraft:
    """`amount` in 万元, of 新增销售 only; `people` of 引进人才 only."""

    kind: K
    title: str
    achieved_on: date | None
    number: str = ""
    amount: Decimal | None = None
    people: int | None = None
    note: str = ""


def output_faults(project: Project, draft: OutputDraft) -> list[Invalid]:
    """Every rule that the entry breaks, each with its form field; empty when it is sound."""
    return [*_day_faults(project, draft.achieved_on), *_number_faults(draft), *_measure_faults(draft)]


def plain_number(draft: OutputDraft) -> str:
    """As it is stored: a patent's in its official form. Raises Invalid."""
    return str(read_patent_number(draft.number)) if draft.kind is K.PATENT else draft.number


def _day_faults(project: Project, day: date | None) -> Iterator[Invalid]:
    if day is None:
        yield Invalid(N_("请填写取得日期。"), field="achieved_on")
    elif day > clock.today():
        yield Invalid(N_("取得日期不能晚于今天。"), field="achieved_on")
    elif project.signed_on and day < project.signed_on:
        signed = project.signed_on.isoformat()
        yield Invalid(N_("取得日期不能早于项目签约日期 %(day)s。"), field="achieved_on", day=signed)


def _number_faults(draft: OutputDraft) -> Iterator[Invalid]:
    if not draft.number and draft.kind in NUMBERED:
        yield Invalid(NUMBERED[draft.kind], field="number")
    elif draft.kind is K.PATENT:
        try:
            read_patent_number(draft.number)
        except Invalid as error:
            yield error


def _measure_faults(draft: OutputDraft) -> Iterator[Invalid]:
    if draft.kind is K.SALES and not draft.amount:
        yield Invalid(N_("请填写新增销售额，应大于 0。"), field="amount")
    if draft.kind is not K.SALES and draft.amount is not None:
        yield Invalid(N_("只有新增销售填写金额。"), field="amount")
    if draft.kind is K.PEOPLE and not 1 <= (draft.people or 0) <= MOST_PEOPLE:
        yield Invalid(N_("请填写引进人数，1 到 %(most)s 人。"), field="people", most=MOST_PEOPLE)
    if draft.kind is not K.PEOPLE and draft.people is not None:
        yield Invalid(N_("只有引进人才填写人数。"), field="people")
