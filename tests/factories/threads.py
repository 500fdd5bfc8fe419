import factory

from matchmaker.adapters import clock
from models import Match, Project
from models.enums import MatchOrigin, MatchState, ProjectOrigin, ProjectState
from tests.factories.base import Factory
from tests.factories.items import AchievementFactory, NeedFactory


class MatchFactory(Factory):
    """Requested by the firm, waiting for the researcher."""

    class Meta:
        model = Match

    need = factory.SubFactory(NeedFactory)
    achievement = factory.SubFactory(AchievementFactory)
    number = factory.Sequence(lambda n: f"M-2025-{n:04d}-01")
    origin = MatchOrigin.REQUEST
    state = MatchState.ACCEPTED_BY_ONE
    proposed_by = factory.SelfAttribute("need.author")
    need_consent_at = factory.LazyFunction(clock.now)
    last_activity_at = factory.LazyFunction(clock.now)


class ProjectFactory(Factory):
    """Born from an agreed match, not yet signed."""

    class Meta:
        model = Project

    match = factory.SubFactory(MatchFactory, state=MatchState.AGREED)
    need = factory.SelfAttribute("match.need")
    achievement = factory.SelfAttribute("match.achievement")
    thread = factory.SelfAttribute("need.thread")
    number = factory.LazyAttribute(lambda project: f"P-{project.thread}")
    title = factory.SelfAttribute("need.title")
    origin = ProjectOrigin.MATCH
    state = ProjectState.NEGOTIATING
    firm = factory.SelfAttribute("need.organization")
    provider = factory.SelfAttribute("achievement.organization")
