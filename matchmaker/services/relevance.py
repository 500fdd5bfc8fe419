from matchmaker.matching import EncoderUnavailable
from matchmaker.search import relevance
from models import Achievement, Need
from models.enums import RelevanceLevel


def of_pair(need: Need, achievement: Achievement) -> tuple[RelevanceLevel | None, float | None]:
    """Level and probability (of 较强 or above, 0..1) as of now; nothing when the ranking is not to be had."""
    try:
        found = relevance.scored(need, [achievement.id])
    except EncoderUnavailable:
        return None, None
    if not found:
        return None, None
    return RelevanceLevel[found[0].level.name], found[0].probability
