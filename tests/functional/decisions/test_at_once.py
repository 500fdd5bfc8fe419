"""Two people press their buttons in the same instant."""

from models import Objection, Project, Publicity, db
from models.challenge_enums import EvaluationState
from models.enums import Role
from tests.factories import bureau_user
from tests.factories.challenges import scored_evaluation
from tests.functional.decisions.test_deciding import propose
from tests.functional.decisions.test_objections import TEXT, over, publicized
from tests.functional.matches.test_at_once import at_once


def test_two_supervisors_approve_and_one_decision_is_made(sign_in):
    evaluation = propose(scored_evaluation(90, 60))
    number, data = evaluation.id, {"version": evaluation.version}
    address = f"/evaluations/{number}/decision/approve"
    clients = [sign_in(bureau_user(Role.SUPERVISOR)) for _ in range(2)]
    assert sorted(at_once(*((client, address, data) for client in clients))) == [302, 409]
    assert db.session.query(Publicity).one().evaluation_id == number


def test_one_approves_while_the_other_sends_back(sign_in):
    evaluation = propose(scored_evaluation(90, 60))
    data = {"version": evaluation.version, "reason": "请补充预算说明"}
    address = f"/evaluations/{evaluation.id}/decision"
    approver, denier = (sign_in(bureau_user(Role.SUPERVISOR)) for _ in range(2))
    answers = at_once((approver, f"{address}/approve", data), (denier, f"{address}/send-back", data))
    assert sorted(answers) == [302, 409]


def test_a_double_click_on_the_award_makes_one_project(sign_in, monkeypatch):
    notice = publicized()
    over(monkeypatch, notice)
    client = sign_in(bureau_user(Role.OFFICER))
    data, address = {"version": notice.evaluation.version}, f"/publicity/{notice.id}/award"
    assert sorted(at_once((client, address, data), (client, address, data))) == [302, 409]
    assert db.session.query(Project).count() == 1
    assert db.session.query(Publicity).one().evaluation.state is EvaluationState.AWARDED


def test_a_double_click_on_an_objection_makes_one(app):
    notice = publicized()
    data = {"name": "高建平", "phone": "13905391234", "text": TEXT}
    address = f"/publicity/{notice.id}/object"
    assert sorted(at_once(*((app.test_client(), address, data) for _ in range(2)))) == [302, 409]
    assert db.session.query(Objection).count() == 1
