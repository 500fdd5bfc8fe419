"""流标: without a bid or without a good one, everybody hears why and the need is matched again."""

import pytest

from matchmaker.errors import Invalid
from matchmaker.services import decisions
from models import ItemVector, Notification, db
from models.challenge_enums import BidState, EvaluationState
from models.enums import ItemKind, NeedState, Role
from tests.factories import bureau_user
from tests.factories.challenges import AssignmentFactory, BidFactory, EvaluationFactory, promised, scored_evaluation

REASON = "所有揭榜申请的检测速度都达不到产线要求，评审平均分低于六十分。"


def is_ranked(need) -> bool:
    return db.session.query(ItemVector).filter_by(kind=ItemKind.NEED, item_id=need.id, searchable=True).count() > 0


def test_without_any_bid(app):
    evaluation = EvaluationFactory()
    need = evaluation.need
    assert not is_ranked(need)
    decisions.declare_unsolved(evaluation, "截止时没有收到揭榜申请。", actor=bureau_user(Role.SUPERVISOR))
    assert (evaluation.state, need.state) == (EvaluationState.UNSOLVED, NeedState.UNSOLVED)
    assert is_ranked(need)
    assert "流标" in db.session.query(Notification).filter_by(user_id=need.author_id).one().message


def test_with_bids_each_is_told_why(app):
    evaluation = scored_evaluation(50, 40)
    decisions.declare_unsolved(evaluation, REASON, actor=bureau_user(Role.SUPERVISOR))
    for row in evaluation.feedback:
        assert (row.bid.state, row.decision, row.reason) == (BidState.LOST, BidState.LOST, REASON)
        assert row.sent_at
    assert evaluation.feedback[0].means["total"] == "50.00"


def test_in_the_middle_of_a_review_no_points_are_told_and_experts_hear_of_it(app):
    evaluation = EvaluationFactory(state=EvaluationState.REVIEWING)
    row = promised(evaluation, BidFactory(need=evaluation.need, state=BidState.SHORTLISTED))
    expert = AssignmentFactory(evaluation=evaluation).expert
    decisions.declare_unsolved(evaluation, REASON, actor=bureau_user(Role.SUPERVISOR))
    assert (row.means, row.reason) == ({}, REASON)
    assert db.session.query(Notification).filter_by(user_id=expert.id).count() == 1


def test_a_reason_is_due(app):
    with pytest.raises(Invalid):
        decisions.declare_unsolved(EvaluationFactory(), "  ", actor=bureau_user(Role.SUPERVISOR))
