"""The coach looks over the shoulder of a researcher who writes an achievement, and of the officer who reviews it."""

import pytest

from matchmaker.services import index
from matchmaker.settings import settings
from models import Achievement, db
from models.enums import AchievementState, Visibility
from tests.architecture.test_query_counts import counted
from tests.factories import AchievementFactory, NeedFactory, bureau_user, firm_user, research_user
from tests.functional.achievements.forms import filled, parameter, patent

CRACKS = "铝型材挤压表面裂纹在线检测装置"
SAME = {"title": CRACKS, "abstract": "采用多光谱线阵相机识别挤压型材表面裂纹，可检裂纹深度零点零八毫米。"}


@pytest.fixture
def indexed(app):
    def _indexed(*items):
        for item in items:
            (index.put_achievement if isinstance(item, Achievement) else index.put_need)(item)
        db.session.commit()
        return items

    return _indexed


def asked(client, **given: object) -> str:
    answer = client.post("/achievements/coach", data=filled(**given))
    assert answer.status_code == 200
    return answer.text


def test_while_a_researcher_writes_it_hears_what_is_missing(sign_in):
    client = sign_in(research_user())
    said = asked(client, stage="", trl="", scenes="")
    for field in ("stage", "trl", "rows-parameters"):
        assert f'href="#{field}"' in said
    better = asked(
        client, scenes="蜂窝陶瓷窑炉", **parameter(0, "烧结周期", "9", "h", "第三方检测报告"), **patent(0, "")
    )
    assert 'href="#rows-parameters"' not in better
    assert db.session.query(Achievement).count() == 0


def test_advice_about_a_row_leads_to_its_cell(sign_in):
    rows = parameter(0, "", "") | parameter(1, "开裂率", "2", "%")
    said = asked(sign_in(research_user()), **rows)
    assert 'href="#parameters-1-evidence"' in said
    assert "性能参数第 2 行 依据" in said


def test_needs_that_it_answers_are_counted_and_named(sign_in, indexed):
    client = sign_in(research_user())
    assert "暂无高匹配需求" in asked(client, **SAME)
    fitting, hidden = NeedFactory(), NeedFactory(visibility=Visibility.INVITED, title="型材裂纹检测仪")
    indexed(fitting, hidden)
    said = asked(client, **SAME)
    assert fitting.title in said and "暂无高匹配需求" not in said
    assert hidden.title not in said


def test_published_achievements_that_say_the_same_are_named_if_they_may_be_seen(sign_in, indexed):
    open_one, hidden = AchievementFactory(**SAME), AchievementFactory(visibility=Visibility.INVITED, **SAME)
    gone = AchievementFactory(state=AchievementState.WITHDRAWN, **SAME)
    indexed(open_one, hidden, gone)
    said = asked(sign_in(research_user()), **SAME)
    assert open_one.number in said and open_one.organization.name in said
    assert hidden.number not in said and gone.number not in said
    own = sign_in(hidden.author).post(f"/achievements/coach?item={hidden.id}", data=filled(**SAME)).text
    assert hidden.number not in own and open_one.number in own


def test_without_script_the_button_shows_the_form_again_with_advice(sign_in):
    item = AchievementFactory(state=AchievementState.DRAFT, published_at=None)
    client = sign_in(item.author)
    typed = filled(title="还没有存的名称", price="很贵", trl="", check="yes", **parameter(0, "", "3"))
    for address in ("/achievements/new", f"/achievements/{item.id}/edit"):
        shown = client.post(address, data=typed)
        assert shown.status_code == 200
        assert "coach-said" in shown.text and 'value="还没有存的名称"' in shown.text and 'value="很贵"' in shown.text
        assert "field-error" not in shown.text
    db.session.expire_all()
    assert db.session.query(Achievement).one().title == "金属型材表面缺陷机器视觉在线检测系统"


HOSTILE = [
    {},
    {"stage": "NO", "trl": "99", "level": "NO", "modes": ["NO"], "price": "-1", "year": "x", "field_1": "x"},
    {"title": "？", "abstract": "\x00", "keywords": "；" * 1000},
    {"title": "名" * 100_000, "abstract": "简介。" * 30_000},
    parameter(0, "<b>率</b>", "\x00") | patent(0, "ZL1", kind="NO", status="NO") | {"team-0-role": "NO"},
    {"parameters-²-value": "1", f"team-{'9' * 5000}-name": "1"},
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(sign_in, typed):
    client = sign_in(research_user())
    for data in (typed, filled(**typed)):
        answer = client.post("/achievements/coach", data=data)
        assert answer.status_code == 200
        assert "coach-said" in answer.text and "<b>率" not in answer.text


def test_only_those_who_post_achievements_ask(client, sign_in):
    assert client.post("/achievements/coach", data=filled()).status_code == 302
    for stranger in (firm_user(), bureau_user()):
        assert sign_in(stranger).post("/achievements/coach", data=filled()).status_code == 403


def test_without_the_model_advice_comes_all_the_same(sign_in, monkeypatch, tmp_path):
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "nowhere"))
    said = asked(sign_in(research_user()), stage="")
    assert "完整度" in said and 'href="#stage"' in said and "匹配服务暂时不可用" in said


def test_many_doubles_take_no_more_queries_than_one(sign_in, indexed):
    client = sign_in(research_user())

    def queries() -> int:
        asked(client, **SAME)
        with counted() as statements:
            asked(client, **SAME)
        return len(statements)

    indexed(AchievementFactory(**SAME), NeedFactory())
    few = queries()
    indexed(*(AchievementFactory(**SAME) for _ in range(5)), *(NeedFactory() for _ in range(5)))
    assert queries() <= few <= 30


def test_the_officer_composes_a_return_from_the_advice(sign_in):
    item = AchievementFactory(state=AchievementState.SUBMITTED, published_at=None, cases="", scenes="")
    officer = sign_in(bureau_user())
    page = officer.get(f"/achievements/{item.id}").text
    assert "填报助手" in page and "加入退回意见" in page
    data = {"reason": "", "advice": ["应用场景：还没有写。"], "version": item.version}
    officer.post(f"/achievements/{item.id}/return", data=data)
    db.session.expire_all()
    assert (item.state, item.return_reason) == (AchievementState.RETURNED, "应用场景：还没有写。")
