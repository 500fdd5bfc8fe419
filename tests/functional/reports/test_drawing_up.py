"""An officer draws up the half-year report, and the supervisor approves it."""

from datetime import date, datetime

import pytest

from matchmaker.adapters import storage
from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.queries.figures import FIGURES, Scope, totals
from matchmaker.sealing.canonical import digest
from matchmaker.services import snapshots
from models import District, Notification, Snapshot, UserRole, db
from models.enums import Role
from models.project_enums import SnapshotKind, SnapshotState
from tests.factories import bureau_user
from tests.functional.matches.test_at_once import at_once
from tests.functional.reports.builders import FIRST, LAST, approved, contract, drafted, figure, set_clock, submitted


def test_from_the_draft_to_the_files_that_are_kept(sign_in):
    contract("高精度焊接机器人控制系统", "120.50")
    officer, supervisor = bureau_user(Role.OFFICER), bureau_user(Role.SUPERVISOR)
    client = sign_in(officer)
    page = client.post("/bureau/reports/new", data={"kind": "HALF_YEAR", "day": "2026-6-30"}, follow_redirects=True)
    assert "T-2026-001" in page.text
    assert "120.50" in page.text
    assert "以合同签订日期计" in page.text, "the definitions stand beside the figures"
    row = db.session.query(Snapshot).one()
    assert (row.since, row.until, row.author) == (FIRST, LAST, officer)
    client.post(f"/bureau/reports/{row.id}/submit", data={"version": row.version})
    assert row.state is SnapshotState.SUBMITTED
    desk = sign_in(supervisor).get("/bureau/").text
    assert "待审批的统计报表" in desk
    assert row.number in desk
    sign_in(supervisor).post(f"/bureau/reports/{row.id}/approve", data={"version": row.version})
    assert row.state is SnapshotState.APPROVED
    assert row.digest == digest(row.content)
    assert storage.path(row.word_name).read_bytes() == client.get(f"/bureau/reports/{row.id}/word").data
    assert storage.path(row.excel_name).read_bytes() == client.get(f"/bureau/reports/{row.id}/excel").data
    told = [notice.message for notice in db.session.query(Notification).filter_by(user_id=officer.id)]
    assert "%(kind)s %(number)s 已批准。" in told


def test_every_figure_is_that_of_the_board_and_of_its_records():
    contract("甲", "120.50")
    contract("乙", "80.00", date(2026, 6, 30))
    contract("丙", "999.00", date(2026, 7, 1))
    row = drafted()
    scope = Scope(FIRST, LAST)
    asked = totals([(each, scope) for each in FIGURES.values()])
    for entry, counted in zip(row.content["figures"], asked, strict=True):
        assert entry["now"]["count"] == counted.count == len(entry["records"]), entry["key"]
        assert entry["now"]["amount"] == f"{counted.amount:.2f}", entry["key"]
    assert figure(row, "agreements")["now"]["amount"] == "200.50"
    months = next(table for table in row.content["tables"] if table["key"] == "by_month")
    assert [line[0] for line in months["rows"]] == [f"2026-{month:02d}" for month in range(1, 7)]
    assert months["total"][5] == "200.50"


def test_a_period_is_compared_with_the_one_before_and_the_year_before():
    contract("今年上半年", "150.00")
    contract("去年下半年", "100.00", date(2025, 12, 31))
    contract("去年上半年", "50.00", date(2025, 1, 1))
    entry = figure(drafted(), "agreements")
    assert (entry["previous"]["amount"], entry["year_before"]["amount"]) == ("100.00", "50.00")


def test_a_draft_is_drawn_up_anew_under_its_number():
    row = drafted()
    contract("新签的合同", "66.00")
    other = bureau_user(Role.OFFICER)
    again = snapshots.take(SnapshotKind.HALF_YEAR, FIRST, LAST, actor=other)
    assert (again.id, again.number, again.author) == (row.id, "T-2026-001", other)
    assert figure(again, "agreements")["now"]["amount"] == "66.00"


def test_what_was_handed_in_is_not_drawn_up_anew(sign_in):
    row = submitted()
    client = sign_in(bureau_user(Role.OFFICER))
    page = client.post("/bureau/reports/new", data={"kind": "HALF_YEAR", "day": "2026-01-01"})
    assert page.status_code == 409
    assert f"报表 {row.number} 正在审批" in page.text


def test_a_period_that_goes_on_is_drafted_and_not_handed_in(monkeypatch):
    set_clock(monkeypatch, datetime(2026, 6, 30, 23, 59, tzinfo=CITY_ZONE))
    row = drafted()
    with pytest.raises(Refused, match="才结束"):
        snapshots.submit(row, actor=row.author)
    set_clock(monkeypatch, datetime(2026, 7, 1, 0, 1, tzinfo=CITY_ZONE))
    with pytest.raises(Refused, match="请先重新生成"):
        snapshots.submit(row, actor=row.author)
    row = drafted(row.author)
    assert snapshots.submit(row, actor=row.author).state is SnapshotState.SUBMITTED


def test_a_period_to_come_is_answered_at_the_field(sign_in):
    client = sign_in(bureau_user(Role.OFFICER))
    page = client.post("/bureau/reports/new", data={"kind": "HALF_YEAR", "day": "2027-01-01"})
    assert page.status_code == 400
    assert "还没有开始" in page.text
    assert 'value="2027-01-01"' in page.text
    assert client.post("/bureau/reports/new", data={"kind": "MONTHLY", "day": "去年"}).status_code == 400
    assert not db.session.query(Snapshot).count()


def test_days_that_are_no_period_are_refused():
    with pytest.raises(Invalid):
        snapshots.take(SnapshotKind.MONTHLY, FIRST, LAST, actor=bureau_user(Role.OFFICER))


def test_only_officers_draw_up_reports():
    with pytest.raises(Forbidden):
        drafted(bureau_user(Role.SUPERVISOR))


def test_returned_with_a_reason_and_handed_in_again(sign_in):
    row = submitted()
    supervisor = sign_in(bureau_user(Role.SUPERVISOR))
    supervisor.post(f"/bureau/reports/{row.id}/return", data={"reason": "", "version": row.version})
    assert row.state is SnapshotState.SUBMITTED, "no reason, no return"
    supervisor.post(f"/bureau/reports/{row.id}/return", data={"reason": "请核对三月合同", "version": row.version})
    assert row.state is SnapshotState.RETURNED
    officer = sign_in(row.author)
    assert "请核对三月合同" in officer.get(f"/bureau/reports/{row.id}").text
    contract("补录的合同", "30.00")
    officer.post("/bureau/reports/new", data={"kind": "HALF_YEAR", "day": "2026-03-01", "version": row.version})
    officer.post(f"/bureau/reports/{row.id}/submit", data={"version": row.version})
    snapshots.approve(row, actor=bureau_user(Role.SUPERVISOR))
    assert figure(row, "agreements")["now"]["amount"] == "30.00"


def test_whoever_handed_it_in_for_a_colleague_hears_of_the_return_too():
    row, colleague = drafted(), bureau_user(Role.OFFICER)
    snapshots.submit(row, actor=colleague)
    snapshots.return_(row, "请核对三月合同", actor=bureau_user(Role.SUPERVISOR))
    told = db.session.query(Notification).filter(Notification.message.contains("被退回"))
    assert {each.user_id for each in told} == {row.author_id, colleague.id}


def _both_roles():
    person = bureau_user(Role.OFFICER)
    person.role_rows.append(UserRole(role=Role.SUPERVISOR))
    db.session.commit()
    return person


def test_nobody_approves_the_own_report(sign_in):
    person = _both_roles()
    row = submitted(person)
    with pytest.raises(Refused, match="另一位负责人"):
        snapshots.approve(row, actor=person)
    db.session.rollback()
    assert "须由另一位负责人审批" in sign_in(person).get(f"/bureau/reports/{row.id}").text
    assert row.number not in sign_in(person).get("/bureau/").text


def test_who_handed_it_in_does_not_approve_either():
    person = _both_roles()
    row = snapshots.submit(drafted(), actor=person)
    with pytest.raises(Refused, match="另一位负责人"):
        snapshots.approve(row, actor=person)


def test_two_supervisors_at_once_and_it_is_approved_once(sign_in):
    row = submitted()
    number, data = row.id, {"version": row.version}
    clients = [sign_in(bureau_user(Role.SUPERVISOR)) for _ in range(2)]
    answers = at_once(*((client, f"/bureau/reports/{number}/approve", data) for client in clients))
    assert sorted(answers) == [302, 409]
    assert db.session.get(Snapshot, number).state is SnapshotState.APPROVED


def test_two_officers_at_once_and_there_is_one_report(sign_in):
    clients = [sign_in(bureau_user(Role.OFFICER)) for _ in range(2)]
    data = {"kind": "HALF_YEAR", "day": "2026-06-30"}
    at_once(*((client, "/bureau/reports/new", data) for client in clients))
    assert db.session.query(Snapshot).count() == 1


def test_an_approved_report_is_corrected_by_another(sign_in):
    row = approved()
    client = sign_in(row.author)
    refused = client.post("/bureau/reports/new", data={"kind": "HALF_YEAR", "day": "2026-06-30"})
    assert "生成更正稿" in refused.text
    client.post(f"/bureau/reports/{row.id}/correct")
    other = db.session.query(Snapshot).filter(Snapshot.id != row.id).one()
    assert (other.number, other.remark, other.state) == ("T-2026-002", "更正 T-2026-001", SnapshotState.DRAFT)
    snapshots.submit(other, actor=row.author)
    snapshots.approve(other, actor=bureau_user(Role.SUPERVISOR))
    assert "以更正后的 T-2026-002 为准" in client.get(f"/bureau/reports/{row.id}").text
    with pytest.raises(Refused):
        snapshots.correct(row, actor=row.author)


def test_the_page_of_a_report_in_english(sign_in):
    district = db.session.query(District).first()
    contract("高精度焊接机器人控制系统", "120.50", district=district)
    row = drafted()
    row.author.locale = "en"
    db.session.commit()
    client = sign_in(row.author)
    page = client.get(f"/bureau/reports/{row.id}").text
    for said in ("first half of 2026", "Figure and definition", "By district", "Submit for approval", "Unit"):
        assert said in page
    assert f">{district.en}<" in page and district.zh not in page, "names too, and"
    assert ">Signed<" in client.get(f"/bureau/reports/{row.id}/figures/agreements").text, "states"
    assert "指标" not in page
    assert "本年各月" not in page
