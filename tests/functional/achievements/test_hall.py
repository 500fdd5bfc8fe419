from decimal import Decimal

import pytest
from sqlalchemy import event

from models import db
from models.enums import AchievementLevel, Stage, TransferMode
from tests.factories import AchievementFactory, bureau_user, reference, research_user

TITLES = ("金属型材在线检测", "花生脱壳机构", "导电陶瓷靶材")


@pytest.fixture
def three(app):
    author = research_user()
    AchievementFactory(author=author, title=TITLES[0])
    AchievementFactory(
        author=author,
        title=TITLES[1],
        fields=[reference.field("ma-agri")],
        stage=Stage.PRODUCTION,
        trl=9,
        price=None,
        modes=[TransferMode.TRANSFER, TransferMode.SERVICE],
        level=AchievementLevel.NATIONAL_LEADING,
    )
    AchievementFactory(author=research_user(), title=TITLES[2], trl=3, stage=Stage.LAB, price=Decimal("320.00"))
    return author


def found(client, query: str = "") -> list[str]:
    page = client.get(f"/achievements/?{query}").get_data(as_text=True)
    places = {title: page.find(f">{title}</a>") for title in TITLES}
    return sorted((title for title, place in places.items() if place >= 0), key=places.__getitem__)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {0, 1, 2}),
        ("q=脱壳", {1}),
        ("q=检测 金属", {0}),
        ("q=导电 脱壳", set()),
        ("q=100%25", set()),
        ("q=_", set()),
        ("field={machinery}", {1}),
        ("field={ma-agri}", {1}),
        ("field={materials}", {0, 2}),
        ("field={mat-metals}&field={ma-agri}", {0, 1, 2}),
        ("stage=LAB&stage=PILOT", {0, 2}),
        ("trl_from=4&trl_to=8", {0}),
        ("mode=SERVICE", {1}),
        ("price=open", {1}),
        ("price=50-100", {0}),
        ("price=from-300&price=open", {1, 2}),
        ("level=NATIONAL_LEADING", {1}),
        ("status=transferred", set()),
        ("stage=MOON&trl_from=12&price=cheap&mode=&page=-4&sort=x&status=?&field=abc&organization=x", {0, 1, 2}),
        ("page=99999999999999999999", {0, 1, 2}),
        ("field=99999999999999999999", {0, 1, 2}),
    ],
)
def test_filters(three, client, query, expected):
    codes = {code: reference.field(code).id for code in ("machinery", "ma-agri", "materials", "mat-metals")}
    for code, number in codes.items():
        query = query.replace(f"{{{code}}}", str(number))
    assert set(found(client, query)) == {TITLES[place] for place in expected}


def test_of_one_organization(three, client):
    page = client.get(f"/achievements/?organization={three.organization_id}").get_data(as_text=True)
    assert TITLES[2] not in page and TITLES[0] in page and three.organization.name in page


def test_sorted_by_price(three, client):
    assert found(client, "sort=price") == [TITLES[0], TITLES[2], TITLES[1]]
    assert found(client, "sort=price-high") == [TITLES[2], TITLES[0], TITLES[1]]


def test_chips_take_single_conditions_off(three, client):
    page = client.get("/achievements/?q=检测&stage=PILOT&stage=LAB&trl_from=4").get_data(as_text=True)
    assert "TRL 4 及以上" in page and "含“检测”" in page and "去掉条件：中试" in page
    assert "stage=LAB" in page.split("去掉条件：中试")[0].rsplit("href=", 1)[1]


def test_nothing_found_says_what_to_do(three, client):
    assert "没有符合条件的成果" in client.get("/achievements/?q=量子纠缠").get_data(as_text=True)


def test_pages_keep_the_conditions(app, client):
    author = research_user()
    for _ in range(25):
        AchievementFactory(author=author)
    page = client.get("/achievements/?stage=PILOT&page=2").get_data(as_text=True)
    assert page.count('class="row-title"') == 5 and "stage=PILOT" in page and "共 <b>25</b> 项" in page


@pytest.mark.parametrize("address", ["/achievements/", "/achievements/mine", "/achievements/review"])
def test_query_counts_do_not_grow(app, sign_in, address):
    author = research_user()
    user = bureau_user() if address.endswith("review") else author
    state = "SUBMITTED" if address.endswith("review") else "PUBLISHED"

    def queries() -> int:
        browser, seen = sign_in(user), []
        listen = lambda *_: seen.append(1)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        assert browser.get(address).status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    # the recommendations of one's own page look at the latest six
    for _ in range(6):
        AchievementFactory(author=author, state=state)
    queries()
    few = queries()
    for _ in range(8):
        AchievementFactory(author=author, state=state, organization=author.organization)
    assert queries() == few
