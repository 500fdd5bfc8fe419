"""The pool of experts, and what follows from a profile."""

from models import ExpertProfile, db
from models.challenge_enums import AssignmentState, BidState, EvaluationState
from models.enums import Role
from tests.factories import bureau_user, reference
from tests.factories.challenges import AssignmentFactory, BidFactory, CheckFactory, EvaluationFactory, expert_user

ENTRY = {
    "title": "研究员",
    "specialty": "机器视觉",
    "employers": " 沂河大学 \n\n沂河大学\n鲁南研究院",
    "available": "y",
}


def _entry(**given):
    return {**ENTRY, "field_id": reference.field().id, **given}


def test_an_expert_keeps_the_own_profile(app, sign_in):
    expert = expert_user()
    client = sign_in(expert)
    assert client.post("/experts/profile", data=_entry()).status_code == 302
    profile = db.session.get(ExpertProfile, expert.id)
    assert (profile.title, profile.employers) == ("研究员", "沂河大学\n鲁南研究院")
    assert profile.available
    assert "鲁南研究院" in client.get("/experts/profile").text
    answer = client.post("/experts/profile", data=_entry(specialty="", field_id=""))
    assert answer.status_code == 400
    assert "请写明专长" in answer.text
    assert "鲁南研究院" in answer.text


def test_an_officer_keeps_it_for_the_expert(app, sign_in):
    expert, officer = expert_user(), bureau_user()
    db.session.delete(db.session.get(ExpertProfile, expert.id))
    db.session.commit()
    desk = sign_in(officer)
    assert "未填写" in desk.get("/experts/").text
    assert desk.post(f"/experts/{expert.id}/edit", data=_entry(available="")).status_code == 302
    assert "暂不接受" in desk.get("/experts/").text
    assert desk.get(f"/experts/{officer.id}/edit").status_code == 404
    assert sign_in(expert).get(f"/experts/{expert.id}/edit").status_code == 403


def test_the_pool_is_searched_by_name_organization_and_specialty(app, sign_in):
    one, two = expert_user(name="孙立群"), expert_user(name="王海燕")
    db.session.get(ExpertProfile, two.id).specialty = "涡流探伤"
    db.session.commit()
    desk = sign_in(bureau_user())
    for text, found, other in (("孙立", one, two), ("涡流", two, one), (one.organization.name, one, two)):
        page = desk.get("/experts/", query_string={"q": text}).text
        assert found.name in page
        assert f">{other.name}<" not in page
    assert "没有符合条件的专家" in desk.get("/experts/?q=100%25").text


def test_who_takes_no_reviews_is_not_proposed_or_named(app, sign_in):
    evaluation, expert = EvaluationFactory(), expert_user()
    db.session.get(ExpertProfile, expert.id).available = False
    db.session.commit()
    desk = sign_in(bureau_user())
    assert expert.name not in desk.get(f"/evaluations/{evaluation.id}").text
    answer = desk.post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": expert.id})
    assert answer.status_code == 409
    assert "不接受评审任务" in answer.text


def test_a_conflict_that_came_up_since_the_naming_stops_the_acceptance(app, sign_in):
    evaluation = EvaluationFactory()
    bid = BidFactory(need=evaluation.need, state=BidState.SUBMITTED)
    assignment = AssignmentFactory(evaluation=evaluation, state=AssignmentState.INVITED)
    client = sign_in(assignment.expert)
    client.post("/experts/profile", data=_entry(employers=bid.organization.name))
    answer = client.post(f"/reviews/{assignment.id}/accept", data={"confidential": "y", "independent": "y"})
    assert answer.status_code == 409
    assert f"曾任职于{bid.organization.name}" in answer.text
    assert assignment.state is AssignmentState.INVITED


def test_nobody_is_named_after_the_close(app, sign_in):
    evaluation = EvaluationFactory(state=EvaluationState.SCORED)
    answer = sign_in(bureau_user()).post(f"/evaluations/{evaluation.id}/experts", data={"expert_id": expert_user().id})
    assert answer.status_code == 409


def test_only_officers_run_an_evaluation(app, sign_in):
    evaluation = EvaluationFactory()
    supervisor = bureau_user(Role.SUPERVISOR)
    page = sign_in(supervisor).get(f"/evaluations/{evaluation.id}")
    assert page.status_code == 200
    assert "推荐专家" not in page.text
    assert sign_in(supervisor).post(f"/evaluations/{evaluation.id}/start").status_code == 403


def test_necessity_checks_stand_with_the_reviews(app, sign_in):
    check = CheckFactory()
    page = sign_in(check.expert).get("/reviews/").text
    assert "待提交的必要性论证" in page
    assert check.need.title in page
    assert "没有评审任务" not in page
    assert "没有评审任务" in sign_in(expert_user()).get("/reviews/").text
