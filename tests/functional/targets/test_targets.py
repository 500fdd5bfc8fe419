"""Officers set what each unit is to reach; the platform counts what has been reached."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from matchmaker.queries import targets as queries
from models import Event, Target, db
from models.actions import Action
from models.enums import ProjectState, Role
from tests.architecture.test_query_counts import counted
from tests.factories import ProjectFactory, bureau_user, firm_user, reference
from tests.factories.agreements import AgreementFactory
from tests.factories.figures import TargetFactory
from tests.functional.bureau.page import total

LINK = '<td class="n r" data-label="实际"><a href="'


@pytest.fixture
def officer(app, monkeypatch):
    """On 14 August 2026, 226 days into the year: 62 %."""
    monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: datetime(2026, 8, 14, 2, tzinfo=UTC))
    return bureau_user()


def form(**given):
    return {
        "year": "2026",
        "unit": "成果转化科",
        "indicator": "projects-signed",
        "goal": "50",
        "district_id": "",
        "note": "",
    } | given


def signed(count: int, day: date = date(2026, 3, 2), **given) -> None:
    for _ in range(count):
        ProjectFactory(state=ProjectState.SIGNED, signed_on=day, **given)


def actual_links(page: str) -> list[str]:
    return [part.partition('"')[0].replace("&amp;", "&") for part in page.split(LINK)[1:]]


def test_an_officer_sets_a_target_and_sees_how_far_it_is(sign_in, officer):
    signed(24)
    signed(3, date(2025, 12, 31))
    client = sign_in(officer)
    assert client.post("/bureau/targets/new", data=form()).location == "/bureau/targets?year=2026"
    page = client.get("/bureau/targets?year=2026").text
    assert "成果转化科" in page and "50 项" in page and "24 项" in page
    assert "应达 62%，实际 48%" in page and "落后于序时进度" in page
    (event,) = db.session.query(Event).filter_by(action=Action.SET_TARGET)
    assert event.data["goal"] == "50.00"


def test_the_actual_leads_to_exactly_its_records(sign_in, officer):
    hedong = reference.district("hedong")
    signed(2, district=hedong)
    signed(1)
    TargetFactory(year=2026, unit="河东区科技局", district=hedong, goal=Decimal(2))
    TargetFactory(year=2026, unit="成果转化科", goal=Decimal(4))
    client = sign_in(officer)
    page = client.get("/bureau/targets").text
    assert [total(client.get(link).text) for link in actual_links(page)] == [3, 2]
    assert "✓</span> 已完成" in page and "▲</span> 达到序时进度" in page


def test_amounts_are_entered_in_ten_thousands_and_shown_in_hundred_millions(sign_in, officer):
    AgreementFactory(signed_on=date(2026, 1, 1), amount=Decimal("12345.67"), tech_amount=Decimal(0))
    client = sign_in(officer)
    client.post("/bureau/targets/new", data=form(indicator="agreements", goal="１,８７８,６００.５０"))
    page = client.get("/bureau/targets").text
    assert db.session.query(Target).one().goal == Decimal("1878600.50")
    assert "187.86 亿元" in page and "1.23 亿元" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"goal": "很多"}, "请只填数字"),
        ({"goal": "0"}, "目标应大于零。"),
        ({"goal": "-3"}, "不能为负数"),
        ({"goal": "1.5"}, "请填写整数。"),
        ({"goal": ""}, "请填写目标。"),
        ({"unit": " "}, "请填写责任单位。"),
        ({"year": "1999"}, "请填写 2000 到 2100 之间的年度。"),
        ({"year": "今年"}, "请填写整数。"),
        ({"indicator": "needs-open"}, "请从列表中选择。"),
        ({"indicator": ""}, "请选择指标。"),
        ({"district_id": "99999"}, "请从列表中选择。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_kept(sign_in, officer, given, sentence):
    answer = sign_in(officer).post("/bureau/targets/new", data=form(note="市政府工作报告", **given))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "市政府工作报告" in answer.text
    assert db.session.query(Target).count() == 0


def test_a_unit_has_one_target_for_an_indicator_in_a_year(sign_in, officer):
    standing = TargetFactory(year=2026, unit="成果转化科", goal=Decimal(40))
    other = TargetFactory(year=2026, unit="成果转化科", indicator="firms-served")
    client = sign_in(officer)
    for address in ("/bureau/targets/new", f"/bureau/targets/{other.id}/edit"):
        answer = client.post(address, data=form())
        assert answer.status_code == 400
        assert "这一责任单位当年已有这项指标的目标" in answer.text
    assert client.post("/bureau/targets/new", data=form(year="2027")).status_code == 302
    assert client.post("/bureau/targets/new", data=form(unit="科技合作科")).status_code == 302
    assert db.session.get(Target, standing.id).goal == Decimal(40)


def test_the_second_of_two_officers_is_told(sign_in, officer):
    target = TargetFactory(year=2026, unit="成果转化科")
    client = sign_in(officer)
    address = f"/bureau/targets/{target.id}/edit"
    assert client.post(address, data=form(goal="60", version="1")).status_code == 302
    answer = client.post(address, data=form(goal="70", version="1"))
    assert answer.status_code == 409
    assert "刚刚被其他人修改过" in answer.text and 'value="70"' in answer.text
    assert db.session.get(Target, target.id).goal == Decimal(60)


def test_a_deleted_target_leaves_its_line_in_the_log(sign_in, officer):
    target = TargetFactory(year=2026, unit="成果转化科")
    answer = sign_in(officer).post(f"/bureau/targets/{target.id}/delete", data={"version": "1"})
    assert answer.location == "/bureau/targets?year=2026"
    assert db.session.query(Target).count() == 0
    assert db.session.query(Event).filter_by(action=Action.DELETE).one().data["unit"] == "成果转化科"


def test_last_years_targets_are_copied_but_for_those_already_set(sign_in, officer):
    for unit in ("成果转化科", "科技合作科"):
        TargetFactory(year=2025, unit=unit, goal=Decimal(40), note="市政府工作报告")
    TargetFactory(year=2026, unit="成果转化科", goal=Decimal(50))
    client = sign_in(officer)
    assert "2025 年有 1 项目标在本年还没有设定" in client.get("/bureau/targets").text
    page = client.post("/bureau/targets/copy", data={"year": "2026"}, follow_redirects=True).text
    assert "已复制目标 1 项" in page and "还没有设定" not in page
    goals = {row.unit: row.goal for row in db.session.query(Target).filter_by(year=2026)}
    assert goals == {"成果转化科": Decimal(50), "科技合作科": Decimal(40)}
    again = client.post("/bureau/targets/copy", data={"year": "2026"}, follow_redirects=True)
    assert "没有可以复制的目标" in again.text
    assert client.post("/bureau/targets/copy", data={"year": "1"}).status_code == 400


def test_other_years_have_their_own_page(sign_in, officer):
    TargetFactory(year=2025, goal=Decimal(3))
    TargetFactory(year=2027, goal=Decimal(3))
    client = sign_in(officer)
    assert "2025 年已结束。" in client.get("/bureau/targets?year=2025").text
    assert "✕</span> 未完成" in client.get("/bureau/targets?year=2025").text
    assert "2027 年还没有开始。" in client.get("/bureau/targets?year=2027").text
    assert "这一年还没有目标" in client.get("/bureau/targets?year=soon").text


def test_supervisors_read_and_firms_do_not(sign_in, officer):
    target = TargetFactory(year=2026)
    supervisor = sign_in(bureau_user(Role.SUPERVISOR))
    page = supervisor.get("/bureau/targets").text
    assert target.unit in page and "新增目标" not in page and "修改" not in page
    assert supervisor.get(f"/bureau/targets/{target.id}/edit").status_code == 403
    assert sign_in(firm_user()).get("/bureau/targets").status_code == 403
    assert sign_in(officer).get("/bureau/targets/999/edit").status_code == 404


def test_many_targets_take_no_more_queries(officer):
    def statements() -> int:
        db.session.expire_all()
        with counted() as seen:
            queries.overview(2026)
        return len(seen)

    TargetFactory(year=2026)
    few = statements()
    for place in ("luozhuang", "hedong"):
        TargetFactory(year=2026, district=reference.district(place))
    assert statements() == few
