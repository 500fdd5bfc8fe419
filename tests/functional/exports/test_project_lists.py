"""The lists of one project as files: what its pages show, for those who may see the project."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from matchmaker.adapters import clock, jobs
from matchmaker.exports import asking, running
from matchmaker.exports.catalogue import LISTINGS
from models import Export, Project, User, db
from models.enums import MatchSide, Role
from models.project_enums import AcceptanceState, ExportState, OutputKind, PaymentKind
from tests.factories import bureau_user, firm_user
from tests.factories.projects import (
    AcceptanceFactory,
    ChangeRequestFactory,
    OutputFactory,
    PaymentFactory,
    ProgressReportFactory,
    running_project,
)
from tests.functional.exports.files import csv_rows, notes, sheet

LISTS = [key for key, listing in LISTINGS.items() if listing.admits]
TODAY = date(2026, 6, 1)


@pytest.fixture
def project(app) -> Project:
    found = running_project()
    _reports(found)
    _payments(found)
    _outputs(found)
    ChangeRequestFactory(project=found, reason="=1+1")
    ChangeRequestFactory(project=found, reason="设备晚到", side=MatchSide.NEED)
    AcceptanceFactory(project=found, number=1, state=AcceptanceState.CONCLUDED)
    AcceptanceFactory(project=found, number=2, applied_by=firm_user(name="第二位申请人"))
    return found


def _reports(project: Project) -> None:
    for month in (1, 2, 3):
        begins = date(2026, month, 1)
        ProgressReportFactory(project=project, submitted=True, period_start=begins, done=f"样机{month}", percent=month)
    ProgressReportFactory(project=project, period_start=date(2026, 4, 1))


def _payments(project: Project) -> None:
    project.subsidy = Decimal("10.00")
    paid = {"paid_on": clock.today(), "paid_amount": Decimal("30.00")}
    PaymentFactory(project=project, title="专项资金", kind=PaymentKind.SUBSIDY)
    PaymentFactory(project=project, title="中期款", planned_on=clock.today() + timedelta(days=90))
    PaymentFactory(project=project, title="首付款", **paid)


def _outputs(project: Project) -> None:
    OutputFactory(project=project, title="论文甲", achieved_on=TODAY)
    OutputFactory(project=project, title="销售乙", kind=OutputKind.SALES, amount=Decimal("12.50"), achieved_on=TODAY)
    OutputFactory(project=project, title="论文丙", achieved_on=TODAY + timedelta(days=1))


def _person(project: Project) -> User:
    return firm_user(organization=project.firm)


def _address(listing: str, project: Project, query: str = "") -> str:
    return f"/exports/{listing}?project_id={project.id}{query}"


# list → its page, where a row begins there, and what of the file stands in it
PAGES: dict[str, tuple[str, str, Callable[[dict[str, str]], str]]] = {
    "progress.index": ("progress", 'class="report-head"', lambda row: row["本期完成情况"] or row["本期开始"]),
    "payments.index": ("payments/", '<td data-label="款项"', lambda row: row["款项"]),
    "outputs.index": ("outputs/", '<td data-label="名称"', lambda row: row["名称"]),
    "changes.index": ("changes", 'class="row-title"', lambda row: row["变更理由"].removeprefix("'")),
    "acceptance.index": ("acceptance", 'class="row-title"', lambda row: f"第 {row['验收次数']} 次"),
}


def test_every_list_of_a_project_is_tried():
    assert set(PAGES) == set(LISTS)


@pytest.mark.parametrize("query", ["", "kind=PAPER", "kind=STANDARD"])
@pytest.mark.parametrize("listing", LISTS)
def test_the_file_holds_what_the_page_shows(listing: str, query: str, project: Project, sign_in):
    path, begin, told = PAGES[listing]
    client = sign_in(_person(project))
    page = client.get(f"/projects/{project.id}/{path}?{query}").text
    shown = page.split(begin)[1:]
    assert shown or query
    (button,) = re.findall(rf'action="(/exports/{listing}[^"]*)"', page)
    rows = csv_rows(client.post(unescape(button), data={"format": "CSV"}))
    assert len(rows) == len(shown)
    for row, line in zip(rows, shown, strict=True):
        assert told(row) in line
    answer = client.post(unescape(button), data={"format": "XLSX"})
    assert f"项目 {project.number} {project.title}" in notes(answer)[1]
    assert sheet(answer).max_row == 4 + len(rows)


def test_payments_add_up_kind_by_kind(project: Project, sign_in):
    rows = csv_rows(sign_in(_person(project)).post(_address("payments.index", project), data={"format": "CSV"}))
    found = [(row["经费类别"], row["款项"], row["累计（万元）"], row["状态"]) for row in rows]
    assert found == [
        ("合作经费", "首付款", "30.00", "已到款"),
        ("合作经费", "中期款", "60.00", "正常"),
        ("财政资助", "专项资金", "30.00", "正常"),
    ]


def test_words_are_no_formulas(project: Project, sign_in):
    client, address = sign_in(_person(project)), _address("changes.index", project)
    rows = csv_rows(client.post(address, data={"format": "CSV"}))
    assert "'=1+1" in [row["变更理由"] for row in rows]
    table = sheet(client.post(address, data={"format": "XLSX"}))
    (cell,) = [cell for row in table.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type != "f"


@pytest.mark.parametrize("listing", LISTS)
def test_another_organizations_project_is_not_there(listing: str, project: Project, sign_in):
    client = sign_in(_person(running_project()))
    assert client.post(_address(listing, project), data={"format": "CSV"}).status_code == 404
    assert client.post(f"/exports/{listing}", data={"format": "CSV"}).status_code == 404
    assert client.post(f"/exports/{listing}?project_id=x", data={"format": "CSV"}).status_code == 404


@pytest.mark.parametrize("listing", LISTS)
def test_both_parties_and_the_bureau_have_it(listing: str, project: Project, sign_in):
    other = firm_user(organization=project.provider)
    for reader in (_person(project), other, bureau_user(Role.OFFICER)):
        assert csv_rows(sign_in(reader).post(_address(listing, project), data={"format": "CSV"}))


def test_a_project_that_is_not_theirs_any_more_gives_no_file(project: Project, monkeypatch, sign_in):
    monkeypatch.setattr(asking, "AT_ONCE", 1)
    client = sign_in(_person(project))
    client.post(_address("outputs.index", project, "&kind=PAPER"), data={"format": "CSV"})
    made = db.session.query(Export).one()
    with client.get(f"/exports/{made.id}/file", buffered=True) as file:
        assert [row["名称"] for row in csv_rows(file)] == ["论文丙", "论文甲"]
    monkeypatch.setattr(jobs, "put", lambda job, record_id: None)
    client.post(_address("payments.index", project), data={"format": "CSV"})
    waiting = db.session.query(Export).filter(Export.id != made.id).one()
    project.firm = firm_user().organization
    db.session.commit()
    assert client.get(f"/exports/{made.id}/file").status_code == 403
    running.run(waiting.id)
    db.session.expire_all()
    assert (waiting.state, waiting.message) == (ExportState.FAILED, running.NOT_ALLOWED)
