"""The same in the browser: the firm, the supervisor, a visitor, the officer, the bidder."""

import io
from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services import decisions
from models import Evaluation, Objection, Project, db
from models.challenge_enums import BidState, EvaluationState, ObjectionState
from models.enums import Role
from tests.architecture.records import PNG
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import EvaluationFactory, ObjectionFactory, scored_evaluation
from tests.functional.decisions.test_deciding import TOLD, WHY, bids_of, propose
from tests.functional.decisions.test_objections import ANSWER, TEXT, over, publicized


def address(evaluation: Evaluation, step: str = "") -> str:
    return f"/evaluations/{evaluation.id}/decision{step}"


def filled(evaluation: Evaluation, **given: str) -> dict[str, str]:
    bids = bids_of(evaluation)
    told = {f"reason_{bid.id}": TOLD for bid in bids}
    return {"winner": str(bids[0].id), "reserve": "0", "reason": WHY, "version": str(evaluation.version)} | told | given


def test_the_firm_proposes_beside_the_ranking(sign_in):
    evaluation = scored_evaluation(90, 60)
    client = sign_in(evaluation.need.author)
    page = client.get(address(evaluation)).text
    assert "评审排名" in page and "90.00" in page
    bad = client.post(address(evaluation), data=filled(evaluation, reason="好"))
    assert bad.status_code == 400
    assert "不少于 20 字" in bad.text and TOLD in bad.text
    assert client.post(address(evaluation), data=filled(evaluation)).status_code == 302
    assert evaluation.state is EvaluationState.PROPOSED


def test_a_proposal_against_the_ranking_stands_out_for_the_supervisor(sign_in):
    evaluation = scored_evaluation(90, 60)
    second = str(bids_of(evaluation)[1].id)
    data = filled(evaluation, winner=second, reason=WHY + WHY + WHY)
    assert sign_in(evaluation.need.author).post(address(evaluation), data=data).status_code == 302
    client = sign_in(bureau_user(Role.SUPERVISOR))
    page = client.get(address(evaluation)).text
    assert "与评审排名不同" in page and "批准" in page
    answer = client.post(address(evaluation, "/approve"), data={"version": evaluation.version})
    assert "/publicity/" in answer.location
    assert "拟中选" in client.get(answer.location).text


def test_a_supervisor_on_an_old_page_decides_nothing(sign_in):
    evaluation = propose(scored_evaluation(90))
    seen = evaluation.version
    data = {"version": seen, "back": address(evaluation), "reason": "请补充"}
    sign_in(bureau_user(Role.SUPERVISOR)).post(address(evaluation, "/approve"), data=data)
    client = sign_in(bureau_user(Role.SUPERVISOR))
    page = client.post(address(evaluation, "/send-back"), data=data, follow_redirects=True).text
    assert "刚刚被其他人修改过" in page
    assert evaluation.state is EvaluationState.APPROVED


def test_who_has_no_part_in_it_finds_no_decision(sign_in):
    evaluation = scored_evaluation(90)
    for stranger in (firm_user(), research_user(), bids_of(evaluation)[0].author):
        assert sign_in(stranger).get(address(evaluation)).status_code == 404


def test_points_are_shown_to_nobody_before_the_review_is_closed(sign_in):
    evaluation = scored_evaluation(77)
    evaluation.state, evaluation.closed_at = EvaluationState.REVIEWING, None
    db.session.commit()
    for person in (evaluation.need.author, bureau_user(Role.SUPERVISOR)):
        assert "77.00" not in sign_in(person).get(address(evaluation)).text


def test_the_supervisor_declares_a_challenge_without_bids_unsolved(sign_in):
    evaluation = EvaluationFactory()
    client = sign_in(bureau_user(Role.SUPERVISOR))
    assert "没有揭榜申请" in client.get(address(evaluation)).text
    client.post(address(evaluation, "/unsolved"), data={"reason": "截止时没有收到揭榜申请。"})
    assert evaluation.state is EvaluationState.UNSOLVED


def test_anybody_objects_and_the_answer_is_public_without_the_name(app, client, sign_in):
    notice = publicized()
    path = f"/publicity/{notice.id}"
    assert notice.evaluation.need.title in client.get("/publicity/").text
    given = {"name": "高建平", "phone": "０５３９-5550188", "text": TEXT}
    data = given | {"file": [(io.BytesIO(PNG), "证据.png")]}
    received = client.post(f"{path}/object", data=data, follow_redirects=True).text
    objection = db.session.query(Objection).one()
    assert objection.number in received
    assert objection.phone == "0539-5550188"
    assert objection.number not in client.get(path).text

    officer = sign_in(bureau_user(Role.OFFICER))
    page = officer.get(path).text
    assert "高建平" in page and "0539-5550188" in page
    file = f"/attachments/{objection.attachments[0].id}"
    with officer.get(file) as answer:
        assert answer.status_code == 200
    for person in (notice.evaluation.need.author, bids_of(notice.evaluation)[0].author):
        assert sign_in(person).get(file).status_code == 404

    officer.post(f"{path}/objections/{objection.id}", data={"choice": "dismiss", "reason": ANSWER})
    assert objection.state is ObjectionState.DISMISSED
    public = app.test_client().get(path).text
    assert ANSWER in public and objection.number in public
    assert "高建平" not in public and TEXT not in public


def test_bad_files_and_a_late_objection_are_answered_in_words(client, monkeypatch):
    notice = publicized()
    path = f"/publicity/{notice.id}/object"
    given = {"name": "高建平", "phone": "13905391234", "text": TEXT}
    bad = client.post(path, data=given | {"file": [(io.BytesIO(b"MZ"), "../../x.exe")]})
    assert bad.status_code == 400 and "不支持这种文件" in bad.text and TEXT in bad.text
    many = [(io.BytesIO(PNG), f"{place}.png") for place in range(4)]
    assert "附件最多 3 个" in client.post(path, data=given | {"file": many}).text
    later = clock.now() + timedelta(days=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    late = client.post(path, data=given)
    assert late.status_code == 409 and "现在不能提出异议" in late.text
    assert db.session.query(Objection).count() == 0


def test_the_officer_awards_after_the_period(sign_in, monkeypatch):
    notice = publicized()
    client, path = sign_in(bureau_user(Role.OFFICER)), f"/publicity/{notice.id}"
    assert "可以授榜" not in client.get(path).text
    over(monkeypatch, notice)
    assert "可以授榜" in client.get(path).text
    answer = client.post(f"{path}/award", data={"version": notice.evaluation.version})
    project = db.session.query(Project).one()
    assert answer.location.endswith(f"/projects/{project.id}")
    page = client.get(answer.location).text
    assert "考核指标" in page and "0.10 mm" in page and "产线验证" in page


def test_the_bidder_reads_points_and_reason_and_signs_for_them(sign_in):
    evaluation = scored_evaluation(90, 60)
    bid = bids_of(evaluation)[1]
    path, client = f"/bids/{bid.id}/feedback", sign_in(bid.author)
    assert "承诺在" in client.get(path).text
    decisions.approve(propose(evaluation), actor=bureau_user(Role.SUPERVISOR))
    page = client.get(path).text
    assert "60.00" in page and TOLD in page and "90.00" not in page
    client.post(path)
    assert evaluation.feedback[1].read_at and not evaluation.feedback[0].read_at
    assert sign_in(bids_of(evaluation)[0].author).get(path).status_code == 404
    assert sign_in(evaluation.need.author).get(path).status_code == 200
    assert bid.state is BidState.LOST


def test_what_waits_stands_on_the_desks(sign_in):
    supervisor, evaluation = bureau_user(Role.SUPERVISOR), scored_evaluation(90)
    assert "待提出中选建议的榜单" in sign_in(evaluation.need.author).get("/todo/").text
    propose(evaluation)
    ObjectionFactory()
    page = sign_in(supervisor).get("/bureau/").text
    assert "待审批的中选建议" in page and "待答复的异议" in page


def test_a_notice_that_was_revoked_leads_to_the_new_evaluation(client, sign_in):
    notice = publicized()
    path, officer = f"/publicity/{notice.id}", sign_in(bureau_user(Role.OFFICER))
    first, second = (ObjectionFactory(publicity=notice) for _ in range(2))
    officer.post(f"{path}/objections/{first.id}", data={"choice": "uphold", "reason": ANSWER})
    page = officer.get(path).text
    again = db.session.query(Evaluation).filter_by(need_id=notice.evaluation.need_id, number=2).one()
    assert f"/evaluations/{again.id}" in page and "还有 1 件异议待答复" in page
    assert "评榜已经重新进行" in page and "公示照常" not in page
    officer.post(f"{path}/objections/{second.id}", data={"choice": "uphold", "reason": ANSWER})
    assert db.session.query(Evaluation).filter_by(need_id=notice.evaluation.need_id).count() == 2
    public = client.get(path).text
    assert "正在重新评榜" in public and "提交异议" not in public
