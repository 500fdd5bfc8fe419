"""The page of a published achievement, for the different people who open it."""

import pytest

from matchmaker.services import index
from models import Match, Notification, Watch, db
from models.enums import AchievementState, MatchOrigin, NeedState, RelevanceLevel, Role
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, bureau_user, firm_user, research_user


@pytest.fixture
def author(app):
    return research_user()


@pytest.fixture
def achievement(author):
    row = AchievementFactory(author=author)
    index.put_achievement(row)
    db.session.commit()
    return row


def indexed(need):
    index.put_need(need)
    db.session.commit()
    return need


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_its_people_see_needs_with_reasons_and_can_answer(achievement, author, sign_in):
    need = indexed(NeedFactory())
    page = text(sign_in(author).get(f"/achievements/{achievement.id}"))
    assert need.title in page and "匹配需求" in page and "我能解决" in page and "为什么" in page and "<mark>" in page
    assert RelevanceLevel.STRONG.zh in page or RelevanceLevel.FAIR.zh in page
    sent = {"need_id": need.id, "achievement_id": achievement.id}
    sign_in(author).post("/matches/", data=sent)
    match = db.session.query(Match).one()
    assert match.origin is MatchOrigin.OFFER
    assert match.number in text(sign_in(author).get(f"/achievements/{achievement.id}"))


def test_officers_and_technology_managers_recommend(achievement, sign_in):
    indexed(NeedFactory())
    for user in (bureau_user(), bureau_user(Role.TECHNOLOGY_MANAGER)):
        page = text(sign_in(user).get(f"/achievements/{achievement.id}"))
        assert "推荐撮合" in page and "我能解决" not in page
    assert "推荐撮合" not in text(sign_in(bureau_user(Role.SUPERVISOR)).get(f"/achievements/{achievement.id}"))


def test_visitors_and_others_see_no_ranking_and_no_log(achievement, client, sign_in):
    indexed(NeedFactory())
    for browser in (client, sign_in(firm_user()), sign_in(research_user())):
        page = text(browser.get(f"/achievements/{achievement.id}"))
        assert "匹配需求" not in page and "过程记录" not in page


def test_a_firm_chooses_which_need_to_bring(achievement, sign_in):
    firm = firm_user()
    browser = sign_in(firm)
    assert "先发布需求" in text(browser.get(f"/achievements/{achievement.id}"))
    need, draft = NeedFactory(author=firm), NeedFactory(author=firm, state=NeedState.DRAFT, title="还没写完的需求")
    page = text(browser.get(f"/achievements/{achievement.id}"))
    assert f'<option value="{need.id}">' in page and draft.title not in page
    browser.post("/matches/", data={"need_id": need.id, "achievement_id": achievement.id})
    page = text(browser.get(f"/achievements/{achievement.id}"))
    assert db.session.query(Match).one().number in page and f'<option value="{need.id}">' not in page


def test_nothing_good_is_said_and_can_be_watched(achievement, author, sign_in):
    browser = sign_in(author)
    assert "暂无高匹配需求" in text(browser.get(f"/achievements/{achievement.id}"))
    browser.post(f"/achievements/{achievement.id}/watch")
    assert db.session.query(Watch).count() == 1
    assert "取消提醒" in text(browser.get(f"/achievements/{achievement.id}"))

    waiting = NeedFactory(state=NeedState.SUBMITTED, published_at=None, title=achievement.title)
    sign_in(bureau_user()).post(f"/needs/{waiting.id}/publish", data={"version": waiting.version})
    told = db.session.query(Notification).filter_by(user_id=author.id).all()
    assert any(each.params.get("title") == waiting.title for each in told)

    browser.post(f"/achievements/{achievement.id}/watch")
    assert db.session.query(Watch).count() == 0
    assert sign_in(firm_user()).post(f"/achievements/{achievement.id}/watch").status_code == 403


def test_without_the_model_the_page_says_so(achievement, author, sign_in, monkeypatch):
    from matchmaker.queries import ranking

    monkeypatch.setattr(ranking, "_ranking", lambda *_: ranking.UNAVAILABLE)
    page = text(sign_in(author).get(f"/achievements/{achievement.id}"))
    assert "匹配服务暂时不可用" in page and achievement.abstract in page


def test_my_achievements_with_counts_and_recommendations(achievement, author, sign_in):
    need = indexed(NeedFactory())
    MatchFactory(need=need, achievement=achievement)
    AchievementFactory(author=author, state=AchievementState.RETURNED, return_reason="缺少检测报告", published_at=None)
    page = text(sign_in(author).get("/achievements/mine"))
    assert "为我推荐的需求" in page and need.title in page
    assert "对接 1 次，进行中 1 次" in page and "缺少检测报告" in page
    drafts = text(sign_in(author).get("/achievements/mine?state=draft"))
    assert "缺少检测报告" in drafts and "对接 1 次" not in drafts


def test_the_first_visit_says_what_to_do(author, sign_in):
    assert "发布第一项成果" in text(sign_in(author).get("/achievements/mine"))
