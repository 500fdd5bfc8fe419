from datetime import timedelta

from flask import url_for
from sqlalchemy import event

from matchmaker.adapters import clock
from models import db
from models.enums import NeedKind, NeedState, OrganizationState, Visibility
from tests.factories import (
    AchievementFactory,
    NeedFactory,
    OrganizationFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)


def _challenge(title, days, **given):
    return NeedFactory(
        title=title,
        kind=NeedKind.CHALLENGE,
        state=NeedState.BIDDING,
        award_amount=300,
        bid_deadline=clock.now() + timedelta(days=days),
        **given,
    )


def test_a_visitor_sees_what_is_open(client):
    NeedFactory(title="型材裂纹检测")
    NeedFactory(title="还是草稿", state=NeedState.DRAFT)
    NeedFactory(title="只给受邀者", visibility=Visibility.INVITED)
    _challenge("三天后截止的榜", 3)
    _challenge("已经截止的榜", -1)
    AchievementFactory(title="视觉检测系统")
    page = client.get("/").text
    for title in ("型材裂纹检测", "三天后截止的榜", "视觉检测系统", "怎样对接", "注册单位"):
        assert title in page
    assert "还是草稿" not in page
    assert "只给受邀者" not in page
    assert "已经截止的榜" not in page.split('class="closing"')[1].split("</ul>")[0]


def test_the_figures_lead_to_the_records(client):
    NeedFactory()
    _challenge("榜单", 3)
    AchievementFactory()
    page = client.get("/").text
    values = page.split('class="stats"')[1].split("</ul>")[0]
    assert values.count("stat-value") == 4
    for endpoint, given in (
        ("needs.hall", {}),
        ("needs.hall", {"kind": "CHALLENGE"}),
        ("achievements.hall", {}),
        ("organizations.index", {}),
    ):
        assert f'href="{url_for(endpoint, _external=False, **given)}"' in values


def test_the_nearest_deadline_comes_first(client):
    _challenge("后截止", 9)
    _challenge("先截止", 2)
    page = client.get("/").text.split('class="closing"')[1]
    assert page.index("先截止") < page.index("后截止")


def test_the_search_box_goes_to_either_hall_without_script(client):
    page = client.get("/").text
    needs, achievements = (url_for(f"{area}.hall", _external=False) for area in ("needs", "achievements"))
    assert f'method="get" action="{needs}"' in page
    assert f'formaction="{achievements}"' in page


def test_an_empty_site_says_what_to_do(client):
    page = client.get("/").text
    assert "还没有正在征集的需求" in page
    assert "还没有公开的成果" in page
    assert "目前没有开放揭榜的榜单" in page


def test_members_are_greeted_with_their_own_ways_on(sign_in):
    need, achievement = (url_for(f"{area}.create", _external=False) for area in ("needs", "achievements"))
    firm = sign_in(firm_user(name="高培林")).get("/").text
    assert "高培林，您好" in firm
    assert f'href="{need}"' in firm
    assert f'href="{achievement}"' not in firm
    assert "怎样对接" not in firm
    assert f'href="{achievement}"' in sign_in(research_user()).get("/").text
    assert 'href="/organizations/review"' in sign_in(bureau_user()).get("/").text


def test_somebody_not_yet_verified_is_told_where_things_stand(sign_in):
    owner = UserFactory(organization=OrganizationFactory(state=OrganizationState.PENDING))
    page = sign_in(owner).get("/").text
    assert "等待科技局审核" in page
    assert "发布需求" not in page


def test_the_page_reads_in_english_too(client):
    client.post("/account/language", data={"language": "en"})
    assert '<html lang="en' in client.get("/").text


def test_the_number_of_queries_does_not_grow_with_the_rows(client):
    def count():
        statements = []
        hook = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", hook)
        client.get("/")
        event.remove(db.engine, "before_cursor_execute", hook)
        return len(statements)

    NeedFactory()
    AchievementFactory()
    _challenge("榜单", 2)
    few = count()
    for days in range(3, 6):
        NeedFactory()
        AchievementFactory()
        _challenge("又一榜", days)
    assert count() == few
