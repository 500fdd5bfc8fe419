"""Demands that stand in a text: 产品纯度不低于99.5% is a row of the 考核指标."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.coach import patterns
from matchmaker.coach.drafts import RequirementRow
from matchmaker.coach.texts import plain

LONGEST_INDICATOR = 16
SENTENCE = 80


@dataclass(frozen=True)
class Found:
    """`words` is the text between the places of `span`."""

    words: str
    span: tuple[int, int]
    row: RequirementRow


def rows_in(text: str) -> Iterator[Found]:
    shown = plain(text)
    for match in patterns.DEMANDED.finditer(shown):
        indicator, start = _indicator(shown, match.start())
        has_unit = match["unit"] or patterns.BARE.search(indicator)
        if indicator and has_unit and not _is_present(shown, match.end()):
            span = start, match.end()
            yield Found(text[slice(*span)], span, _row(match, indicator))


def _is_present(text: str, end: int) -> bool:
    """Whether the sentence so far tells of today's state, or of several values in turn."""
    start = max(text.rfind(sign, 0, end) for sign in patterns.ENDS) + 1
    return patterns.PRESENT.search(text, max(start, end - SENTENCE), end) is not None


def _row(match: re.Match[str], indicator: str) -> RequirementRow:
    comparator = "RANGE" if match["high"] else _comparator(match)
    return RequirementRow(indicator, comparator, match["value"], match["high"] or "", match["unit"] or "")


def _comparator(match: re.Match[str]) -> str:
    if match["tail"] in patterns.UPWARDS:
        return "GE"
    if match["tail"] in patterns.DOWNWARDS or patterns.AT_MOST.match(match["comparator"]):
        return "LE"
    return "GE" if patterns.AT_LEAST.match(match["comparator"]) else "EQ"


def _indicator(text: str, end: int) -> tuple[str, int]:
    """The noun right before the demand, and where it begins; "" when none can be told."""
    before = text[max(0, end - LONGEST_INDICATOR - 1) : end]
    clause = patterns.CLAUSE_END.split(before)[-1]
    noun = patterns.LEADING.sub("", clause)
    tail = patterns.TRAILING.sub("", noun)
    start = end - len(noun)
    return (tail, start) if 2 <= len(tail) <= LONGEST_INDICATOR and not patterns.NUMBER.search(tail) else ("", start)
