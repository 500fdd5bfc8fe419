"""A record as one line of a mixed list: what it is called, whose it is, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any

from sqlalchemy.orm import defer, joinedload
from sqlalchemy.orm.interfaces import ExecutableOption

from matchmaker.adapters import clock
from models import (
    Acceptance,
    AcceptanceOpinion,
    Achievement,
    Agreement,
    AgreementChange,
    Bid,
    ChangeRequest,
    CollectionRound,
    Evaluation,
    Feedback,
    FollowUp,
    Match,
    Milestone,
    NecessityCheck,
    Need,
    Objection,
    Organization,
    Output,
    Payment,
    ProgressReport,
    Project,
    Publicity,
    Question,
    ReviewAssignment,
    Snapshot,
    User,
)
from models.enums import Labelled, SubjectKind


@dataclass(frozen=True)
class Line:
    """`parties`: names of the organizations; `amount` in 万元, None where the record has none."""

    kind: SubjectKind
    id: int
    number: str
    title: str
    parties: tuple[str, ...]
    state: Labelled
    amount: Decimal | None = None
    tech_amount: Decimal | None = None
    when: date | datetime | None = None
    days: int | None = None
    days_left: int | None = None
    people: int | None = None


SHOWN = 80

_NOTICE = (joinedload(Publicity.evaluation).joinedload(Evaluation.need).joinedload(Need.organization),)

_PARTIES = (joinedload(Project.firm), joinedload(Project.provider))

LOADED: dict[type[Any], Sequence[ExecutableOption]] = {
    Need: (joinedload(Need.organization),),
    Achievement: (joinedload(Achievement.organization),),
    Match: (
        joinedload(Match.need).joinedload(Need.organization),
        joinedload(Match.achievement).joinedload(Achievement.organization),
    ),
    Project: _PARTIES,
    Agreement: (joinedload(Agreement.project), joinedload(Agreement.buyer), joinedload(Agreement.seller)),
    AgreementChange: (
        joinedload(AgreementChange.agreement).options(
            joinedload(Agreement.project), joinedload(Agreement.buyer), joinedload(Agreement.seller)
        ),
    ),
    Bid: (joinedload(Bid.need).joinedload(Need.organization), joinedload(Bid.organization)),
    Evaluation: (joinedload(Evaluation.need).joinedload(Need.organization),),
    ReviewAssignment: (
        joinedload(ReviewAssignment.evaluation).joinedload(Evaluation.need).joinedload(Need.organization),
    ),
    Feedback: (joinedload(Feedback.bid).joinedload(Bid.need).joinedload(Need.organization),),
    Objection: (joinedload(Objection.publicity).options(*_NOTICE),),
    Publicity: _NOTICE,
    CollectionRound: (),
    Question: (joinedload(Question.need),),
    NecessityCheck: (joinedload(NecessityCheck.need).joinedload(Need.organization),),
    FollowUp: (joinedload(FollowUp.project), joinedload(FollowUp.organization)),
    Organization: (),
    Acceptance: (joinedload(Acceptance.project).options(*_PARTIES),),
    AcceptanceOpinion: (joinedload(AcceptanceOpinion.acceptance).joinedload(Acceptance.project).options(*_PARTIES),),
    ChangeRequest: (joinedload(ChangeRequest.project).options(*_PARTIES),),
    Output: (joinedload(Output.project).options(*_PARTIES),),
    ProgressReport: (joinedload(ProgressReport.project).options(*_PARTIES),),
    Payment: (joinedload(Payment.project).options(*_PARTIES),),
    Milestone: (joinedload(Milestone.project).options(*_PARTIES),),
    Snapshot: (defer(Snapshot.content),),
    User: (),
}


@singledispatch
def line(row: Any) -> Line:
    raise TypeError(f"no line known for {type(row).__name__}")


@line.register
def _need(row: Need) -> Line:
    amount = row.award_amount if row.is_challenge else row.budget
    return Line(SubjectKind.NEED, row.id, row.number, row.title, (row.organization.name,), row.state, amount)


@line.register
def _achievement(row: Achievement) -> Line:
    return Line(SubjectKind.ACHIEVEMENT, row.id, row.number, row.title, (row.organization.name,), row.state)


@line.register
def _match(row: Match) -> Line:
    need, achievement = row.need, row.achievement
    parties = (need.organization.name, achievement.organization.name)
    return Line(SubjectKind.MATCH, row.id, row.number, f"{need.title} × {achievement.title}", parties, row.state)


@line.register
def _project(row: Project) -> Line:
    return Line(SubjectKind.PROJECT, row.id, row.number, row.title, _names(row), row.state, row.total_budget)


def _names(project: Project) -> tuple[str, str]:
    return project.firm.name, project.provider.name


@line.register
def _follow_up(row: FollowUp) -> Line:
    project, parties = row.project, (row.organization.name,)
    kind, named = SubjectKind.FOLLOW_UP, (project.number, project.title)
    return Line(kind, row.id, *named, parties, row.state, row.sales, people=row.jobs)


@line.register
def _agreement(row: Agreement) -> Line:
    parties = (row.buyer.name, row.seller.name)
    title, amounts = row.project.title, (row.amount, row.tech_amount)
    return Line(SubjectKind.AGREEMENT, row.id, row.contract_no, title, parties, row.state, *amounts)


@line.register
def _payment(row: Payment) -> Line:
    """On its project, which has the list of them."""
    project, title = row.project, f"{row.title}（{row.project.title}）"
    amount = row.planned_amount if row.paid_on is None else row.paid_amount
    return Line(SubjectKind.PROJECT, project.id, project.number, title, _names(project), row.kind, amount)


@line.register
def _progress_report(row: ProgressReport) -> Line:
    """A call for help that waits, in its own words."""
    project, title = row.project, row.help_wanted[:SHOWN] if row.help_waits else row.project.title
    return Line(SubjectKind.PROGRESS_REPORT, row.id, project.number, title, _names(project), row.state)


@line.register
def _milestone(row: Milestone) -> Line:
    """On its project, whose plan it is part of."""
    project, title = row.project, f"{row.title}（{row.project.title}）"
    return Line(SubjectKind.PROJECT, project.id, project.number, title, _names(project), row.state)


@line.register
def _change_request(row: ChangeRequest) -> Line:
    project = row.project
    return Line(SubjectKind.CHANGE_REQUEST, row.id, project.number, project.title, _names(project), row.state)


@line.register
def _acceptance(row: Acceptance) -> Line:
    project = row.project
    return Line(SubjectKind.ACCEPTANCE, row.id, project.number, project.title, _names(project), row.state)


@line.register
def _acceptance_opinion(row: AcceptanceOpinion) -> Line:
    return line(row.acceptance)


@line.register
def _output(row: Output) -> Line:
    """On its project, which has the list of them."""
    project = row.project
    number = row.number or project.number
    return Line(
        SubjectKind.PROJECT, project.id, number, row.title, _names(project), row.kind, row.amount, people=row.people
    )


@line.register
def _agreement_change(row: AgreementChange) -> Line:
    """On the agreement's page, where it is decided."""
    return replace(line(row.agreement), state=row.state)


@line.register
def _bid(row: Bid) -> Line:
    """For those who bid: days until the deadline."""
    need = row.need
    parties = tuple(dict.fromkeys((need.organization.name, row.organization.name)))
    return Line(SubjectKind.BID, row.id, row.number, need.title, parties, row.state, days_left=_days_to_bid(need))


def _days_to_bid(need: Need) -> int | None:
    now = clock.now()
    return (need.bid_deadline - now).days if need.bid_deadline and need.takes_bids(now) else None


@line.register
def _question(row: Question) -> Line:
    """On the challenge's page, where it is answered."""
    need = row.need
    about = (need.title,)
    return Line(SubjectKind.NEED, need.id, need.number, row.text, about, need.state, days_left=_days_to_bid(need))


@line.register
def _evaluation(row: Evaluation) -> Line:
    need = row.need
    return Line(SubjectKind.EVALUATION, row.id, need.number, need.title, (need.organization.name,), row.state)


@line.register
def _review_assignment(row: ReviewAssignment) -> Line:
    need = row.evaluation.need
    return Line(SubjectKind.REVIEW_ASSIGNMENT, row.id, need.number, need.title, (need.organization.name,), row.state)


@line.register
def _feedback(row: Feedback) -> Line:
    """Where the decision is made: what bidders wait for."""
    need = row.bid.need
    return Line(
        SubjectKind.EVALUATION, row.evaluation_id, need.number, need.title, (need.organization.name,), row.bid.state
    )


@line.register
def _publicity(row: Publicity) -> Line:
    need, state = row.evaluation.need, row.evaluation.state
    return Line(SubjectKind.PUBLICITY, row.id, row.number, need.title, (need.organization.name,), state)


@line.register
def _objection(row: Objection) -> Line:
    title = row.publicity.evaluation.need.title
    return Line(SubjectKind.PUBLICITY, row.publicity_id, row.number, title, (), row.state)


@line.register
def _round(row: CollectionRound) -> Line:
    return Line(SubjectKind.COLLECTION_ROUND, row.id, "", row.title, (), row.state)


@line.register
def _necessity_check(row: NecessityCheck) -> Line:
    need = row.need
    parties = (need.organization.name,)
    return Line(SubjectKind.NECESSITY_CHECK, row.id, need.number, need.title, parties, row.state, need.award_amount)


@line.register
def _snapshot(row: Snapshot) -> Line:
    """By its kind: what waits is in one state."""
    return Line(SubjectKind.SNAPSHOT, row.id, row.number, f"{row.since} – {row.until}", (), row.kind)


@line.register
def _organization(row: Organization) -> Line:
    return Line(SubjectKind.ORGANIZATION, row.id, row.uscc, row.name, (), row.state)


@line.register
def _user(row: User) -> Line:
    title = f"{row.name} {row.title}".strip()
    return Line(SubjectKind.USER, row.id, "", title, (), row.membership)
