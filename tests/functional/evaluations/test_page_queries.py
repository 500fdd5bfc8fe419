"""The cockpit and the results ask the database as often for many bids and experts as for a few."""

import pytest

from matchmaker.adapters import clock
from models import ExpertProfile, db
from models.challenge_enums import BidState, EvaluationState
from tests.architecture.test_query_counts import counted
from tests.factories import bureau_user
from tests.factories.challenges import AssignmentFactory, BidFactory, EvaluationFactory, expert_user, score


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch):
    """Proposals go by field alone."""
    from matchmaker.matching import EncoderUnavailable
    from matchmaker.search import encoding

    def unavailable():
        raise EncoderUnavailable("none")

    monkeypatch.setattr(encoding, "encoder", unavailable)


def _asked(client, address):
    assert client.get(address).status_code == 200
    with counted() as statements:
        client.get(address)
    return statements


def _fill(evaluation, bids, experts):
    made = [BidFactory(need=evaluation.need, state=BidState.SHORTLISTED) for _ in range(bids)]
    for _ in range(experts):
        assignment = AssignmentFactory(evaluation=evaluation)
        if evaluation.state is EvaluationState.SCORED:
            for bid in made:
                score(assignment, bid, 80, 80, 80, 80)
        expert_user()


def _compare(client, address, evaluation):
    _fill(evaluation, 2, 2)
    few = _asked(client, address)
    _fill(evaluation, 6, 6)
    many = _asked(client, address)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def test_cockpit(app, sign_in):
    evaluation = EvaluationFactory(state=EvaluationState.REVIEWING)
    _compare(sign_in(bureau_user()), f"/evaluations/{evaluation.id}", evaluation)


def test_results(app, sign_in):
    evaluation = EvaluationFactory(state=EvaluationState.SCORED, closed_at=clock.now())
    _compare(sign_in(bureau_user()), f"/evaluations/{evaluation.id}/results", evaluation)


def test_without_an_encoder_experts_are_proposed_by_field(app, sign_in):
    evaluation = EvaluationFactory()
    other, same = expert_user(), expert_user()
    db.session.get_one(ExpertProfile, other.id).field_id = None
    db.session.commit()
    page = sign_in(bureau_user()).get(f"/evaluations/{evaluation.id}").text
    assert page.index(same.name) < page.index(other.name)
    assert "同领域" in page
    assert "专长相似度第" not in page
