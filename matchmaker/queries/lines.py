"""A record as one line of a mixed list: what it is called, whose it is, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any

from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ExecutableOption

from models import Achievement, Agreement, Match, Need, Organization, Project, User
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


LOADED: dict[type[Any], Sequence[ExecutableOption]] = {
    Need: (joinedload(Need.organization),),
    Achievement: (joinedload(Achievement.organization),),
    Match: (
        joinedload(Match.need).joinedload(Need.organization),
        joinedload(Match.achievement).joinedload(Achievement.organization),
    ),
    Project: (joinedload(Project.firm), joinedload(Project.provider)),
    Agreement: (joinedload(Agreement.project), joinedload(Agreement.buyer), joinedload(Agreement.seller)),
    Organization: (),
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
    parties = (row.firm.name, row.provider.name)
    return Line(SubjectKind.PROJECT, row.id, row.number, row.title, parties, row.state, row.total_budget)


@line.register
def _agreement(row: Agreement) -> Line:
    parties = (row.buyer.name, row.seller.name)
    title, amounts = row.project.title, (row.amount, row.tech_amount)
    return Line(SubjectKind.AGREEMENT, row.id, row.contract_no, title, parties, row.state, *amounts)


@line.register
def _organization(row: Organization) -> Line:
    return Line(SubjectKind.ORGANIZATION, row.id, row.uscc, row.name, (), row.state)


@line.register
def _user(row: User) -> Line:
    title = f"{row.name} {row.title}".strip()
    return Line(SubjectKind.USER, row.id, "", title, (), row.membership)
