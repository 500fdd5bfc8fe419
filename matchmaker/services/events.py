import enum
from typing import Any

from matchmaker.adapters import clock
from models import (
    Acceptance,
    Achievement,
    Agreement,
    AgreementChange,
    Bid,
    ChangeRequest,
    CollectionRound,
    Evaluation,
    Event,
    Export,
    FollowUp,
    Match,
    NecessityCheck,
    Need,
    Objection,
    Organization,
    ProgressReport,
    Project,
    Publicity,
    Question,
    Ranker,
    ReportTemplate,
    ReviewAssignment,
    Snapshot,
    Target,
    TermGroup,
    User,
    db,
)
from models.actions import Action
from models.base import Base
from models.enums import SubjectKind

KINDS: dict[type[Base], SubjectKind] = {
    Organization: SubjectKind.ORGANIZATION,
    User: SubjectKind.USER,
    Need: SubjectKind.NEED,
    Achievement: SubjectKind.ACHIEVEMENT,
    Match: SubjectKind.MATCH,
    Project: SubjectKind.PROJECT,
    Agreement: SubjectKind.AGREEMENT,
    TermGroup: SubjectKind.TERM_GROUP,
    Ranker: SubjectKind.RANKER,
    CollectionRound: SubjectKind.COLLECTION_ROUND,
    NecessityCheck: SubjectKind.NECESSITY_CHECK,
    Question: SubjectKind.QUESTION,
    Bid: SubjectKind.BID,
    Evaluation: SubjectKind.EVALUATION,
    ReviewAssignment: SubjectKind.REVIEW_ASSIGNMENT,
    Publicity: SubjectKind.PUBLICITY,
    Objection: SubjectKind.OBJECTION,
    ProgressReport: SubjectKind.PROGRESS_REPORT,
    ChangeRequest: SubjectKind.CHANGE_REQUEST,
    Acceptance: SubjectKind.ACCEPTANCE,
    AgreementChange: SubjectKind.AGREEMENT_CHANGE,
    FollowUp: SubjectKind.FOLLOW_UP,
    Target: SubjectKind.TARGET,
    Snapshot: SubjectKind.SNAPSHOT,
    ReportTemplate: SubjectKind.REPORT_TEMPLATE,
    Export: SubjectKind.EXPORT,
}
TITLED = (Need, Achievement, Project, CollectionRound, Evaluation, Publicity)


def subject_label(row: Any) -> str:
    number = getattr(row, "number", None) or getattr(row, "contract_no", None)
    name = getattr(row, "title", "") if isinstance(row, TITLED) else getattr(row, "name", "")
    return " ".join(str(part) for part in (number, name) if part)[:160]


def record(
    row: Any,
    action: Action,
    actor: User | None,
    *,
    old: enum.Enum | None = None,
    new: enum.Enum | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add one line to the event log; no actor means the system. The row must be in the session."""
    db.session.flush()
    line = Event(
        at=clock.now(),
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        subject_kind=KINDS[type(row)],
        subject_id=row.id,
        subject_label=subject_label(row),
        action=action,
        old_state=old.name if old else "",
        new_state=new.name if new else "",
        reason=reason,
        data=data or {},
    )
    db.session.add(line)
    return line
