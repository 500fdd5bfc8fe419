from tests.factories.items import AchievementFactory, NeedFactory
from tests.factories.people import OrganizationFactory, UserFactory, bureau_user, firm_user, research_user
from tests.factories.threads import MatchFactory, ProjectFactory

__all__ = [
    "AchievementFactory",
    "MatchFactory",
    "NeedFactory",
    "OrganizationFactory",
    "ProjectFactory",
    "UserFactory",
    "bureau_user",
    "firm_user",
    "research_user",
]
