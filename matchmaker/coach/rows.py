"""What a row of a table says."""

from matchmaker.coach import patterns
from matchmaker.coach.drafts import AchievementDraft, NeedDraft, ParameterRow, RequirementRow
from matchmaker.coach.texts import has_number, plain


def quantified(row: RequirementRow | ParameterRow) -> bool:
    """A number, or a statement that can be checked with yes or no: 未检出, 通过 72 h 盐雾试验."""
    return bool(row.indicator) and (has_number(row.value) or bool(patterns.CHECKABLE.match(row.value)))


def lacks_unit(row: RequirementRow | ParameterRow) -> bool:
    """A bare number of something that is measured in a unit."""
    bare = plain(row.value).strip("≥≤><± ").replace(".", "", 1).isdecimal()
    return bare and not row.unit and not patterns.BARE.search(row.indicator)


def proven(row: ParameterRow) -> bool:
    return quantified(row) and bool(row.evidence) and not patterns.NO_PROOF.search(row.evidence)


def requirements(draft: NeedDraft) -> list[tuple[int, RequirementRow]]:
    """The rows that say something, each with its place in the form."""
    return [(place, row) for place, row in enumerate(draft.requirements) if not row.is_blank]


def parameters(draft: AchievementDraft) -> list[tuple[int, ParameterRow]]:
    return [(place, row) for place, row in enumerate(draft.parameters) if not row.is_blank]


def tells_present_level(draft: NeedDraft) -> bool:
    """In a row, or with a number where the present state is told."""
    rows = requirements(draft)
    return any(row.current_level for _, row in rows) or has_number(draft.background + draft.current_basis)
