"""One challenge with everybody who may have a hand in it, and the state of all that belongs to it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from matchmaker.adapters import clock
from matchmaker.services.needs import close_bidding
from models import Base, Bid, Evaluation, Need, Objection, Project, Publicity, ReviewAssignment, User, db
from models.challenge_enums import AssignmentState, EvaluationState, ObjectionState
from models.enums import OrganizationKind, Role
from tests.factories import OrganizationFactory, bureau_user, firm_user, research_user
from tests.factories.challenges import ChallengeFactory, expert_user

KEPT = {"user", "user_role", "organization", "expert_profile", "field", "district"}
EXPERTS = ("expert 1", "expert 2", "expert 3", "expert 4")


def cast() -> dict[str, User]:
    """Everybody, by the part they play. The experts belong to an organization that cannot bid."""
    institute = OrganizationFactory(kind=OrganizationKind.BROKERAGE, name="临沂市科技评估中心")
    return {
        "firm": firm_user(),
        "other firm": firm_user(),
        "lead": research_user(),
        "rival": research_user(),
        "partner": firm_user(),
        "officer": bureau_user(Role.OFFICER),
        "supervisor": bureau_user(Role.SUPERVISOR),
        **{name: expert_user(organization=institute) for name in EXPERTS},
    }


class Stage:
    """What is asked of the database is remembered until the next look at all states."""

    def __init__(self, people: dict[str, User], patch: pytest.MonkeyPatch) -> None:
        self.people = people
        self._known: dict[object, Any] = {}
        self._patch, self._start, self._ahead = patch, clock.now(), timedelta()
        self.pass_time(timedelta())
        _clear()
        self.need: Need = ChallengeFactory(author=people["firm"])

    def pass_time(self, by: timedelta) -> None:
        self._ahead += by
        now = self._start + self._ahead
        self._patch.setattr(clock, "now", lambda: now)

    def pass_deadline(self) -> None:
        self.pass_to(self.need.bid_deadline + timedelta(seconds=1))
        close_bidding()

    def pass_to(self, moment: datetime) -> None:
        self.pass_time(max(moment - clock.now(), timedelta()))

    @property
    def in_time(self) -> bool:
        return clock.now() <= self.need.bid_deadline

    def bid(self, lead: str) -> Bid | None:
        own = {"need_id": self.need.id, "organization_id": self.people[lead].organization_id}
        return self._once(lead, lambda: db.session.query(Bid).filter_by(**own).one_or_none())

    @property
    def bids(self) -> list[Bid]:
        return self._once("bids", lambda: db.session.query(Bid).order_by(Bid.id).all())

    @property
    def evaluation(self) -> Evaluation | None:
        """The one under way, or the last."""
        query = db.session.query(Evaluation).order_by(Evaluation.number.desc())
        return self._once("evaluation", query.first)

    def assignment(self, expert: str) -> ReviewAssignment | None:
        rows = self._once("assignments", lambda: list(self.evaluation.assignments) if self.evaluation else [])
        return next((row for row in rows if row.expert_id == self.people[expert].id), None)

    def sat_before(self, expert: str) -> bool:
        """On the panel of a round that was revoked."""
        rows = self._once("all assignments", lambda: db.session.query(ReviewAssignment).all())
        own = [row for row in rows if row.expert_id == self.people[expert].id and row.evaluation is not self.evaluation]
        return any(row.state in (AssignmentState.ACCEPTED, AssignmentState.HANDED_IN) for row in own)

    @property
    def notice(self) -> Publicity | None:
        return self._once("notice", db.session.query(Publicity).order_by(Publicity.id.desc()).first)

    @property
    def waiting(self) -> Objection | None:
        """The first objection without an answer."""
        query = db.session.query(Objection).filter_by(state=ObjectionState.RECEIVED).order_by(Objection.id)
        return self._once("waiting", query.first)

    def evaluates(self, *states: EvaluationState) -> bool:
        return self.evaluation is not None and self.evaluation.state in states

    def states(self) -> dict[str, object]:
        """Of everything that has one, as it is stored."""
        db.session.expire_all()
        self._known.clear()
        return dict(self._states())

    def _once(self, key: object, ask: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = ask()
        return self._known[key]

    def _states(self) -> Iterator[tuple[str, object]]:
        yield "need", (self.need.state.name, self.need.bid_deadline)
        for bid in self.bids:
            yield f"bid {bid.id}", (bid.state.name, bid.reconfirm_since is None)
            yield f"receipts {bid.id}", [receipt.superseded_at is None for receipt in bid.receipts]
            yield f"partners {bid.id}", [partner.state.name for partner in bid.partners]
        for kind in (Evaluation, ReviewAssignment, Objection):
            for row in db.session.query(kind).order_by(kind.id):
                yield f"{kind.__name__} {row.id}", row.state.name
        for kind in (Publicity, Project):
            yield kind.__name__, db.session.query(kind).count()


def _clear() -> None:
    """All but the people and the taxonomy."""
    db.session.rollback()
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in KEPT:
            db.session.execute(table.delete())
    db.session.commit()
