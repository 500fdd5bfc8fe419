"""What stands beside a need, and for whom."""

import pytest

from matchmaker.services import index
from models import Match, Watch, db
from models.enums import Role
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, bureau_user, firm_user, research_user


@pytest.fixture
def need(app):
    return NeedFactory(author=firm_user())


@pytest.fixture
def achievement(need):
    row = AchievementFactory(title="铝型材挤压表面裂纹在线检测装置")
    index.put_achievement(row)
    db.session.commit()
    return row


def test_the_firm_sees_what_answers_its_need_and_asks_for_talks(sign_in, need, achievement):
    client = sign_in(need.author)
    page = client.get(f"/needs/{need.id}").text
    assert achievement.title in page
    assert "请求对接" in page
    assert "为什么" in page
    data = {"need_id": need.id, "achievement_id": achievement.id, "back": f"/needs/{need.id}"}
    assert client.post("/matches/", data=data).status_code == 302
    match = db.session.query(Match).one()
    assert match.number in client.get(f"/needs/{need.id}").text


def test_the_bureau_recommends(sign_in, need, achievement):
    assert "推荐撮合" in sign_in(bureau_user()).get(f"/needs/{need.id}").text
    supervisor = sign_in(bureau_user(Role.SUPERVISOR)).get(f"/needs/{need.id}").text
    assert achievement.title in supervisor
    assert "推荐撮合" not in supervisor


def test_others_see_no_ranking(client, sign_in, need, achievement):
    pages = [client.get(f"/needs/{need.id}"), sign_in(firm_user()).get(f"/needs/{need.id}")]
    pages.append(sign_in(research_user()).get(f"/needs/{need.id}"))
    for page in pages:
        assert page.status_code == 200
        assert achievement.title not in page.text
        assert "匹配成果" not in page.text
        assert "过程记录" not in page.text


def test_a_researcher_offers_an_own_achievement(sign_in, need):
    researcher = research_user()
    own = AchievementFactory(author=researcher, title="我院的裂纹检测仪")
    client = sign_in(researcher)
    assert own.title in client.get(f"/needs/{need.id}").text
    client.post("/matches/", data={"need_id": need.id, "achievement_id": own.id})
    assert db.session.query(Match).one().proposed_by_id == researcher.id
    assert "先发布成果" in sign_in(research_user()).get(f"/needs/{need.id}").text


def test_nothing_fits_and_the_page_says_so(sign_in, need):
    client = sign_in(need.author)
    assert "暂无高匹配成果" in client.get(f"/needs/{need.id}").text
    client.post(f"/needs/{need.id}/watch")
    assert db.session.query(Watch).one().user_id == need.author.id
    assert "取消提醒" in client.get(f"/needs/{need.id}").text
    client.post(f"/needs/{need.id}/watch")
    assert db.session.query(Watch).count() == 0


def test_strangers_do_not_watch(sign_in, need):
    assert sign_in(research_user()).post(f"/needs/{need.id}/watch").status_code == 403


def test_matches_are_counted_among_my_needs(sign_in, need):
    MatchFactory(need=need)
    assert "对接 1 次，进行中 1 次" in sign_in(need.author).get("/needs/mine").text
