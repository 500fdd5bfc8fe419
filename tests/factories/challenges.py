"""An open challenge and what belongs to it. Times are as they would be: the deadline lies two weeks ahead, and two days
back once the challenge is in evaluation."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory

from matchmaker.adapters import clock
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent, Response, Step, digest
from matchmaker.sealing.vault import Sheet
from models import (
    Bid,
    BidPartner,
    CollectionRound,
    Criterion,
    Evaluation,
    ExpertProfile,
    Feedback,
    NecessityCheck,
    Need,
    Objection,
    Publicity,
    Question,
    Receipt,
    ReviewAssignment,
    Score,
    User,
    UserRole,
    db,
)
from models.challenge_enums import AssignmentState, BidState, EvaluationState, RoundState
from models.enums import NeedKind, NeedState, OrganizationKind, Role
from tests.factories import reference
from tests.factories.base import Factory
from tests.factories.items import NeedFactory
from tests.factories.people import OrganizationFactory, UserFactory, research_user

RUBRIC = (("指标响应", 40), ("技术路线", 30), ("团队与基础", 20), ("经费合理性", 10))
OPEN_STATES = (NeedState.DRAFT, NeedState.SUBMITTED, NeedState.ACCEPTED, NeedState.BIDDING)
APPROACH = "多光谱成像与小样本缺陷生成相结合，先离线建库再在线迁移。"


class RoundFactory(Factory):
    """A round that collects needs now."""

    class Meta:
        model = CollectionRound

    title = factory.Sequence(lambda n: f"第{n + 1}批揭榜挂帅技术需求征集")
    state = RoundState.OPEN
    notice = "面向全市规模以上工业企业征集关键核心技术需求。"
    opens_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=5))
    closes_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=25))
    rubric = factory.LazyFunction(lambda: [{"name": name, "weight": weight, "hint": ""} for name, weight in RUBRIC])


class ChallengeFactory(NeedFactory):
    """Open for bids."""

    kind = NeedKind.CHALLENGE
    state = NeedState.BIDDING
    award_amount = Decimal("120.00")
    criteria = factory.LazyFunction(
        lambda: [Criterion(position=place, name=name, weight=weight) for place, (name, weight) in enumerate(RUBRIC, 1)]
    )

    @factory.lazy_attribute
    def bid_deadline(self) -> Any:
        away = timedelta(days=14) if self.state in OPEN_STATES else timedelta(days=-2)
        return clock.end_of_day(clock.today() + away)


def content(need: Need, **given: Any) -> BidContent:
    """A bid with which nothing is amiss."""
    sound: dict[str, Any] = {
        "overview": "学院设有省级机器视觉重点实验室，固定人员二十六人。",
        "state_of_art": "国外设备适用于冷态板材，挤压型材高温在线检测仍是空白。",
        "approach": APPROACH,
        "basis": "已在两条产线完成样机验证。",
        "commercialization": "验收后一年内在三条产线推广。",
        "chief_name": "周景明",
        "chief_title": "教授",
        "chief_phone": "0531-5550166",
        "responses": tuple(Response(row.id, f"{row.value} {row.unit}", "第三方检测报告") for row in need.requirements),
        "schedule": (
            Step("样机", (clock.today() + timedelta(days=180)).isoformat(), 40, "样机测试记录"),
            Step("产线验证", (clock.today() + timedelta(days=360)).isoformat(), 60, "检测报告"),
        ),
        "lump_sum": True,
        "budget_total": "118.00",
        "no_relations": True,
        "contact_name": "周景明",
        "contact_phone": "0531-5550166",
    }
    return BidContent(**sound | given)


class BidFactory(Factory):
    """A draft; `state` SUBMITTED or later gives it a receipt. `says` are fields of its content."""

    class Meta:
        model = Bid

    need = factory.SubFactory(ChallengeFactory)
    author = factory.LazyFunction(research_user)
    organization = factory.SelfAttribute("author.organization")
    number = factory.LazyAttributeSequence(lambda bid, n: f"B-{bid.need.thread}-{n % 100:02d}")
    state = BidState.DRAFT

    @classmethod
    def _create(cls, model_class: type[Bid], *args: Any, says: dict[str, Any] | None = None, **given: Any) -> Bid:
        bid = model_class(*args, content=b"", **given)
        db.session.add(bid)
        db.session.flush()
        sheet = Sheet(content(bid.need, **says or {}))
        vault.write(bid, sheet)
        if bid.state not in (BidState.DRAFT, BidState.WITHDRAWN):
            _hand_in(bid, sheet)
        db.session.commit()
        return bid


def _hand_in(bid: Bid, sheet: Sheet) -> None:
    bid.submitted_at = min(clock.now(), bid.need.bid_deadline) - timedelta(hours=1)
    bid.receipts.append(
        Receipt(
            number=f"R-{bid.number[2:]}-1",
            issued_at=bid.submitted_at,
            issued_to_id=bid.author.id,
            sha256=digest(sheet.content),
            content=vault.seal(bid, sheet),
        )
    )


class PartnerFactory(Factory):
    """Asked to join, has not answered."""

    class Meta:
        model = BidPartner

    bid = None
    organization = factory.SubFactory(OrganizationFactory)

    @classmethod
    def _create(cls, model_class: type[BidPartner], *args: Any, bid: Bid, **given: Any) -> BidPartner:
        partner = model_class(*args, **given)
        bid.partners.append(partner)
        db.session.commit()
        return partner


def expert_user(**given: Any) -> User:
    """A review expert of an institute that has nothing to do with anybody."""
    given.setdefault("organization", OrganizationFactory(kind=OrganizationKind.INSTITUTE))
    user = UserFactory(role_rows=[UserRole(role=Role.EXPERT)], is_owner=False, **given)
    db.session.add(
        ExpertProfile(user=user, field_id=reference.field().id, specialty="机器视觉、无损检测、型材缺陷识别")
    )
    db.session.commit()
    return user


class CheckFactory(Factory):
    class Meta:
        model = NecessityCheck

    need = factory.SubFactory(ChallengeFactory, state=NeedState.SUBMITTED, published_at=None)
    expert = factory.LazyFunction(expert_user)
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=7))


class QuestionFactory(Factory):
    class Meta:
        model = Question

    need = factory.SubFactory(ChallengeFactory)
    asker = factory.LazyFunction(research_user)
    text = "检测工位的环境温度和节拍分别是多少？"


class EvaluationFactory(Factory):
    """Bidding has closed; experts are to be named."""

    class Meta:
        model = Evaluation

    need = factory.SubFactory(ChallengeFactory, state=NeedState.EVALUATING)
    state = EvaluationState.NAMING
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=10))


class AssignmentFactory(Factory):
    """An expert who has accepted."""

    class Meta:
        model = ReviewAssignment

    evaluation = factory.SubFactory(EvaluationFactory, state=EvaluationState.REVIEWING)
    expert = factory.LazyFunction(expert_user)
    state = AssignmentState.ACCEPTED
    confidentiality_at = factory.LazyFunction(clock.now)


def score(assignment: ReviewAssignment, bid: Bid, *points: int) -> None:
    """Hand in these points, one for each criterion of the challenge."""
    criteria = assignment.evaluation.need.criteria
    for criterion, value in zip(criteria, points, strict=True):
        comment = "路线清楚，指标有第三方依据。"
        assignment.scores.append(Score(bid_id=bid.id, criterion=criterion, points=value, comment=comment))
    assignment.state, assignment.handed_in_at = AssignmentState.HANDED_IN, clock.now()
    db.session.commit()


def scored_evaluation(*totals: int, **given: Any) -> Evaluation:
    """A closed review by three experts; each bid gets its number of `totals` on every criterion."""
    evaluation: Evaluation = EvaluationFactory(state=EvaluationState.SCORED, closed_at=clock.now(), **given)
    bids = [BidFactory(need=evaluation.need, state=BidState.SHORTLISTED) for _ in totals]
    for _ in range(3):
        assignment = AssignmentFactory(evaluation=evaluation)
        for bid, total in zip(bids, totals, strict=True):
            score(assignment, bid, total, total, total, total)
    for bid in bids:
        promised(evaluation, bid)
    return evaluation


def promised(evaluation: Evaluation, bid: Bid) -> Feedback:
    """What the bidder will be told at the latest on the day that the challenge names."""
    need = evaluation.need
    due_on = need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=need.feedback_days)
    row = Feedback(bid=bid, firm_id=need.organization_id, due_at=clock.end_of_day(due_on))
    evaluation.feedback.append(row)
    db.session.commit()
    return row


class PublicityFactory(Factory):
    """The notice of an approved evaluation, running."""

    class Meta:
        model = Publicity

    evaluation = factory.LazyFunction(lambda: approved_evaluation())
    number = factory.Sequence(lambda n: f"G-2025-{n + 1:03d}")
    published_at = factory.LazyFunction(clock.now)
    starts_on = factory.LazyFunction(clock.today)
    ends_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=7))


def approved_evaluation() -> Evaluation:
    evaluation = scored_evaluation(90, 70)
    winner, loser = db.session.query(Bid).filter_by(need_id=evaluation.need_id).order_by(Bid.id)
    winner.state, loser.state = BidState.WON, BidState.LOST
    evaluation.winner, evaluation.state, evaluation.decided_at = winner, EvaluationState.APPROVED, clock.now()
    evaluation.need.state = NeedState.PUBLICIZED
    db.session.commit()
    return evaluation


class ObjectionFactory(Factory):
    class Meta:
        model = Objection

    publicity = factory.SubFactory(PublicityFactory)
    number = factory.Sequence(lambda n: f"Y-2025-001-{n:02d}")
    name, phone = "高建平", "0539-5550188"
    text = "中选单位所列检测报告的出具时间早于样机完成时间，请核实。"
