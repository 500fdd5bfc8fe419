"""What an officer may write into a round, and the files of one."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from matchmaker.adapters import clock
from matchmaker.reports import round_list_excel, round_list_word
from matchmaker.reports.round_list import ListedChallenge, RequirementLine, RoundList
from models import CollectionRound, db
from models.challenge_enums import RoundState
from models.enums import Visibility
from tests.architecture.records import PNG
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import ChallengeFactory, RoundFactory
from tests.functional.rounds.steps import notice

YESTERDAY = (clock.today() - timedelta(days=1)).isoformat()
WRONG = [
    ({"title": ""}, "请填写批次名称"),
    ({"closes_on": YESTERDAY}, "截止日期不能早于开始日期"),
    ({"opens_on": "明天"}, "请填写日期"),
    ({"rubric-0-weight": "50"}, "权重合计应为 100，现在是 90"),
    ({"rubric-1-name": "技术路线"}, "评分项名称不能重复"),
    ({"field_ids": ["999"]}, "请从列表中选择"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_wrong_is_said_and_the_rest_is_kept(app, sign_in, given, said):
    answer = sign_in(bureau_user()).post("/rounds/new", data=notice(**given))
    assert answer.status_code == 400 and said in answer.text and "咨询电话：0539-5550199。" in answer.text
    assert db.session.query(CollectionRound).count() == 0


def test_two_rounds_do_not_share_a_name(app, sign_in):
    RoundFactory(title="第八批")
    answer = sign_in(bureau_user()).post("/rounds/new", data=notice(title="第八批"))
    assert answer.status_code == 400 and "已有同名的征集批次" in answer.text


def test_rows_come_and_go_without_script(app, sign_in):
    client = sign_in(bureau_user())
    page = client.post("/rounds/new", data=notice(add_row="rubric"))
    assert page.status_code == 200 and 'name="rubric-2-name"' in page.text
    page = client.post("/rounds/new", data=notice(remove_row="rubric-1"))
    assert "rubric-1-name" not in page.text and db.session.query(CollectionRound).count() == 0


def test_an_open_round_is_changed_and_a_closed_one_is_not(app, sign_in):
    round_, client = RoundFactory(), sign_in(bureau_user())
    form = notice(title="改名", version=round_.version)
    assert client.post(f"/rounds/{round_.id}/edit", data=form).status_code == 302
    assert client.post(f"/rounds/{round_.id}/edit", data=form).status_code == 409  # opened on an older version
    db.session.expire_all()
    assert round_.title == "改名"
    round_.state = RoundState.CLOSED
    db.session.commit()
    answer = client.post(f"/rounds/{round_.id}/edit", data=notice(title="再改", version=round_.version))
    assert answer.status_code == 409 and "不能修改" in answer.text


def test_a_round_without_a_notice_is_not_opened(app, sign_in):
    round_ = RoundFactory(state=RoundState.DRAFT, notice="")
    page = f"/rounds/{round_.id}"
    data = {"step": "OPEN_ROUND", "back": page}
    assert "请先写好通知正文" in sign_in(bureau_user()).post(f"{page}/advance", data=data, follow_redirects=True).text
    db.session.expire_all()
    assert round_.state is RoundState.DRAFT


def test_documents_are_read_by_whoever_reads_the_round(app, sign_in):
    round_, officer = RoundFactory(state=RoundState.DRAFT), sign_in(bureau_user())
    data = {"file": (io.BytesIO(PNG), "申报书.png")}
    assert officer.post(f"/attachments/rounds/{round_.id}", data=data).status_code == 302
    file = f"/attachments/{round_.attachments[0].id}"
    assert _status(officer, file) == 200 and _status(app.test_client(), file) == 404
    assert sign_in(firm_user()).post(f"{file}/remove").status_code in (403, 404)
    round_.state = RoundState.OPEN
    db.session.commit()
    assert _status(app.test_client(), file) == 200
    assert sign_in(firm_user()).post(f"{file}/remove").status_code == 403


def test_the_list_shows_no_more_than_the_need_itself(app, sign_in):
    round_ = RoundFactory(state=RoundState.LISTED, listed_at=clock.now())
    ChallengeFactory(round=round_, title="只公开摘要的榜单", visibility=Visibility.SUMMARY)
    ChallengeFactory(round=round_, title="定向邀请的榜单", visibility=Visibility.INVITED)
    visitor, reader = app.test_client(), sign_in(research_user())
    page = visitor.get(f"/rounds/{round_.id}").text
    assert "只公开摘要的榜单" in page and "定向邀请的榜单" not in page
    shown = [_cells(client.get(f"/rounds/{round_.id}/list/excel").data) for client in (visitor, reader)]
    assert "漏检率" not in shown[0] and "漏检率" in shown[1] and "定向邀请的榜单" not in shown[1]


def test_what_looks_like_a_formula_stays_text():
    row = RequirementLine("=1+1", "\x0b@SUM(A1)", "＋3", "必须")
    bad = ListedChallenge("N-1", '=HYPERLINK("http://x")', "-1", "", "", None, None, 30, requirements=(row,))
    list_ = RoundList("榜单", "通知", clock.today(), "科技局", ("科技局",), (bad,))
    book = load_workbook(io.BytesIO(round_list_excel.write(list_)))
    listed, required = book["榜单"], book["考核指标"]
    for cell in (listed["B4"], listed["C4"], required["C4"], required["D4"], required["E4"]):
        assert cell.data_type == "s" and cell.quotePrefix
    assert required["D4"].value == "@SUM(A1)"
    assert round_list_word.write(list_)[:2] == b"PK"


def _status(client, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def _cells(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
