"""The coach looks over the shoulder of a firm that writes a need, and of the officer who reviews it."""

import pytest
from sqlalchemy import func, select

from matchmaker.queries.coaching import Closeness, help_for
from matchmaker.services import index
from matchmaker.settings import settings
from models import Event, Need, db
from models.enums import NeedState, Visibility
from tests.architecture.test_query_counts import counted
from tests.factories import AchievementFactory, NeedFactory, bureau_user, firm_user
from tests.functional.needs.forms import challenge, draft, row

CRACKS = "大断面型材挤压裂纹在线检测"
SAME = {"title": CRACKS, "problem": "挤压速度超过每分钟六米时型材表面出现微裂纹，需要在线发现。"}


@pytest.fixture
def indexed(app):
    def _indexed(*items):
        for item in items:
            (index.put_need if isinstance(item, Need) else index.put_achievement)(item)
        db.session.commit()
        return items

    return _indexed


def asked(client, **given: object) -> str:
    answer = client.post("/needs/coach", data=draft(**given))
    assert answer.status_code == 200
    return answer.text


def test_while_a_firm_writes_it_hears_what_is_missing(sign_in):
    client = sign_in(firm_user())
    said = asked(client, title="压铸件气孔", problem="", scenario="", budget="", delivery_months="", **row(0))
    for field in ("problem", "scenario", "rows-requirements", "budget", "delivery_months"):
        assert f'href="#{field}"' in said
    assert "还没有考核指标" in said
    assert "<html" not in said
    better = asked(client, scenario="三车间两条挤压线，日产六十吨，两班生产")
    assert "还没有考核指标" not in better
    assert score(better) > score(said)


def score(said: str) -> int:
    return int(said.split("完整度 ")[1].split('"')[0].split("，")[0])


def test_advice_about_a_row_leads_to_its_cell_whatever_rows_are_empty(sign_in):
    rows = row(0) | row(1, indicator="漏检率", comparator="LE")
    said = asked(sign_in(firm_user()), **rows)
    assert 'href="#requirements-1-value"' in said
    assert "考核指标第 2 行 要求值" in said


def test_a_vague_word_is_named_with_its_place(sign_in):
    said = asked(sign_in(firm_user()), problem="希望大幅提高检测速度，并尽快应用到全部产线上。")
    assert 'data-words="大幅提高"' in said
    assert 'data-start="2"' in said


def test_nothing_is_saved(sign_in, client):
    asked(sign_in(firm_user()))
    assert db.session.scalar(select(func.count()).select_from(Need)) == 0
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_achievements_that_answer_are_counted_and_named(sign_in, indexed):
    fitting = AchievementFactory(title="铝型材挤压表面裂纹在线检测装置")
    hidden = AchievementFactory(title="型材裂纹在线检测仪", visibility=Visibility.INVITED)
    client = sign_in(firm_user())
    assert "暂无高匹配成果" in asked(client)
    indexed(fitting, hidden)
    said = asked(client)
    assert fitting.title in said and "相关 1" in said
    assert hidden.title not in said and "暂无高匹配成果" not in said


def test_open_needs_that_say_the_same_are_named(sign_in, indexed):
    author = firm_user()
    own, other = NeedFactory(author=author, **SAME), NeedFactory(**SAME)
    far = NeedFactory(title="大蒜切片烘干褐变控制", background="", scenario="", problem="蒜片发黄。", requirements=[])
    indexed(own, other, far)
    said = asked(sign_in(author))
    for need in (own, other):
        assert need.number in said and need.organization.name in said
    assert Closeness.SAME.text in said
    assert far.number not in said
    assert "没有发现相近的" in asked(sign_in(author), title="桃树缩叶病防治", problem="", **row(0))


def test_the_need_that_is_being_changed_is_not_its_own_double(sign_in, indexed):
    own = NeedFactory(**SAME)
    indexed(own)
    client = sign_in(own.author)
    assert own.number in client.post("/needs/coach", data=draft()).text
    assert own.number not in client.post(f"/needs/coach?item={own.id}", data=draft()).text


def test_what_the_firm_may_not_see_is_neither_named_nor_counted(sign_in, indexed):
    invited = NeedFactory(visibility=Visibility.INVITED, **SAME)
    closed = NeedFactory(state=NeedState.CONTRACTED, **SAME)
    indexed(invited, closed)
    said = asked(sign_in(firm_user()))
    assert invited.number not in said and closed.number not in said
    assert "没有发现相近的" in said
    colleague = firm_user(organization=invited.organization)
    assert invited.number in asked(sign_in(colleague))


def test_hidden_details_cannot_be_guessed_at(sign_in, indexed):
    """Only titles are compared where the details are closed: what a firm types about the problem changes nothing."""
    summary = NeedFactory(visibility=Visibility.SUMMARY, title="产线提速改造", problem=SAME["problem"])
    indexed(summary)
    stranger = sign_in(firm_user())
    assert "没有发现相近的" in asked(stranger, title=CRACKS, problem=SAME["problem"])
    guesses = SAME["problem"], "蒜片发黄。"
    near, far = (asked(stranger, title="产线提速改造方案", problem=problem) for problem in guesses)
    closeness = [[each for each in Closeness if each.text in said] for said in (near, far)]
    assert closeness[0] == closeness[1] != []
    colleague = sign_in(firm_user(organization=summary.organization))
    assert summary.number in asked(colleague, title=CRACKS, problem=SAME["problem"])


def test_without_script_the_button_shows_the_form_again_with_advice(sign_in):
    client = sign_in(firm_user())
    blank = client.get("/needs/new").text
    assert "检查一下" in blank and "coach-said" not in blank
    typed = draft(title="压铸件气孔", budget="八十", check="yes", problem="长" * 6000, **row(0))
    shown = client.post("/needs/new", data=typed)
    assert shown.status_code == 200
    assert "coach-said" in shown.text and "还没有考核指标" in shown.text
    assert 'value="压铸件气孔"' in shown.text and 'value="八十"' in shown.text
    assert "长" * 6000 in shown.text, "what was typed is not cut"
    assert "field-error" not in shown.text
    assert db.session.query(Need).count() == 0


def test_the_button_works_on_a_saved_need_and_leaves_it_as_it_is(sign_in):
    need = NeedFactory(state=NeedState.DRAFT, published_at=None)
    typed = draft(title="还没有存的名称", check="yes", version=need.version)
    shown = sign_in(need.author).post(f"/needs/{need.id}/edit", data=typed).text
    assert "coach-said" in shown and 'value="还没有存的名称"' in shown
    db.session.expire_all()
    assert need.title == "铝型材挤压表面裂纹在线检测"


def test_a_bad_need_is_submitted_all_the_same(sign_in):
    client = sign_in(firm_user())
    answer = client.post("/needs/new", data=draft(action="submit", title="项目", problem="希望尽快大幅提高。"))
    assert answer.status_code == 302
    assert db.session.query(Need).one().state is NeedState.SUBMITTED


HOSTILE = [
    {},
    {"budget": "八十万", "delivery_months": "明年", "bid_day": "x", "kind": "NO", "visibility": "NO", "modes": ["NO"]},
    {"field_id": "99999999999", "district_id": "x", "round_id": "-1"},
    {
        "title": "？！……",
        "problem": "\x00\u202e\ud800".encode("utf-8", "replace").decode(),
        "requirements-0-value": "\x00",
    },
    {"title": "名" * 100_000, "problem": "问题。" * 30_000},
    {"title": "<script>alert(1)</script>", "problem": "尽快<img src=x onerror=1>大幅提高"},
    {"requirements-0-comparator": "NO", "requirements-0-indicator": "率", "requirements-0-obligation": "NO"},
    {f"requirements-{place}-indicator": "指标" for place in range(200)},
    {"requirements-²-value": "1", f"requirements-{'9' * 5000}-value": "1", "requirements": "1"},
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(sign_in, typed):
    client = sign_in(firm_user())
    for data in (typed, draft(**typed)):
        answer = client.post("/needs/coach", data=data)
        assert answer.status_code == 200
        assert "coach-said" in answer.text
        assert "<script>" not in answer.text and "<img" not in answer.text


def test_an_empty_draft_matches_nothing(sign_in, indexed):
    indexed(NeedFactory(), AchievementFactory())
    said = sign_in(firm_user()).post("/needs/coach", data={}).text
    assert "内容太少，还不能匹配" in said and "没有发现相近的" in said


def test_a_challenge_is_asked_for_its_award(sign_in):
    said = sign_in(firm_user()).post("/needs/coach", data=challenge() | {"award_amount": ""}).text
    assert 'href="#award_amount"' in said


def test_without_the_model_advice_comes_all_the_same(sign_in, monkeypatch, tmp_path):
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "nowhere"))
    said = asked(sign_in(firm_user()), scenario="")
    assert "还没有写应用场景" in said and "完整度" in said
    assert "匹配服务暂时不可用" in said


def test_many_doubles_take_no_more_queries_than_one(sign_in, indexed):
    client = sign_in(firm_user())

    def queries() -> int:
        asked(client)
        with counted() as statements:
            asked(client)
        return len(statements)

    indexed(NeedFactory(**SAME), AchievementFactory(title=CRACKS))
    few = queries()
    indexed(*(NeedFactory(**SAME) for _ in range(5)), *(AchievementFactory(title=CRACKS) for _ in range(5)))
    assert queries() <= few <= 24


def test_the_officer_composes_a_return_from_the_advice(sign_in, indexed):
    twin = NeedFactory(visibility=Visibility.INVITED, **SAME)
    indexed(twin)
    need = NeedFactory(state=NeedState.SUBMITTED, published_at=None, scenario="", **SAME)
    officer = sign_in(bureau_user())
    page = officer.get(f"/needs/{need.id}").text
    assert "填报助手" in page and "还没有写应用场景" in page and "加入退回意见" in page
    assert twin.number in page, "the bureau sees all"
    assert "填报助手" not in sign_in(need.author).get(f"/needs/{need.id}").text
    line = "应用场景：还没有写应用场景。"
    officer.post(f"/needs/{need.id}/return", data={"reason": "请补充。", "advice": [line], "version": need.version})
    db.session.expire_all()
    assert (need.state, need.return_reason) == (NeedState.RETURNED, f"请补充。\n{line}")


def test_a_return_still_needs_a_reason(sign_in):
    need = NeedFactory(state=NeedState.SUBMITTED, published_at=None)
    sign_in(bureau_user()).post(f"/needs/{need.id}/return", data={"reason": " ", "advice": ["  "]})
    db.session.expire_all()
    assert need.state is NeedState.SUBMITTED


def test_advice_for_a_saved_need_is_that_for_its_form(indexed):
    need = NeedFactory()
    indexed(need)
    found = help_for(need, need.author)
    assert found.similar == [] and found.ranking.available
    assert 0 < found.coaching.completeness <= 100
