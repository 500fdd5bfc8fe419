"""Steps of a review, as the pages take them."""

from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services.ticking import tick
from models import Evaluation, ReviewAssignment, db
from models.challenge_enums import AssignmentState, BidState
from tests.factories.challenges import BidFactory, expert_user

COMMENT = "路线清楚，指标有第三方检测依据。"


def closed(need, bids, later):
    """The challenge after its deadline."""
    made = [BidFactory(need=need, state=BidState.SUBMITTED) for _ in range(bids)]
    later(days=15)
    tick()
    return made, db.session.query(Evaluation).filter_by(need_id=need.id).one()


def form_of(need, *values, comment=COMMENT):
    form = {f"points_{row.id}": str(value) for row, value in zip(need.criteria, values, strict=True)}
    return {**form, f"comment_{need.criteria[0].id}": comment}


def check_all(client, evaluation, bids):
    for bid in bids:
        assert (
            client.post(f"/evaluations/{evaluation.id}/bids/{bid.id}/check", data={"passed": "yes"}).status_code == 302
        )


def name_expert(client, evaluation, expert):
    return client.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": expert.id}, follow_redirects=True)


def due(days=10):
    return (clock.today() + timedelta(days=days)).isoformat()


def accept(client, assignment):
    return client.post(
        f"/reviews/{assignment.id}/accept", data={"confidential": "y", "independent": "y"}, follow_redirects=True
    )


def task_of(evaluation, expert):
    return db.session.query(ReviewAssignment).filter_by(evaluation_id=evaluation.id, expert_id=expert.id).one()


def under_review(need, officer, later, sign_in, bids=2, experts=3):
    made, evaluation = closed(need, bids, later)
    desk = sign_in(officer)
    check_all(desk, evaluation, made)
    panel = [expert_user() for _ in range(experts)]
    for expert in panel:
        name_expert(desk, evaluation, expert)
    desk.post(f"/evaluations/{evaluation.id}/start", data={"due_on": due()})
    for expert in panel:
        accept(sign_in(expert), task_of(evaluation, expert))
    return made, evaluation, panel


def score(client, assignment, bid, need, *values, **given):
    return client.post(f"/reviews/{assignment.id}/bids/{bid.id}", data=form_of(need, *values, **given))


def all_handed_in(client, assignment, bids, need, points=80):
    for bid in bids:
        score(client, assignment, bid, need, points, points, points, points)
    client.post(f"/reviews/{assignment.id}/hand-in")
    assert assignment.state is AssignmentState.HANDED_IN
