from models.achievement import Achievement
from models.achievement_rows import (
    AchievementField,
    AchievementInvitation,
    AchievementMode,
    IntellectualProperty,
    Parameter,
    TeamMember,
)
from models.agreement import Agreement
from models.attachment import Attachment
from models.base import Base, db
from models.counter import Counter
from models.event import Event
from models.item_vector import NOT_ENCODED, ItemVector
from models.match import Match, Talk
from models.need import CollectionRound, Need, NeedInvitation, NeedMode, Requirement
from models.notification import Notification, Watch
from models.organization import Organization
from models.project import Milestone, Project
from models.ranker import Ranker, RankerActivation
from models.sighting import Sighting
from models.taxonomy import District, Field
from models.term import Term, TermGroup
from models.user import User, UserRole

__all__ = [
    "NOT_ENCODED",
    "Achievement",
    "AchievementField",
    "AchievementInvitation",
    "AchievementMode",
    "Agreement",
    "Attachment",
    "Base",
    "CollectionRound",
    "Counter",
    "District",
    "Event",
    "Field",
    "IntellectualProperty",
    "ItemVector",
    "Match",
    "Milestone",
    "Need",
    "NeedInvitation",
    "NeedMode",
    "Notification",
    "Organization",
    "Parameter",
    "Project",
    "Ranker",
    "RankerActivation",
    "Requirement",
    "Sighting",
    "Talk",
    "TeamMember",
    "Term",
    "TermGroup",
    "User",
    "UserRole",
    "Watch",
    "db",
]
