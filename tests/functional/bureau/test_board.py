"""The board: every figure equals a recount, and leads to exactly the records it counts."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from itertools import pairwise

import pytest
from sqlalchemy import text

from matchmaker.adapters import clock
from matchmaker.queries import board as board_query
from models import Need, db
from models.enums import AchievementState, AgreementState, MatchState, NeedState, ProjectState
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, ProjectFactory, bureau_user, reference
from tests.factories.agreements import AgreementFactory
from tests.factories.figures import TargetFactory
from tests.functional.bureau.page import bars, figures, month_rows, total
from tests.functional.bureau.test_desk import queries_of


@pytest.fixture
def officer(app):
    return bureau_user()


@pytest.fixture
def filled(app):
    """Records of this year and of earlier ones, in states that count and in states that do not."""
    year = clock.today().year
    this, last = datetime(year, 1, 5, tzinfo=UTC), datetime(year - 1, 6, 5, tzinfo=UTC)
    for state in (NeedState.PUBLISHED, NeedState.BIDDING, NeedState.CONTRACTED, NeedState.WITHDRAWN):
        NeedFactory(state=state, published_at=this)
        NeedFactory(state=state, published_at=last, district=reference.district("hedong"))
    NeedFactory(state=NeedState.DRAFT, published_at=None)
    AchievementFactory(published_at=this, fields=[reference.field(), reference.field("materials")])
    AchievementFactory(state=AchievementState.TRANSFERRED, published_at=last)
    for state in MatchState:
        MatchFactory(state=state, ended_at=this if state is MatchState.AGREED else None)
    for index, state in enumerate(AgreementState):
        for signed_on in (date(year, 1, 4), date(year - 1, 12, 31), date(year - 3, 2, 1)):
            project = ProjectFactory(state=ProjectState.SIGNED, district=reference.district())
            amounts = {"amount": Decimal("100.10") + index, "tech_amount": Decimal("33.35") + index}
            AgreementFactory(project=project, state=state, signed_on=signed_on, **amounts)


def recount(sql: str, **given: object) -> int:
    return db.session.execute(text(sql), given).scalar() or 0


def yuan(hundredths: int) -> str:
    return f"{Decimal(int(hundredths)) / 100:,.2f}"


def test_figures_equal_a_recount_by_plain_sql(sign_in, officer, filled):
    shown = {label: value for label, value, _ in figures(sign_in(officer).get("/bureau/board").text)}
    counted = "state IN ('SIGNED', 'REGISTERED')"
    assert int(shown["在征需求"]) == recount("SELECT count(*) FROM need WHERE state IN ('PUBLISHED', 'BIDDING')")
    assert int(shown["在库成果"]) == recount("SELECT count(*) FROM achievement WHERE state = 'PUBLISHED'")
    assert int(shown["洽谈中的对接"]) == recount("SELECT count(*) FROM match WHERE state = 'TALKING'")
    assert int(shown["待双方同意的对接"]) == recount(
        "SELECT count(*) FROM match WHERE state IN ('PROPOSED', 'ACCEPTED_BY_ONE')"
    )
    # the sums in all stand after those of the year under the same label, and so are what is left here
    assert shown["成交额"] == yuan(recount(f"SELECT sum(amount) FROM agreement WHERE {counted}"))
    assert shown["技术交易额"] == yuan(recount(f"SELECT sum(tech_amount) FROM agreement WHERE {counted}"))


def test_the_year_is_counted_apart(sign_in, officer, filled):
    year = clock.today().year
    found = board_query.board()
    sql = "SELECT sum(amount) FROM agreement WHERE state IN ('SIGNED', 'REGISTERED') AND signed_on BETWEEN :a AND :b"
    amount = recount(sql, a=f"{year}-01-01", b=f"{year}-12-31")
    assert found.of_year["agreements"].amount == Decimal(int(amount)) / 100
    assert found.of_year["agreements"].count == 2
    assert found.ever["agreements"].count == 6
    published = [need.published_at for need in db.session.query(Need) if need.published_at]
    assert found.of_year["needs-new"].count == sum(at.astimezone(clock.CITY_ZONE).year == year for at in published)
    assert found.of_year["needs-new"].count < len(published)
    assert found.of_year["matches-agreed"].count == 1
    before = board_query.board(year - 1)
    assert before.of_year["agreements"].count == 2
    assert (before.year.since, before.months[-1].scope.until) == (date(year - 1, 1, 1), date(year - 1, 12, 31))
    assert board_query.board(year + 1).year == found.year
    assert found.years == [year, year - 1, year - 2, year - 3]


def test_every_figure_leads_to_a_list_with_as_many_records(sign_in, officer, filled):
    client = sign_in(officer)
    counts = [(label, value, url) for label, value, url in figures(client.get("/bureau/board").text) if value.isdigit()]
    assert len(counts) == 12
    for label, value, url in counts:
        answer = client.get(url)
        assert (label, answer.status_code, total(answer.text)) == (label, 200, int(value))


def test_the_sums_lead_to_a_list_with_the_same_sums(sign_in, officer, filled):
    client = sign_in(officer)
    sums = [(value, url) for label, value, url in figures(client.get("/bureau/board").text) if label == "成交额"]
    assert len(sums) == 2
    for value, url in sums:
        assert value in client.get(url).text


def test_the_registered_share_leads_to_the_registered(sign_in, officer, filled):
    client = sign_in(officer)
    links = [url for label, _, url in figures(client.get("/bureau/board").text) if label == "已登记占比"]
    found = board_query.board()
    counted = [found.of_year["agreements-registered"].count, found.ever["agreements-registered"].count]
    assert [total(client.get(url).text) for url in links] == counted == [1, 3]


def test_every_month_leads_to_its_records(sign_in, officer, filled):
    client = sign_in(officer)
    months = month_rows(client.get("/bureau/board").text)
    assert len(months) == 12
    assert any(months)
    for cells in months:
        for url, value in cells:
            page = client.get(url).text
            assert value in page if "." in value else total(page) == int(value)


def test_every_bar_leads_to_its_records(sign_in, officer, filled):
    client = sign_in(officer)
    drawn = bars(client.get("/bureau/board").text)
    assert {"新材料", "罗庄区", "河东区"} <= {label for label, _, _ in drawn}
    for label, value, url in drawn:
        page = client.get(url).text
        assert value in page if "." in value else (label, total(page)) == (label, int(value))


def test_an_achievement_of_two_fields_below_one_counts_once_there(app, filled):
    materials = next(bar for bar in board_query.board().achievements_by_field.rows if bar.name.code == "materials")
    published = recount("SELECT count(*) FROM achievement WHERE state = 'PUBLISHED'")
    assert materials.totals.count == published


def test_a_record_without_a_district_is_not_dropped(sign_in, officer):
    NeedFactory(district=None)
    (bar,) = [row for row in bars(sign_in(officer).get("/bureau/board").text) if row[0] == "未注明"]
    assert total(sign_in(officer).get(bar[2]).text) == 1


def test_the_year_begins_at_midnight_in_the_city(app):
    year = clock.today().year
    midnight = datetime(year - 1, 12, 31, 16, tzinfo=UTC)
    NeedFactory(published_at=midnight)
    NeedFactory(published_at=midnight - timedelta(seconds=1))
    assert board_query.board().of_year["needs-new"].count == 1


def test_months_follow_each_other_without_a_gap():
    months = board_query.last_months(date(2024, 2, 29))
    assert (months[0].since, months[0].until) == (date(2023, 3, 1), date(2023, 3, 31))
    assert (months[-1].since, months[-1].until) == (date(2024, 2, 1), date(2024, 2, 29))
    assert all(b.since - a.until == timedelta(days=1) for a, b in pairwise(months))


def test_an_empty_board_is_a_board(sign_in, officer):
    page = sign_in(officer).get("/bureau/board").text
    assert {value for _, value, _ in figures(page)} == {"0", "0.00", "—"}
    assert "目前没有在征的需求。" in page


def test_unknown_figures_are_not_found_and_unreadable_dates_narrow_nothing(sign_in, officer, filled):
    client = sign_in(officer)
    assert client.get("/bureau/records/moons").status_code == 404
    assert total(client.get("/bureau/records/agreements?since=gestern&until=2025-13-40&field=x").text) == 6


def test_the_number_of_queries_does_not_grow(sign_in, officer, filled):
    client = sign_in(officer)
    addresses = ("/bureau/board", "/bureau/records/agreements", "/bureau/records/matches-agreed")
    few = [queries_of(client, address) for address in addresses]
    for _ in range(5):
        AgreementFactory()
        MatchFactory(state=MatchState.AGREED, ended_at=clock.now())
    assert [queries_of(client, address) for address in addresses] == few


def test_targets_stand_on_the_board_with_the_records_behind_them(sign_in, officer):
    today = clock.today()
    ProjectFactory(state=ProjectState.SIGNED, signed_on=today)
    TargetFactory(year=today.year, goal=Decimal(1))
    client = sign_in(officer)
    page = client.get("/bureau/board").text
    assert "成果转化科" in page and "已完成" in page
    link = (
        page.partition('<div class="pace-foot">')[2].partition('<a href="')[2].partition('"')[0].replace("&amp;", "&")
    )
    assert total(client.get(link).text) == 1


def test_every_stage_of_the_funnel_leads_to_its_records(sign_in, officer):
    year = clock.today().year
    for published in (None, datetime(year, 1, 9, tzinfo=UTC)):
        state = NeedState.PUBLISHED if published else NeedState.RETURNED
        NeedFactory(submitted_at=datetime(year, 1, 7, tzinfo=UTC), published_at=published, state=state)
    client = sign_in(officer)
    page = client.get("/bureau/board").text.partition('class="funnel"')[2]
    stages = re.findall(r'<a href="([^"]+)" aria-label="(\S+) (\d+)">', page)
    assert [(name, count) for _, name, count in stages][:3] == [("提交", "2"), ("已发布", "1"), ("有对接", "0")]
    for url, _, count in stages:
        assert total(client.get(unescape(url)).text) == int(count)
    assert ">50%</td>" in page and ">2 <span" in page


def test_another_year_has_its_own_board(sign_in, officer, filled):
    year = clock.today().year - 1
    client = sign_in(officer)
    page = client.get(f"/bureau/board?year={year}").text
    assert f"{year} 年各月" in page and "近 12 个月" not in page
    assert len(month_rows(page)) == 12
    for label, value, url in figures(page):
        if value.isdigit():
            assert (label, total(client.get(url).text)) == (label, int(value))


def test_a_figure_says_what_it_counts(sign_in, officer):
    page = sign_in(officer).get("/bureau/records/firms-served").text
    assert "统计口径" in page and "同一单位只计一次" in page
