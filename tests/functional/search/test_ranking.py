"""What a person sees ranked for an item, and why."""

import json

from matchmaker.queries import ranking
from matchmaker.services.relevance import of_pair
from matchmaker.settings import settings
from models import AchievementInvitation, db
from models.enums import NeedState, RelevanceLevel, Visibility
from tests.factories import AchievementFactory, NeedFactory, bureau_user, firm_user, research_user

UNRELATED = {
    "title": "桃树缩叶病生防菌剂",
    "abstract": "从桃园土壤中筛得解淀粉芽孢杆菌，田间防效稳定。",
    "advantages": "",
    "keywords": ["生物防治"],
    "parameters": [],
}


def test_the_fitting_achievement_comes_first_with_its_reason(indexed):
    need, fitting, other = NeedFactory(), AchievementFactory(), AchievementFactory(**UNRELATED)
    indexed(need, fitting, other)
    found = ranking.achievements_for(need, need.author)
    assert found.rows[0].item is fitting
    assert found.has_good
    assert found.rows[0].level in ranking.GOOD
    reason = found.rows[0].reason
    assert "裂纹" in "".join(text for text, _ in reason.segments)
    assert any(hit for _, hit in reason.segments)
    assert reason.terms
    assert abs(sum(share for _, share in reason.factors) - 1) < 1e-6
    assert other not in [row.item for row in found.rows]


def test_needs_are_ranked_for_an_achievement_and_for_its_author(indexed):
    need, fitting = NeedFactory(), AchievementFactory()
    indexed(need, fitting)
    assert ranking.needs_for(fitting, fitting.author).rows[0].item is need
    row = ranking.needs_for_user(fitting.author)[0]
    assert (row.item, row.because) == (need, fitting)


def test_achievements_are_ranked_for_a_person_of_a_firm(indexed):
    need, fitting, other = NeedFactory(), AchievementFactory(), AchievementFactory(**UNRELATED)
    closed = NeedFactory(author=need.author, state=NeedState.WITHDRAWN)
    indexed(need, closed, fitting, other)
    rows = ranking.achievements_for_user(need.author)
    assert [(row.item, row.because) for row in rows] == [(fitting, need)]
    colleague = firm_user(organization=need.organization)
    assert [row.item for row in ranking.achievements_for_user(colleague)] == [fitting]
    need.state = NeedState.WITHDRAWN
    db.session.commit()
    assert ranking.achievements_for_user(need.author) == []


def test_my_needs_begin_with_the_achievements_that_fit(indexed, sign_in):
    need, fitting = NeedFactory(), AchievementFactory()
    client = sign_in(need.author)
    indexed(need)
    page = client.get("/needs/mine").text
    assert "为我推荐的成果" in page and "目前没有达到较强相关的成果" in page
    indexed(fitting)
    page = client.get("/needs/mine").text.split('id="recommended"')[1].split("</section>")[0]
    assert fitting.title in page and fitting.organization.name in page and need.title in page
    assert "为我推荐的成果" not in client.get("/needs/mine?state=open").text


def test_without_an_open_need_nothing_is_recommended(indexed, sign_in):
    need = NeedFactory(state=NeedState.DRAFT, published_at=None)
    indexed(AchievementFactory())
    assert "为我推荐的成果" not in sign_in(need.author).get("/needs/mine").text


def test_nothing_that_fits_is_said_to_fit(indexed):
    need, other = NeedFactory(), AchievementFactory(**UNRELATED)
    indexed(need, other)
    assert not ranking.achievements_for(need, need.author).has_good


def test_an_invited_item_is_ranked_only_for_the_invited(indexed):
    hidden, need = AchievementFactory(visibility=Visibility.INVITED), NeedFactory()
    indexed(hidden, need)
    assert ranking.achievements_for(need, need.author).rows == []
    hidden.invitations.append(AchievementInvitation(organization_id=need.organization_id))
    db.session.commit()
    assert ranking.achievements_for(need, need.author).rows[0].item is hidden


def test_a_summary_is_ranked_without_quoting_its_details(indexed):
    need = NeedFactory(visibility=Visibility.SUMMARY)
    achievement = AchievementFactory()
    indexed(need, achievement)
    stranger = research_user()
    assert ranking.reason_for(need, achievement, stranger).reason is not None
    achievement.visibility = Visibility.SUMMARY
    db.session.commit()
    assert ranking.reason_for(need, achievement, stranger).reason is None
    assert ranking.reason_for(need, achievement, bureau_user()).reason is not None


def test_own_items_are_not_offered_to_oneself(indexed):
    need = NeedFactory()
    own = AchievementFactory(author=need.author)
    indexed(need, own)
    assert ranking.achievements_for(need, need.author).rows == []


def test_a_pair_has_level_and_probability(indexed):
    need, achievement = NeedFactory(), AchievementFactory()
    indexed(need, achievement)
    level, probability = of_pair(need, achievement)
    assert isinstance(level, RelevanceLevel)
    assert 0 < probability <= 1


def test_an_empty_draft_ranks_nothing(indexed):
    indexed(AchievementFactory())
    draft = NeedFactory(title="？", background="", problem="", scenario="", requirements=[])
    assert ranking.achievements_for(draft, draft.author).rows == []


def test_without_a_model_the_page_goes_on_without_ranking(app, monkeypatch, tmp_path):
    need, achievement = NeedFactory(), AchievementFactory()
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "nowhere"))
    assert not ranking.achievements_for(need, need.author).available
    assert ranking.reason_for(need, achievement, need.author) is None
    assert of_pair(need, achievement) == (None, None)


def test_evaluate_prints_the_figures_of_a_pack(app, tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "needs.csv").write_text("need_id,title,text\nn1,铝型材裂纹检测,在线发现表面裂纹\n", "utf-8")
    rows = ["a1,型材表面裂纹机器视觉检测", "a2,桃树生防菌剂", "a3,超声探伤装置"]
    (pack / "achievements.csv").write_text("achievement_id,title\n" + "\n".join(rows) + "\n", "utf-8")
    (pack / "pairs.csv").write_text("need_id,achievement_id,level\nn1,a1,4\nn1,a2,1\nn1,a3,2\n", "utf-8")
    result = app.test_cli_runner().invoke(args=["evaluate", str(pack), "--json", "--out", str(tmp_path / "out")])
    figures = json.loads(result.output)
    assert figures["auc"] == 1.0
    assert (tmp_path / "out" / "predictions.csv").exists()
    assert (tmp_path / "out" / "retrieved.csv").exists()
