"""What is said of each demand of a need: verdict, reason, quotation and gap."""

from dataclasses import dataclass
from enum import StrEnum

from .quantities import Quantity
from .text import Sentence


class Verdict(StrEnum):
    """How a demand stands; matching.judging says what each one takes."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why the verdict is what it is; each reason belongs to one verdict."""

    FULFILLED = "fulfilled"  # MET: every offered value lies within what is demanded
    SAME_TEXT = "same_text"  # MET: a demand without a number, found in the same words, or with the same standard
    OVERLAP = "overlap"  # PARTIAL: some of the offered values fulfil it, others do not
    NEAR_MISS = "near_miss"  # PARTIAL: missed by no more than the tolerance
    NO_NUMBER = "no_number"  # PARTIAL: words speak for it, but there is no number to compare
    MISSED = "missed"  # UNMET: no offered value fulfils it
    DENIED = "denied"  # UNMET: the achievement says itself that it does not reach it
    OTHER_UNIT = "other_unit"  # UNKNOWN: numbers of another kind, which cannot be compared
    ONLY_CHANGE = "only_change"  # UNKNOWN: only how much it rose or fell is said, not where it stands
    OTHER_CONDITION = "other_condition"  # UNKNOWN: measured under other conditions (25 ℃ instead of 100 ℃)
    UNTESTED = "untested"  # UNKNOWN: the achievement says itself that this was not tested
    NO_STATEMENT = "no_statement"  # UNKNOWN: the indicator occurs, but nothing is said for or against it
    NOT_MENTIONED = "not_mentioned"  # UNKNOWN: the indicator does not occur


class Direction(StrEnum):
    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement row of a need: comparator is one of COMPARATORS; value_high only counts for a range."""

    indicator: str
    comparator: str
    value: str
    value_high: str = ""
    unit: str = ""
    required: bool = True


COMPARATORS = (">=", "<=", "=", "range")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quoted sentence and its place; spans are (start, end) in sentence.text.

    number marks the compared number (None without one), words the words shared with the demand's indicator.
    similarity is the centred cosine of the demand's row and the sentence, None when vectors are missing.
    """

    sentence: Sentence
    number: tuple[int, int] | None
    words: tuple[tuple[int, int], ...]
    similarity: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Offered minus demanded, in the demand's own unit, at the bound that decides.

    percent is the difference in percent of the demanded value (None where that is 0); direction says whether the
    difference speaks for the achievement.
    """

    demanded: float
    offered: float
    difference: float
    percent: float | None
    unit: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one demand; evidence is None when nothing was found to quote, gap without two numbers."""

    demand: Demand
    verdict: Verdict
    reason: Reason
    evidence: Evidence | None = None
    offered: Quantity | None = None
    gap: Gap | None = None
