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
from models.bid import Bid, BidFile, BidPartner, Feedback, Receipt
from models.challenge import Amendment, NecessityCheck, Question
from models.collection_round import CollectionRound, RoundField
from models.counter import Counter
from models.criterion import Criterion
from models.evaluation import Evaluation, ExpertProfile, ReviewAssignment, Score
from models.event import Event, EventHead
from models.item_vector import NOT_ENCODED, ItemVector
from models.match import Match, Talk
from models.need import Need, NeedInvitation, NeedMode, Requirement
from models.notification import Notification, Watch
from models.organization import Organization
from models.project import Milestone, Project
from models.publicity import Objection, Publicity
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
    "Amendment",
    "Attachment",
    "Base",
    "Bid",
    "BidFile",
    "BidPartner",
    "CollectionRound",
    "Counter",
    "Criterion",
    "District",
    "Evaluation",
    "Event",
    "EventHead",
    "ExpertProfile",
    "Feedback",
    "Field",
    "IntellectualProperty",
    "ItemVector",
    "Match",
    "Milestone",
    "NecessityCheck",
    "Need",
    "NeedInvitation",
    "NeedMode",
    "Notification",
    "Objection",
    "Organization",
    "Parameter",
    "Project",
    "Publicity",
    "Question",
    "Ranker",
    "RankerActivation",
    "Receipt",
    "Requirement",
    "ReviewAssignment",
    "RoundField",
    "Score",
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
