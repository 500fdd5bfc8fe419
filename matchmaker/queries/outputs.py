from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from matchmaker.queries.paging import Page, paginate
from models import Output, Project, db
from models.project_enums import OutputKind


@dataclass(frozen=True)
class OutputFilter:
    project_id: int
    kind: OutputKind | None = None


@dataclass(frozen=True)
class KindTotal:
    """`amount` in 万元, `people` in persons; of the kinds that have them."""

    kind: OutputKind
    count: int
    amount: Decimal | None
    people: int | None


def listing(chosen: OutputFilter, page: int) -> Page[Output]:
    return paginate(listing_rows(chosen), page)


def listing_rows(chosen: OutputFilter) -> Select[tuple[Output]]:
    """The latest first."""
    query = select(Output).where(Output.project_id == chosen.project_id)
    if chosen.kind:
        query = query.where(Output.kind == chosen.kind)
    parties = joinedload(Output.project).options(joinedload(Project.firm), joinedload(Project.provider))
    return query.options(parties).order_by(Output.achieved_on.desc(), Output.id.desc())


def totals(project: Project) -> list[KindTotal]:
    """Of the kinds that there are, in their order; one query."""
    query = select(Output.kind, func.count(), func.sum(Output.amount), func.sum(Output.people))
    rows = db.session.execute(query.where(Output.project_id == project.id).group_by(Output.kind))
    found = {kind: KindTotal(kind, count, amount, people) for kind, count, amount, people in rows}
    return [found[kind] for kind in OutputKind if kind in found]


def get(project: Project, output_id: int) -> Output | None:
    """None when the project has no such entry."""
    output = db.session.get(Output, output_id)
    return output if output is not None and output.project_id == project.id else None
