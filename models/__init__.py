from models.acceptance import Acceptance, AcceptanceOpinion
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
from models.agreement_change import AgreementChange
from models.attachment import Attachment
from models.base import Base, db
from models.bid import Bid, BidFile, BidPartner, Feedback, Receipt
from models.challenge import Amendment, NecessityCheck, Question
from models.change_request import ChangeRequest
from models.collection_round import CollectionRound, RoundField
from models.counter import Counter
from models.criterion import Criterion
from models.evaluation import Evaluation, ExpertProfile, ReviewAssignment, Score
from models.event import Event, EventHead
from models.export import Export
from models.follow_up import FollowUp, Rating
from models.item_vector import NOT_ENCODED, ItemVector
from models.match import Match, Talk
from models.meeting import Meeting
from models.milestone import Milestone
from models.need import Need, NeedInvitation, NeedMode, Requirement
from models.notification import Notification, Watch
from models.organization import Organization
from models.output import Output
from models.payment import Payment
from models.progress_report import ProgressReport
from models.project import Project, ProjectIndicator
from models.publicity import Objection, Publicity
from models.ranker import Ranker, RankerActivation
from models.sighting import Sighting
from models.snapshot import ReportTemplate, Snapshot
from models.target import Target
from models.taxonomy import District, Field
from models.term import Term, TermGroup
from models.user import User, UserRole

__all__ = [
    "NOT_ENCODED",
    "Acceptance",
    "AcceptanceOpinion",
    "Achievement",
    "AchievementField",
    "AchievementInvitation",
    "AchievementMode",
    "Agreement",
    "AgreementChange",
    "Amendment",
    "Attachment",
    "Base",
    "Bid",
    "BidFile",
    "BidPartner",
    "ChangeRequest",
    "CollectionRound",
    "Counter",
    "Criterion",
    "District",
    "Evaluation",
    "Event",
    "EventHead",
    "ExpertProfile",
    "Export",
    "Feedback",
    "Field",
    "FollowUp",
    "IntellectualProperty",
    "ItemVector",
    "Match",
    "Meeting",
    "Milestone",
    "NecessityCheck",
    "Need",
    "NeedInvitation",
    "NeedMode",
    "Notification",
    "Objection",
    "Organization",
    "Output",
    "Parameter",
    "Payment",
    "ProgressReport",
    "Project",
    "ProjectIndicator",
    "Publicity",
    "Question",
    "Ranker",
    "RankerActivation",
    "Rating",
    "Receipt",
    "ReportTemplate",
    "Requirement",
    "ReviewAssignment",
    "RoundField",
    "Score",
    "Sighting",
    "Snapshot",
    "Talk",
    "Target",
    "TeamMember",
    "Term",
    "TermGroup",
    "User",
    "UserRole",
    "Watch",
    "db",
]
