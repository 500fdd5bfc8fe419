"""匹配对照单: what the firm, the researcher, the officer and outsiders read of one pair."""

import re

import pytest

from matchmaker.search import replica
from matchmaker.services import index
from matchmaker.settings import settings
from models import Achievement, AchievementInvitation, Need, NeedInvitation, Parameter, Requirement, db
from models.enums import Comparator, NeedState, Obligation, Visibility
from tests.encoder_folder import encoder_folder
from tests.factories import AchievementFactory, NeedFactory, bureau_user, firm_user, research_user


def requirements() -> list[Requirement]:
    wished = Requirement(position=1, indicator="设备重量", comparator=Comparator.LE, value="200", unit="kg")
    wished.obligation = Obligation.WISH
    depth = Requirement(position=2, indicator="可检裂纹深度", comparator=Comparator.LE, value="0.10", unit="mm")
    missed = Requirement(position=3, indicator="漏检率", comparator=Comparator.LE, value="1", unit="%")
    rows = Requirement(position=4, indicator="检测速度", comparator=Comparator.GE, value="10", unit="m/min")
    return [wished, depth, missed, rows]


def parameters() -> list[Parameter]:
    depth = Parameter(position=1, indicator="可检裂纹深度", value="0.08", unit="mm", evidence="第三方检测报告")
    return [depth, Parameter(position=2, indicator="漏检率", value="4.2", unit="%")]


@pytest.fixture
def pair(app):
    """A need of four requirements, the first only wished for, and an achievement that speaks of two of them."""
    encoder_folder()
    need = NeedFactory(requirements=requirements())
    achievement = AchievementFactory(parameters=parameters(), abstract="采用多光谱线阵相机识别挤压型材表面裂纹。")
    put(need, achievement)
    return need, achievement


def put(need: Need, achievement: Achievement) -> None:
    index.put_need(need)
    index.put_achievement(achievement)
    db.session.commit()


def address(need: Need, achievement: Achievement) -> str:
    return f"/needs/{need.id}/achievements/{achievement.id}/sheet"


def rows_of(page: str) -> list[str]:
    """The rows of the comparison as a person reads them."""
    body = page.split('id="lines"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", "", row).split()) for row in body.split("</tr>")[:-1]]


def letter_of(page: str) -> str:
    return page.split('id="letter">')[1].split("</p>")[0]


def test_the_firm_reads_how_each_requirement_stands_and_what_to_ask(pair, sign_in):
    need, achievement = pair
    page = sign_in(need.author).get(address(*pair)).text
    for words in (need.title, need.number, achievement.title, achievement.number, achievement.organization.name):
        assert words in page
    assert "匹配对照单" in page.split("<h1>")[1].split("</h1>")[0]
    assert "得分由哪些方面构成" in page and "每 100 对里约有" in page and replica.current().model in page
    depth, misses, speed, weight = rows_of(page)
    assert depth.startswith("✓ 满足 可检裂纹深度 必须 ≤ 0.10 mm") and "第 1 项参数" in depth
    assert "比要求低 0.02 mm（20%）" in depth
    assert misses.startswith("✕ 不满足 漏检率 必须") and "差 3.2 个百分点（320%）" in misses
    assert speed.startswith("± 部分满足 检测速度 必须") and "检测速度快" in speed and "技术优势第 1 句" in speed
    assert weight.startswith("? 未提及 设备重量 期望"), "required ones come first"
    assert "必须项 3 项，满足 1 项" in page
    assert "建议向对方追问" in page
    letter = letter_of(page)
    assert letter.startswith("您好") and "1. “检测速度”要求 ≥ 10 m/min：材料中提到了但没有数值" in letter
    assert "2. “设备重量”要求 ≤ 200 kg：材料中没有提到" in letter
    assert "裂纹深度" not in letter
    assert "<mark>" in page.split('id="texts"')[1]


def test_the_researcher_reads_the_same_rows_and_what_to_be_ready_for(pair, sign_in):
    need, achievement = pair
    firm, researcher = (sign_in(author).get(address(*pair)).text for author in (need.author, achievement.author))
    assert rows_of(researcher) == rows_of(firm) and letter_of(researcher) == letter_of(firm)
    assert "对方可能会问" in researcher and "建议向对方追问" not in researcher


def test_the_officer_reads_the_same_sheet_and_recommends_from_it(pair, sign_in):
    officer = sign_in(bureau_user())
    page = officer.get(address(*pair)).text
    assert rows_of(page) == rows_of(sign_in(pair[0].author).get(address(*pair)).text)
    assert "推荐撮合" in page
    officer.post("/matches/", data={"need_id": pair[0].id, "achievement_id": pair[1].id})
    page = officer.get(address(*pair)).text
    assert "推荐撮合" not in page and "待响应" in page


def test_in_english(pair, sign_in):
    client = sign_in(pair[0].author)
    client.post("/account/language", data={"language": "en"})
    page = client.get(address(*pair)).text
    depth, misses, *_ = rows_of(page)
    assert depth.startswith("✓ Met") and "0.02 mm below the limit (20%)" in depth and "parameter 1" in depth
    assert "short by 3.2 percentage points" in misses
    assert "What to ask next" in page and letter_of(page).startswith("Hello!")


def test_contacts_are_never_on_it(pair, sign_in):
    need, achievement = pair
    for person in (need.author, achievement.author, bureau_user()):
        page = sign_in(person).get(address(*pair)).text
        for contact in (need.contact_phone, achievement.contact_phone, need.contact_name, achievement.contact_name):
            assert contact not in page


def test_a_visitor_reads_it_only_while_both_are_public_in_detail(pair, client, sign_in):
    need, achievement = pair
    assert client.get(address(*pair)).status_code == 200
    need.visibility = Visibility.SUMMARY
    db.session.commit()
    assert client.get(address(*pair)).status_code == 404
    assert sign_in(firm_user()).get(address(*pair)).status_code == 404
    assert sign_in(research_user()).get(address(*pair)).status_code == 200, "summaries open to verified researchers"
    achievement.visibility = Visibility.SUMMARY
    db.session.commit()
    assert sign_in(research_user()).get(address(*pair)).status_code == 404
    assert sign_in(bureau_user()).get(address(*pair)).status_code == 200


def test_by_invitation_it_is_read_by_the_invited(pair, client, sign_in):
    need, achievement = pair
    stranger, invited = research_user(), research_user()
    need.visibility = achievement.visibility = Visibility.INVITED
    need.invitations = [NeedInvitation(organization_id=invited.organization_id)]
    db.session.commit()
    for person in (stranger, invited, need.author, achievement.author):
        assert sign_in(person).get(address(*pair)).status_code == 404, "one of the two is still closed to each"
    achievement.invitations = [AchievementInvitation(organization_id=need.organization_id)]
    db.session.commit()
    assert sign_in(need.author).get(address(*pair)).status_code == 200
    assert sign_in(achievement.author).get(address(*pair)).status_code == 404
    assert sign_in(bureau_user()).get(address(*pair)).status_code == 200
    assert client.get(address(*pair)).status_code == 404


def test_an_unknown_pair_or_a_draft_of_others_is_not_found(pair, client):
    need, achievement = pair
    assert client.get(f"/needs/{need.id}/achievements/{achievement.id + 99}/sheet").status_code == 404
    assert client.get(f"/needs/{need.id + 99}/achievements/{achievement.id}/sheet").status_code == 404
    need.state = NeedState.DRAFT
    db.session.commit()
    assert client.get(address(*pair)).status_code == 404


def test_a_changed_parameter_changes_the_verdict(pair, sign_in):
    need, achievement = pair
    firm = sign_in(need.author)
    assert rows_of(firm.get(address(*pair)).text)[0].startswith("✓ 满足")
    achievement.parameters[0].value = "0.5"
    put(need, achievement)
    assert rows_of(firm.get(address(*pair)).text)[0].startswith("✕ 不满足")


def test_without_a_model_words_and_numbers_are_still_judged(pair, sign_in, monkeypatch, tmp_path):
    firm = sign_in(pair[0].author)
    before = rows_of(firm.get(address(*pair)).text)
    monkeypatch.setitem(settings, "ENCODER", str(tmp_path / "nowhere"))
    page = firm.get(address(*pair)).text
    assert "关联度暂时无法给出" in page and "每 100 对里" not in page
    assert [row.split("必须")[0] for row in rows_of(page)] == [row.split("必须")[0] for row in before]
    assert "<mark>" in page.split('id="texts"')[1]


def test_before_the_vectors_are_ready_rows_are_judged_without_a_level(app, sign_in):
    need, achievement = NeedFactory(requirements=requirements()), AchievementFactory(parameters=parameters())
    page = sign_in(need.author).get(address(need, achievement)).text
    assert "关联度暂时无法给出" in page and rows_of(page)[0].startswith("✓ 满足")


def test_a_need_without_requirements_says_so(app, client):
    need, achievement = NeedFactory(requirements=[]), AchievementFactory()
    page = client.get(address(need, achievement)).text
    assert "需求没有列出考核指标" in page and 'id="questions"' not in page


def test_ranked_cards_and_the_match_lead_to_the_sheet(pair, sign_in):
    need, achievement = pair
    firm, researcher = sign_in(need.author), sign_in(achievement.author)
    link = f'href="{address(*pair)}"'
    for client, page in ((firm, f"/needs/{need.id}"), (researcher, f"/achievements/{achievement.id}")):
        card = client.get(page).text.split('class="ranked"')[1]
        assert link in card and 'title="可检裂纹深度：满足"' in card and 'title="设备重量：未提及"' in card
    assert link in firm.get("/needs/mine").text
    assert link in researcher.get("/achievements/mine").text
    answer = firm.post("/matches/", data={"need_id": need.id, "achievement_id": achievement.id})
    assert link in researcher.get(answer.location).text
