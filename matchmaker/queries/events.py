from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries.paging import PER_PAGE, Page, paginate
from models import (
    Acceptance,
    Agreement,
    ChangeRequest,
    Evaluation,
    Event,
    Need,
    ProgressReport,
    Project,
    Publicity,
    User,
    db,
)
from models.actions import Action
from models.enums import SubjectKind

# What happens to an item before it is published is between its author and the bureau.
BEFORE_PUBLICATION = (Action.CREATE, Action.EDIT, Action.SUBMIT, Action.RETURN)
# A contract is the officer's working paper until it is signed, and so is a change of it until it is in force.
DRAFTING = (Action.CREATE, Action.EDIT, Action.CHANGE_AGREEMENT, Action.REFUSE_AGREEMENT_CHANGE)
# Who judges an acceptance is known to the parties from its conclusion.
PANEL = (Action.NAME_EXPERT, Action.REPLACE_EXPERT, Action.GIVE_VERDICT)
# The public steps of a review; who proposed, scored or closed it is not for the challenge's page.
REVIEW_STEPS = (Action.OPEN_BIDS, Action.START_REVIEW, Action.APPROVE, Action.AWARD)
ITEMS = (SubjectKind.NEED, SubjectKind.ACHIEVEMENT)
OF_PROJECTS = (
    (SubjectKind.PROGRESS_REPORT, ProgressReport),
    (SubjectKind.CHANGE_REQUEST, ChangeRequest),
    (SubjectKind.ACCEPTANCE, Acceptance),
)


def timeline(*rows: Any) -> list[Event]:
    """The log of one or several records, newest first; one query."""
    return list(db.session.scalars(_about(rows)))


def challenge_timeline(need: Need) -> list[Event]:
    """A challenge from draft to award, newest first; nothing of its bids and questions."""
    evaluations = select(Evaluation.id).where(Evaluation.need_id == need.id)
    notices = select(Publicity.id).where(Publicity.evaluation_id.in_(evaluations))
    review = and_(
        Event.subject_kind == SubjectKind.EVALUATION,
        Event.subject_id.in_(evaluations),
        Event.action.in_(REVIEW_STEPS),
    )
    # The challenge's own line says that a notice was published.
    publicity = and_(
        Event.subject_kind == SubjectKind.PUBLICITY, Event.subject_id.in_(notices), Event.action != Action.CREATE
    )
    own = and_(Event.subject_kind == SubjectKind.NEED, Event.subject_id == need.id)
    query = select(Event).where(or_(own, review, publicity)).order_by(Event.at.desc(), Event.id.desc())
    return list(db.session.scalars(query))


def project_timeline(project: Project, actor: User | None, page: int, per_page: int = PER_PAGE) -> Page[Event]:
    """A project's whole thread as the reader may see it, with what was asked to change in it and its acceptance, newest
    first; one query."""
    rows = (project.need, project.achievement, project.match, project, project.agreement)
    private = and_(Event.subject_kind.in_(ITEMS), Event.action.in_(BEFORE_PUBLICATION))
    own = (_of_project(kind, entity, project) for kind, entity in OF_PROJECTS)
    shown = _newest([*_subjects([row for row in rows if row is not None]), *own]).where(~private)
    return paginate(_for_parties(shown, actor), page, per_page)


def agreement_timeline(agreement: Agreement, actor: User | None) -> list[Event]:
    return list(db.session.scalars(_for_parties(_about([agreement]), actor)))


def acceptance_timeline(acceptance: Acceptance, actor: User | None) -> list[Event]:
    return list(db.session.scalars(_for_parties(_about([acceptance]), actor)))


def _for_parties(query: Any, actor: User | None) -> Any:
    if holds(actor, Permission.BUREAU):
        return query
    drafting = and_(Event.subject_kind == SubjectKind.AGREEMENT, Event.action.in_(DRAFTING))
    panel = and_(Event.subject_kind == SubjectKind.ACCEPTANCE, Event.action.in_(PANEL))
    return query.where(~drafting, ~panel)


def _about(rows: Any) -> Any:
    return _newest(_subjects(rows))


def _subjects(rows: Any) -> list[ColumnElement[bool]]:
    return [and_(Event.subject_kind == _kind(row), Event.subject_id == row.id) for row in rows]


def _of_project(kind: SubjectKind, entity: Any, project: Project) -> ColumnElement[bool]:
    own = select(entity.id).where(entity.project_id == project.id)
    return and_(Event.subject_kind == kind, Event.subject_id.in_(own))


def _newest(subjects: list[ColumnElement[bool]]) -> Any:
    return select(Event).where(or_(*subjects)).order_by(Event.at.desc(), Event.id.desc())


def _kind(row: Any) -> SubjectKind:
    return SubjectKind[row.__tablename__.upper()]
