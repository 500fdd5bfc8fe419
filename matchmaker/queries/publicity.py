"""公示栏: decisions that are, or were, before the public."""

from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ExecutableOption

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.policies.publicity import takes_objections
from matchmaker.queries.paging import Page, paginate
from matchmaker.sealing import vault
from models import Bid, BidPartner, Evaluation, Need, Objection, Project, Publicity, db
from models.challenge_enums import EvaluationState, ObjectionState

PHASES = {
    EvaluationState.AWARDED: (N_("已授榜"), "ok"),
    EvaluationState.REOPENED: (N_("异议成立，已终止"), "bad"),
}


@dataclass(frozen=True)
class Chosen:
    """A bid as the public is told of it; `partners` with those that have left."""

    bid: Bid
    chief_name: str
    partners: list[BidPartner]


@dataclass(frozen=True)
class Standing:
    """`phase` is marked for translation; `days_left` is 0 on the last day, None once the period is over."""

    phase: str
    badge: str
    days_left: int | None
    takes_objections: bool


def listing(page: int) -> Page[Publicity]:
    """Those that run first, the one that ends soonest on top; then the others, the latest first."""
    running = (Evaluation.state == EvaluationState.APPROVED) & (Publicity.ends_on >= clock.today())
    query = select(Publicity).join(Publicity.evaluation).options(*_shown())
    order = case((running, 0), else_=1), case((running, Publicity.ends_on)), Publicity.published_at.desc()
    return paginate(query.order_by(*order, Publicity.id.desc()), page)


def get(publicity_id: int) -> Publicity | None:
    objections = selectinload(Publicity.objections).selectinload(Objection.attachments)
    return db.session.get(Publicity, publicity_id, options=[*_shown(), objections])


def of_evaluation(evaluation: Evaluation) -> Publicity | None:
    return db.session.scalar(select(Publicity).where(Publicity.evaluation_id == evaluation.id))


def standing(notice: Publicity) -> Standing:
    phase, badge = PHASES.get(notice.evaluation.state, (N_("公示期满"), "wait"))
    running = takes_objections(notice, clock.now(), clock.today())
    if running:
        phase, badge = N_("公示中"), "open"
    return Standing(phase, badge, (notice.ends_on - clock.today()).days if running else None, running)


def chosen(bid: Bid | None) -> Chosen | None:
    if bid is None:
        return None
    return Chosen(bid, vault.unseal(bid).content.chief_name, bid.joined)


def answered(notice: Publicity) -> list[Objection]:
    return [each for each in notice.objections if each.state is not ObjectionState.RECEIVED]


def project_of(bid: Bid | None) -> Project | None:
    return db.session.scalar(select(Project).where(Project.bid_id == bid.id)) if bid else None


def _shown() -> tuple[ExecutableOption, ...]:
    evaluation = joinedload(Publicity.evaluation)
    need = evaluation.joinedload(Evaluation.need).joinedload(Need.organization)
    partners = selectinload(Bid.partners).joinedload(BidPartner.organization)
    people = (joinedload(Bid.organization), partners)
    winner, reserve = evaluation.joinedload(Evaluation.winner), evaluation.joinedload(Evaluation.reserve)
    return need, winner.options(*people), reserve.options(*people)
