"""Advice to who is writing a need or an achievement: never an obstacle, the same for the same draft."""

from matchmaker.coach import achievement_rules, need_rules
from matchmaker.coach.advice import Coaching
from matchmaker.coach.completeness import ACHIEVEMENT_MEASURES, NEED_MEASURES, parts_of
from matchmaker.coach.drafts import AchievementDraft, NeedDraft


def advise_need(draft: NeedDraft) -> Coaching:
    return Coaching(tuple(need_rules.advice(draft)), parts_of(draft, NEED_MEASURES))


def advise_achievement(draft: AchievementDraft) -> Coaching:
    return Coaching(tuple(achievement_rules.advice(draft)), parts_of(draft, ACHIEVEMENT_MEASURES))
