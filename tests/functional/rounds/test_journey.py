"""A round from its notice to its list, as the people in it see it."""

import io
from datetime import timedelta

from docx import Document
from openpyxl import load_workbook

from matchmaker.adapters import clock
from models import CollectionRound, Field, NecessityCheck, Need, Notification, db
from models.challenge_enums import NecessityOpinion, RoundState
from models.enums import NeedState
from tests.factories import bureau_user, firm_user, reference
from tests.factories.challenges import expert_user
from tests.functional.needs.forms import challenge
from tests.functional.rounds.steps import notice, state_of, submitted


def test_from_the_notice_to_the_list(app, sign_in):
    officer = sign_in(bureau_user())
    firms = [firm_user() for _ in range(3)]
    invited = reference.field()

    # the officer writes the notice, and nobody else sees it before the round is open
    assert officer.post("/rounds/new", data=notice(field_ids=[invited.parent_id or invited.id])).status_code == 302
    round_ = db.session.query(CollectionRound).one()
    page = f"/rounds/{round_.id}"
    assert sign_in(firms[0]).get(page).status_code == 404
    assert officer.post(f"{page}/advance", data={"step": "OPEN_ROUND"}).status_code == 302
    assert "提交榜单需求" in sign_in(firms[0]).get(page).text

    # three firms hand in; one is outside the fields and reads so at the field
    form = sign_in(firms[0]).get(f"/needs/new?round={round_.id}").text
    assert f'<option selected value="{round_.id}">' in form
    other = _field_outside(invited)
    answer = sign_in(firms[2]).post("/needs/new", data=_need(round_, field_id=other.id))
    assert answer.status_code == 400
    assert "不征集这一领域" in answer.text and 'id="error-round_id"' in answer.text
    for place, firm in enumerate(firms):
        data = _need(round_, title=f"第{place + 1}项攻关需求", field_id=invited.id)
        assert sign_in(firm).post("/needs/new", data=data).status_code == 302
    first, second, third = db.session.query(Need).order_by(Need.id)
    assert {need.state for need in (first, second, third)} == {NeedState.SUBMITTED}

    _ask_experts(sign_in, officer, page, first)

    # accepted, returned, declined; the firms read why
    officer.post(f"{page}/needs/{first.id}/accept", data={"version": first.version})
    officer.post(f"{page}/needs/{second.id}/return", data={"reason": "请补充检测方法"})
    officer.post(f"{page}/needs/{third.id}/reject", data={"reason": "属于一般技术服务"})
    assert [state_of(need) for need in (first, second, third)] == [
        NeedState.ACCEPTED,
        NeedState.RETURNED,
        NeedState.REJECTED,
    ]
    assert "请补充检测方法" in sign_in(firms[1]).get(f"/needs/{second.id}").text
    assert "属于一般技术服务" in sign_in(firms[2]).get(f"/needs/{third.id}").text
    assert sign_in(firms[2]).get(f"/needs/{third.id}/edit").status_code == 302
    _publish(app, sign_in, officer, round_, first, second, third)


def test_one_bad_item_keeps_the_whole_list_back(app, sign_in):
    officer = sign_in(bureau_user())
    round_ = CollectionRound(
        title="2026年第六批", state=RoundState.CLOSED, opens_on=clock.today(), closes_on=clock.today()
    )
    good, late = submitted(round_, title="钎焊炉温场均匀性"), submitted(round_, title="轴承钢夹杂物控制")
    late.bid_deadline = clock.now() - timedelta(hours=1)
    late.award_amount = None
    good.state = late.state = NeedState.ACCEPTED
    db.session.commit()
    address = f"/rounds/{round_.id}"
    answer = officer.post(f"{address}/publish", data={"back": address}, follow_redirects=True)
    assert "榜单没有发布" in answer.text and "轴承钢夹杂物控制" in answer.text
    assert state_of(good) is NeedState.ACCEPTED and round_.state is RoundState.CLOSED and not good.criteria
    officer.post(f"{address}/needs/{late.id}/return", data={"reason": "请改期并填写榜单金额"})
    officer.post(f"{address}/publish")
    assert state_of(good) is NeedState.BIDDING and round_.state is RoundState.LISTED

    # a late one may follow by itself
    late.bid_deadline, late.award_amount = clock.now() + timedelta(days=20), 80
    late.state = NeedState.ACCEPTED
    db.session.commit()
    assert officer.post(f"/needs/{late.id}/publish").status_code == 302
    assert state_of(late) is NeedState.BIDDING


def _ask_experts(sign_in, officer, page: str, first: Need) -> None:
    # two experts are asked about the first; one gives an opinion, the other declines
    experts = [expert_user(name="刘景明"), expert_user(name="唐明哲")]
    for expert in experts:
        data = {"expert_id": expert.id, "due_on": (clock.today() + timedelta(days=5)).isoformat()}
        officer.post(f"{page}/needs/{first.id}/checks", data=data)
    done, declined = db.session.query(NecessityCheck).order_by(NecessityCheck.id)
    opinion = {
        "industry": "９0",
        "basis": 80,
        "indicators": 70,
        "finance": 60,
        "opinion": "REVISE",
        "comment": "指标可检验。",
    }
    assert "第1项攻关需求" in sign_in(experts[0]).get(f"/necessity/{done.id}").text
    assert sign_in(experts[0]).post(f"/necessity/{done.id}", data=opinion).status_code == 302
    sign_in(experts[1]).post(f"/necessity/{declined.id}/decline", data={"reason": "曾为该企业顾问"})
    table = officer.get(f"{page}/triage").text
    assert "75.0" in table and NecessityOpinion.REVISE.zh in table and "1 / 2 位专家" in table


def _publish(app, sign_in, officer, round_: CollectionRound, first: Need, second: Need, third: Need) -> None:
    page = f"/rounds/{round_.id}"
    # not by itself before the list, which publishes everything at once
    officer.post(f"/needs/{first.id}/publish", data={"back": f"/needs/{first.id}"})
    assert state_of(first) is NeedState.ACCEPTED
    officer.post(f"{page}/advance", data={"step": "CLOSE_ROUND"})
    assert sign_in(second.author).post(f"/needs/{second.id}/submit").status_code == 302  # returned ones may come again
    officer.post(f"{page}/needs/{second.id}/accept")
    assert officer.post(f"{page}/publish").status_code == 302
    assert state_of(first) is state_of(second) is NeedState.BIDDING
    assert round_.state is RoundState.LISTED and round_.listed_at is not None
    assert [(row.name, row.weight) for row in first.criteria] == [("技术路线", 60), ("团队", 40)]
    assert "随征集批次" in _told(first.author)

    # the list as everybody reads it
    text = app.test_client().get(page).text
    assert first.title in text and second.title in text and third.title not in text
    assert "600.00" in text
    _check_files(app, page, first.author)


def _check_files(app, page: str, firm) -> None:
    visitor = app.test_client()
    document = Document(io.BytesIO(visitor.get(f"{page}/list/word").data))
    words = "\n".join(each.text for each in document.paragraphs)
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "2026年第五批" in words and "咨询电话：0539-5550199。" in words and "第1项攻关需求" in words
    assert "漏检率" in cells and "必须" in cells and "300.00" in cells and firm.organization.name in cells
    assert firm.phone not in cells and round(document.sections[0].page_width.cm, 1) == 21.0
    book = load_workbook(io.BytesIO(visitor.get(f"{page}/list/excel").data))
    assert book.sheetnames == ["榜单", "考核指标"]
    assert [row[1].value for row in book["榜单"].iter_rows(min_row=4, max_row=5)] == ["第1项攻关需求", "第2项攻关需求"]
    assert book["榜单"]["G4"].value == 300 and book["榜单"].print_title_rows == "$3:$3"
    visitor.post("/account/language", data={"language": "en"})
    english = visitor.get(f"{page}/list/word").data
    assert "Award" in "".join(cell.text for t in Document(io.BytesIO(english)).tables for cell in t.columns[0].cells)


def _need(round_: CollectionRound, **given: object) -> dict[str, object]:
    return challenge(action="submit", round_id=round_.id, **given)


def _field_outside(invited: Field) -> Field:
    top = invited.parent_id or invited.id
    return db.session.query(Field).filter(Field.id != top, Field.parent_id.is_distinct_from(top)).first()


def _told(user) -> str:
    return "\n".join(row.message for row in db.session.query(Notification).filter_by(user_id=user.id))
