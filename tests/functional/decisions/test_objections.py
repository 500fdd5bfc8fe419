"""A notice runs for five working days; anybody may object; then the award, or everything again."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchmaker.adapters import clock, storage
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.queries.evaluations import results
from matchmaker.services import decisions, feedback, objections, publicity
from matchmaker.services.objections import Given
from matchmaker.services.projects import move_project
from models import Attachment, Evaluation, ItemVector, Notification, Objection, Project, Publicity, db
from models.actions import Action
from models.challenge_enums import BidState, EvaluationState, ObjectionState
from models.enums import ItemKind, NeedState, ProjectOrigin, ProjectState, Role, SubjectKind
from tests.architecture.records import PNG
from tests.factories import bureau_user
from tests.factories.challenges import BidFactory, ObjectionFactory, promised, scored_evaluation
from tests.functional.decisions.test_deciding import TOLD, WHY

TEXT = "中选单位所列检测报告的出具时间早于样机完成时间，请核实。"
GIVEN = Given("高建平", phone="0539-5550188", text=TEXT)
ANSWER = "经核实，报告出具单位和样机编号一致，时间笔误已更正，异议不成立。"


def publicized(*totals: int) -> Publicity:
    evaluation = scored_evaluation(*(totals or (90, 60)))
    bids = [row.bid for row in evaluation.feedback]
    told = {bid.id: TOLD for bid in bids}
    decisions.propose_winner(evaluation, bids[0], bids[1], WHY, told, actor=evaluation.need.author)
    return decisions.approve(evaluation, actor=bureau_user(Role.SUPERVISOR))


def at(monkeypatch, day, hour: int = 9, minute: int = 0, second: int = 0) -> None:
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(clock, "now", lambda: moment)


def over(monkeypatch, notice: Publicity) -> None:
    at(monkeypatch, notice.ends_on + timedelta(days=1))


def test_a_visitor_objects_with_a_file_and_gets_a_number(app):
    notice, officer = publicized(), bureau_user(Role.OFFICER)
    objection = objections.object_to(notice, GIVEN, [("证据.png", io.BytesIO(PNG))])
    assert objection.number == f"Y-{notice.number[2:]}-01"
    assert [file.original_name for file in objection.attachments] == ["证据.png"]
    assert objection.attachments[0].uploaded_by_id is None
    assert "收到异议" in db.session.query(Notification).filter_by(user_id=officer.id).one().message


def test_a_bad_file_leaves_nothing_behind(app):
    notice = publicized()
    before = {path for path in storage.path("aa").parent.parent.rglob("*") if path.is_file()}
    files = [("证据.png", io.BytesIO(PNG)), ("程序.exe", io.BytesIO(b"MZ"))]
    with pytest.raises(Invalid) as error:
        objections.object_to(notice, GIVEN, files)
    db.session.rollback()
    assert error.value.field == "file"
    assert db.session.query(Objection).count() == db.session.query(Attachment).count() == 0
    assert {path for path in storage.path("aa").parent.parent.rglob("*") if path.is_file()} == before


def test_a_double_click_is_one_objection(app):
    notice = publicized()
    first = objections.object_to(notice, GIVEN)
    with pytest.raises(Refused) as error:
        objections.object_to(notice, GIVEN)
    assert error.value.params["number"] == first.number


@pytest.mark.parametrize(
    ("given", "files", "field"),
    [
        (Given("", phone="13905391234", text=TEXT), 0, "name"),
        (Given("高建平", text=TEXT), 0, "phone"),
        (Given("高建平", phone="打我手机", text=TEXT), 0, "phone"),
        (Given("高建平", email="gao@", text=TEXT), 0, "email"),
        (Given("高建平", phone="13905391234", text="不公平"), 0, "text"),
        (Given("高建平", phone="13905391234", text="长" * 5001), 0, "text"),
        (Given("高建平", phone="13905391234", text=TEXT), 4, "file"),
    ],
)
def test_what_an_objection_must_say(app, given, files, field):
    with pytest.raises(Invalid) as error:
        objections.object_to(publicized(), given, [("图.png", io.BytesIO(PNG))] * files)
    assert error.value.field == field


def test_the_servers_clock_decides_to_the_second(app, monkeypatch):
    notice = publicized()
    at(monkeypatch, notice.ends_on, 23, 59, 59)
    objections.object_to(notice, GIVEN)
    at(monkeypatch, notice.ends_on + timedelta(days=1), 0)
    with pytest.raises(Refused, match="公示期"):
        objections.object_to(notice, GIVEN)


def test_every_objection_is_answered_before_the_award(app, monkeypatch):
    notice, officer = publicized(), bureau_user(Role.OFFICER)
    objection = objections.object_to(notice, GIVEN)
    with pytest.raises(Refused, match="之后才能授榜"):
        publicity.award(notice, actor=officer)
    db.session.rollback()
    over(monkeypatch, notice)
    with pytest.raises(Refused, match="没有答复") as error:
        publicity.award(notice, actor=officer)
    assert error.value.params["numbers"] == [objection.number]
    db.session.rollback()
    with pytest.raises(Forbidden):
        objections.answer(objection, False, ANSWER, actor=notice.evaluation.need.author)
    objections.answer(objection, False, ANSWER, actor=officer)
    assert (objection.state, objection.answer) == (ObjectionState.DISMISSED, ANSWER)
    publicity.award(notice, actor=officer)
    assert notice.evaluation.state is EvaluationState.AWARDED


def test_the_award_becomes_a_project_with_the_schedule_of_the_bid(app, monkeypatch):
    notice = publicized()
    over(monkeypatch, notice)
    project = publicity.award(notice, actor=bureau_user(Role.SUPERVISOR))
    need, winner = notice.evaluation.need, notice.evaluation.winner
    assert (project.origin, project.state) == (ProjectOrigin.BID, ProjectState.NEGOTIATING)
    assert (project.number, project.thread) == (f"P-{need.thread}", need.thread)
    assert (project.firm, project.provider) == (need.organization, winner.organization)
    assert (project.provider_leader, str(project.total_budget)) == ("周景明", "118.00")
    assert [(row.title, row.weight) for row in project.milestones] == [("样机", 40), ("产线验证", 60)]
    assert [row.name for row in project.indicators] == [row.indicator for row in need.requirements]
    assert project.indicators[0].promised == "0.10 mm"
    assert need.state is NeedState.PUBLICIZED
    told = db.session.query(Notification).filter_by(user_id=winner.author_id, subject_kind=SubjectKind.PROJECT)
    assert told.one().subject_id == project.id
    with pytest.raises(Refused):
        publicity.award(notice, actor=bureau_user(Role.OFFICER))
    db.session.rollback()
    assert db.session.query(Project).count() == 1


def test_an_upheld_objection_begins_the_evaluation_again(app):
    notice, officer = publicized(90, 80, 60), bureau_user(Role.OFFICER)
    first = notice.evaluation
    out = BidFactory(need=first.need, state=BidState.LOST, excluded_reason="承诺书没有盖章")
    feedback.send(promised(first, out), "", {})
    objection = objections.object_to(notice, GIVEN)
    other = objections.object_to(notice, replace(GIVEN, name="刘海燕"))
    objections.answer(objection, True, "经核实，检测报告与样机不符，异议成立。", actor=officer)

    assert (first.state, first.need.state) == (EvaluationState.REOPENED, NeedState.EVALUATING)
    second = db.session.query(Evaluation).filter_by(need_id=first.need_id, number=2).one()
    assert second.state is EvaluationState.NAMING
    # whatever the objection was about, the formal check is done again, of the bid that failed it too
    assert {row.bid.state for row in second.feedback} == {BidState.SUBMITTED}
    assert out.excluded_reason == "" and len(second.feedback) == 4
    assert {row.bid.id: row.excluded for row in results(first).rows}[out.id] == "承诺书没有盖章"
    assert all(row.sent_at is None for row in second.feedback)
    assert all(row.sent_at for row in first.feedback)

    with pytest.raises(Refused):
        objections.object_to(notice, GIVEN)
    db.session.rollback()
    objections.answer(other, True, "与前一异议为同一事项，已成立并重新评榜。", actor=officer)
    assert db.session.query(Evaluation).filter_by(need_id=first.need_id).count() == 2


def test_after_a_second_evaluation_the_award_goes_to_another(app, monkeypatch):
    notice = publicized(90, 80)
    objection = objections.object_to(notice, GIVEN)
    objections.answer(objection, True, "经核实，检测报告与样机不符，异议成立。", actor=bureau_user(Role.OFFICER))
    second = db.session.query(Evaluation).filter_by(need_id=notice.evaluation.need_id, number=2).one()
    second.state, second.closed_at = EvaluationState.SCORED, clock.now()
    for row in second.feedback:
        row.bid.state = BidState.SHORTLISTED
    db.session.commit()
    bids = [row.bid for row in second.feedback]
    told = {bid.id: TOLD for bid in bids}
    decisions.propose_winner(second, bids[1], None, WHY, told, actor=second.need.author)
    again = decisions.approve(second, actor=bureau_user(Role.SUPERVISOR))
    over(monkeypatch, again)
    project = publicity.award(again, actor=bureau_user(Role.OFFICER))
    assert project.provider is bids[1].organization
    assert [row.decision for row in second.feedback] == [BidState.LOST, BidState.WON]


def test_the_end_of_a_notice_is_told_once(app, monkeypatch):
    notice, officer = publicized(), bureau_user(Role.OFFICER)
    ObjectionFactory(publicity=notice)
    assert publicity.announce_ends() == 0
    over(monkeypatch, notice)
    assert publicity.announce_ends() == 1
    assert publicity.announce_ends() == 0
    told = db.session.query(Notification).filter_by(user_id=officer.id).one()
    assert told.params["count"] == 1


def test_an_award_that_comes_to_nothing_leaves_the_challenge_to_be_matched(app, monkeypatch):
    notice, officer = publicized(), bureau_user(Role.OFFICER)
    over(monkeypatch, notice)
    project = publicity.award(notice, actor=officer)
    move_project(project, Action.TERMINATE, actor=officer, reason="双方未能就知识产权达成一致")
    assert (project.state, project.need.state) == (ProjectState.TERMINATED, NeedState.UNSOLVED)
    row = db.session.query(ItemVector).filter_by(kind=ItemKind.NEED, item_id=project.need.id).one()
    assert row.searchable
