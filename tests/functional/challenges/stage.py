"""One challenge with everybody who may have a hand in it, and the state of all that belongs to it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.services.needs import close_bidding
from models import Bid, Evaluation, Need, Objection, Project, Publicity, ReviewAssignment, User, db
from models.challenge_enums import EvaluationState
from models.enums import Role
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import ChallengeFactory, expert_user

EXPERTS = ("expert 1", "expert 2", "expert 3", "expert 4")


class Stage:
    """`people` by the part they play; `hours` is how far the clock was put forward."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.people: dict[str, User] = {
            "firm": firm_user(),
            "other firm": firm_user(),
            "lead": research_user(),
            "rival": research_user(),
            "partner": firm_user(),
            "officer": bureau_user(Role.OFFICER),
            "supervisor": bureau_user(Role.SUPERVISOR),
            **{name: expert_user() for name in EXPERTS},
        }
        self.need: Need = ChallengeFactory(author=self.people["firm"])
        self._patch, self._start, self._ahead = patch, clock.now(), timedelta()
        self.pass_time(timedelta())

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
        return db.session.query(Bid).filter_by(**own).one_or_none()

    @property
    def bids(self) -> list[Bid]:
        return db.session.query(Bid).order_by(Bid.id).all()

    @property
    def evaluation(self) -> Evaluation | None:
        """The one under way, or the last."""
        return db.session.query(Evaluation).order_by(Evaluation.number.desc()).first()

    def assignment(self, expert: str) -> ReviewAssignment | None:
        if self.evaluation is None:
            return None
        own = {"evaluation_id": self.evaluation.id, "expert_id": self.people[expert].id}
        return db.session.query(ReviewAssignment).filter_by(**own).one_or_none()

    @property
    def notice(self) -> Publicity | None:
        return db.session.query(Publicity).order_by(Publicity.id.desc()).first()

    def evaluates(self, *states: EvaluationState) -> bool:
        return self.evaluation is not None and self.evaluation.state in states

    def states(self) -> dict[str, object]:
        """Of everything that has one, as it is stored."""
        db.session.expire_all()
        return dict(self._states())

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
