"""填报助手: what a need or an achievement still lacks or says unclearly; strings in, advice out."""

from .advice import Advice, Coaching, Part, Phrase, Severity
from .coaching import advise_achievement, advise_need
from .drafts import AchievementDraft, NeedDraft, ParameterRow, RequirementRow

__all__ = [
    "AchievementDraft",
    "Advice",
    "Coaching",
    "NeedDraft",
    "ParameterRow",
    "Part",
    "Phrase",
    "RequirementRow",
    "Severity",
    "advise_achievement",
    "advise_need",
]
