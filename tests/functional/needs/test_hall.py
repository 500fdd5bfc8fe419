"""Finding a need in the hall."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from matchmaker.adapters import clock
from models import db
from models.enums import CooperationMode, NeedKind, NeedState, OrganizationState
from tests.factories import NeedFactory, OrganizationFactory, firm_user, reference, research_user


@pytest.fixture
def titles(client):
    def _titles(query: str = "") -> list[str]:
        page = client.get(f"/needs/?{query}")
        assert page.status_code == 200
        return re.findall(r'row-title"><a href="[^"]+">([^<]+)</a>', page.text)

    return _titles


@pytest.fixture
def three(app):
    """A metal need of 30 万元, a machinery one 面议, and a challenge of 300 万元 in the other district."""
    now = clock.now()
    NeedFactory(title="铝材裂纹", budget=Decimal(30), published_at=now - timedelta(days=3))
    NeedFactory(
        title="播种深度",
        problem="播种深度不稳。",
        background="",
        requirements=[],
        field=reference.field("ma-agri"),
        budget=None,
        modes=[CooperationMode.TRANSFER],
        published_at=now - timedelta(days=2),
    )
    NeedFactory(
        title="磁材烧结榜单",
        problem="矫顽力偏低。",
        background="",
        requirements=[],
        kind=NeedKind.CHALLENGE,
        state=NeedState.BIDDING,
        award_amount=Decimal(300),
        budget=Decimal(10),
        bid_deadline=now + timedelta(days=9),
        district=reference.district("hedong"),
        published_at=now - timedelta(days=1),
    )
    NeedFactory(title="签过约的", state=NeedState.CONTRACTED, published_at=now - timedelta(days=4))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["磁材烧结榜单", "播种深度", "铝材裂纹"]),
        ("q=裂纹", ["铝材裂纹"]),
        ("q=深度 不稳", ["播种深度"]),
        ("q=深度 矫顽力", []),
        ("q=%25", []),
        ("q=_", []),
        ("kind=CHALLENGE", ["磁材烧结榜单"]),
        ("mode=TRANSFER", ["播种深度"]),
        ("mode=TRANSFER&mode=JOINT", ["磁材烧结榜单", "播种深度", "铝材裂纹"]),
        ("budget=under-50", ["铝材裂纹"]),
        ("budget=from-300", ["磁材烧结榜单"]),
        ("budget=open&budget=under-50", ["播种深度", "铝材裂纹"]),
        ("status=contracted", ["签过约的"]),
        ("status=all", ["磁材烧结榜单", "播种深度", "铝材裂纹", "签过约的"]),
        ("sort=budget", ["磁材烧结榜单", "铝材裂纹", "播种深度"]),
        ("sort=deadline", ["磁材烧结榜单", "播种深度", "铝材裂纹"]),
    ],
)
def test_filters_and_orders(three, titles, query, expected):
    assert titles(query) == expected


def test_fields_of_either_level_and_districts(three, titles):
    materials, metals = reference.field("materials"), reference.field("mat-metals")
    assert titles(f"field={materials.id}") == ["磁材烧结榜单", "铝材裂纹"]
    assert titles(f"field={metals.id}") == ["磁材烧结榜单", "铝材裂纹"]
    assert titles(f"district={reference.district('hedong').id}") == ["磁材烧结榜单"]


def test_a_number_finds_its_need(three, titles):
    need = NeedFactory(title="带编号的")
    assert titles(f"q={need.number}") == ["带编号的"]
    assert titles(f"q={need.number.lower()}") == ["带编号的"]


def test_letters_are_found_in_either_case(three, titles):
    NeedFactory(title="PLC 控制柜改造")
    assert titles("q=plc") == titles("q=Plc 控制柜") == ["PLC 控制柜改造"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-3",
        "page=99999999999999999999",
        "page=x",
        "field=abc&field=99999999999999999999&district=-1",
        "field=²",
        "kind=NOPE&mode=&budget=much&status=gone&sort=;drop",
        "organization=0&organization=x",
        "q=" + "长" * 300,
        "q=%00",
    ],
)
def test_nonsense_in_the_address_never_breaks_the_page(three, client, query):
    assert client.get(f"/needs/?{query}").status_code == 200


def test_chips_take_off_one_condition_each(three, client):
    page = client.get("/needs/?q=铝材&mode=JOINT&mode=TRANSFER&status=all").text
    chips = re.findall(r'<li><a href="([^"]+)" aria-label="去掉条件：([^"]+)"', page)
    assert [name for _, name in chips] == ["含“铝材”", "全部", "合作开发", "技术转让"]
    without = chips[-1][0].replace("&amp;", "&")
    assert "mode=JOINT" in without
    assert "mode=TRANSFER" not in without


def test_an_empty_answer_says_what_to_do(three, client):
    assert "没有符合条件的需求" in client.get("/needs/?q=量子").text


def _queries(client, address: str) -> int:
    seen: list[str] = []

    def note(conn, cursor, statement, *_):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize("address", ["/needs/", "/needs/mine"])
def test_more_rows_ask_no_more_questions(sign_in, address):
    author = firm_user()
    client = sign_in(author)
    # recommendations look at the latest six
    for _ in range(6):
        NeedFactory(author=author)
    few = _queries(client, address)
    for _ in range(9):
        NeedFactory(author=author)
    assert _queries(client, address) <= few


def test_my_needs_with_their_states_and_matches(sign_in):
    author = firm_user()
    NeedFactory(author=author, title="草稿一份", state=NeedState.DRAFT, published_at=None)
    NeedFactory(author=author, title="退回一份", state=NeedState.RETURNED, return_reason="缺指标")
    NeedFactory(title="别家的")
    client = sign_in(author)
    page = client.get("/needs/mine").text
    assert "草稿一份" in page
    assert "缺指标" in page
    assert "别家的" not in page
    assert "退回一份" not in client.get("/needs/mine?state=submitted").text
    assert "还没有提出过需求" in sign_in(firm_user()).get("/needs/mine").text
    assert sign_in(research_user()).get("/needs/mine").status_code == 403


@pytest.mark.parametrize("hall", ["needs", "achievements"])
def test_the_name_of_an_organization_that_waits_is_not_told(client, hall):
    waiting = OrganizationFactory(state=OrganizationState.PENDING, name="沂蒙待核机械有限公司")
    known = OrganizationFactory(name="沂蒙已核机械有限公司")
    assert waiting.name not in client.get(f"/{hall}/?organization={waiting.id}").text
    assert known.name in client.get(f"/{hall}/?organization={known.id}").text
