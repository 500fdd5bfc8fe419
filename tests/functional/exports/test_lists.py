"""A list as a file: exactly the rows that the page shows with the same address."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from flask import url_for

from matchmaker.adapters import clock
from matchmaker.exports.catalogue import LISTINGS
from matchmaker.web.exports.chosen import CHOSEN
from models import User
from models.enums import (
    AchievementState,
    AgreementState,
    NeedKind,
    NeedState,
    OrganizationState,
    ProjectState,
    Visibility,
)
from models.project_enums import OutputKind
from tests.architecture.world import World
from tests.factories import (
    AchievementFactory,
    NeedFactory,
    OrganizationFactory,
    firm_user,
    reference,
    research_user,
)
from tests.factories.challenges import expert_user
from tests.factories.figures import SnapshotFactory, TargetFactory
from tests.factories.projects import FollowUpFactory, OutputFactory
from tests.functional.exports.files import csv_rows, notes, sheet

Make = Callable[[World], Any]
OWNER, RESEARCHER, OFFICER = (lambda w: w.owner), (lambda w: w.researcher), (lambda w: w.officer)

# list → who looks, what makes rows in it, and addresses that narrow it
LISTS: dict[str, tuple[Callable[[World], User], Make, tuple[str, ...]]] = {
    "needs.hall": (OWNER, World.need, ("", "q=none", "kind=CHALLENGE", "status=all&sort=budget", "budget=open")),
    "needs.mine": (OWNER, lambda w: w.need(state=NeedState.DRAFT), ("", "state=draft", "state=open")),
    "needs.review": (OFFICER, lambda w: w.need(state=NeedState.SUBMITTED), ("",)),
    "achievements.hall": (RESEARCHER, World.achievement, ("", "trl_from=9", "status=transferred", "price=open")),
    "achievements.mine": (RESEARCHER, World.achievement, ("", "state=open", "state=draft")),
    "achievements.review": (OFFICER, lambda w: w.achievement(state=AchievementState.SUBMITTED), ("",)),
    "matches.mine": (OWNER, World.match, ("", "state=waiting", "state=agreed")),
    "projects.index": (OWNER, World.project, ("", "state=RUNNING", "q=none", "year=2001")),
    "agreements.index": (OFFICER, World.agreement, ("", "state=SIGNED", "registration=REGISTERED")),
    "organizations.index": (OWNER, World.organization, ("", "kind=UNIVERSITY", "q=机械")),
    "organizations.review_list": (
        OFFICER,
        lambda w: w.organization(state=OrganizationState.PENDING),
        ("", "state=VERIFIED"),
    ),
    "progress.overview": (OFFICER, lambda w: w.project(state=ProjectState.RUNNING), ("", "light=OVERDUE", "q=none")),
    "follow_ups.index": (OWNER, lambda w: _follow_up(w), ("", "state=ANSWERED")),
    "snapshots.index": (OFFICER, lambda w: SnapshotFactory(), ("", "kind=half_year", "kind=weekly")),
    "targets.index": (OFFICER, lambda w: TargetFactory(), ("", "year=2001")),
    "bids.mine": (RESEARCHER, World.bid, ("",)),
    "evaluations.index": (OFFICER, World.evaluation, ("", "state=REVIEWING")),
    "experts.index": (OFFICER, lambda w: expert_user(), ("", "q=none")),
    "todo.listing group=needs": (OFFICER, lambda w: w.need(state=NeedState.SUBMITTED), ("",)),
    "bureau.records figure=agreements": (
        OFFICER,
        lambda w: w.agreement(state=AgreementState.SIGNED),
        ("", "since=2001-01-01&until=2001-12-31"),
    ),
    "bureau.records figure=projects-live": (OFFICER, lambda w: w.project(state=ProjectState.RUNNING), ("",)),
}


def test_every_list_that_can_be_exported_is_tried():
    of_projects = {key for key, listing in LISTINGS.items() if listing.admits}  # test_project_lists.py
    assert {name.split()[0] for name in LISTS} | of_projects == set(LISTINGS) == set(CHOSEN)


@pytest.mark.parametrize("name", LISTS)
def test_the_file_holds_what_the_page_shows(name: str, app, sign_in):
    viewer, make, queries = LISTS[name]
    listing, *arguments = name.split()
    given = dict(each.split("=") for each in arguments)
    world = World()
    for _ in range(3):
        make(world)
    client = sign_in(viewer(world))
    for query in queries:
        with app.test_request_context():
            page = client.get(f"{url_for(listing, **given, _external=False)}?{query}")
        shown = _shown(page.text)
        (address,) = re.findall(rf'action="(/exports/{listing}[^"]*)"', page.text)
        button = unescape(address)
        rows = csv_rows(client.post(button, data={"format": "CSV"}))
        assert len(rows) == len(shown)
        for row, line in zip(rows, shown, strict=True):
            assert any(value and value in line for value in list(row.values())[:3]), (row, line)
        table = sheet(client.post(button, data={"format": "XLSX"}))
        assert table.max_row == max(4, 4 + len(rows))


def _follow_up(world: World) -> Any:
    return FollowUpFactory(project=world.project(state=ProjectState.COMPLETED), organization=world.owner.organization)


def _shown(markup: str) -> list[str]:
    """The lines of the list on the page."""
    part = re.split('class="list-bar"|</h1>', markup)[-1]
    lines = re.split(r'class="row-title"|class="wait-top"|<tr[^>]*>(?!<th scope="col")', part)[1:]
    return [re.sub(r"<[^>]+>", " ", line) for line in lines]


@pytest.fixture
def needs(app):
    now = clock.now()
    NeedFactory(title="铝材裂纹", problem="=1+1", budget=Decimal("30.50"), published_at=now - timedelta(days=3))
    NeedFactory(title="播种深度", budget=None, field=reference.field("ma-agri"), published_at=now)
    NeedFactory(
        title="只看摘要", problem="不外传的工况", visibility=Visibility.SUMMARY, published_at=now - timedelta(days=9)
    )


def test_amounts_are_numbers_and_the_sheet_says_what_it_holds(needs, sign_in):
    reader = firm_user(name="王经办")
    field = reference.field("mat-metals")
    answer = sign_in(reader).post(f"/exports/needs.hall?q=铝材&field={field.id}", data={"format": "XLSX"})
    title, filtered, made = notes(answer)
    assert title == "技术需求清单"
    assert filtered == f"筛选：关键词 铝材；技术领域 {field.label('zh')}；状态 正在征集"
    assert made.startswith(f"导出：王经办（{reader.organization.name}），2") and made.endswith("共 1 条")
    table = sheet(answer)
    names = [cell.value for cell in table[4]]
    row = dict(zip(names, table[5], strict=True))
    assert row["资金（万元）"].value == 30.5
    assert row["需求说明"].value == "=1+1" and row["需求说明"].data_type != "f"
    assert row["发布时间"].is_date


def test_formulas_are_disarmed_in_csv(needs, sign_in):
    rows = csv_rows(sign_in(firm_user()).post("/exports/needs.hall?q=铝材", data={"format": "CSV"}))
    assert rows[0]["需求说明"] == "'=1+1"


def test_what_a_reader_may_not_see_is_not_in_the_file(needs, sign_in):
    NeedFactory(title="只邀请别人", visibility=Visibility.INVITED)
    NeedFactory(title="还是草稿", state=NeedState.DRAFT)
    answer = sign_in(firm_user()).post("/exports/needs.hall?status=all", data={"format": "CSV"})
    text = answer.data.decode("utf-8-sig")
    assert "只看摘要" in text
    assert "不外传的工况" not in text and "只邀请别人" not in text and "还是草稿" not in text
    allowed = sign_in(research_user()).post("/exports/needs.hall?status=all", data={"format": "CSV"})
    assert "不外传的工况" in allowed.data.decode("utf-8-sig")


def test_the_file_speaks_the_readers_language(needs, sign_in):
    answer = sign_in(firm_user(locale="en")).post("/exports/needs.hall?kind=CHALLENGE", data={"format": "XLSX"})
    assert notes(answer)[0] == "Technology needs"
    assert "Type" in notes(answer)[1] and NeedKind.CHALLENGE.en in notes(answer)[1]


def test_a_list_of_the_bureau_is_the_bureaus(app, sign_in):
    client = sign_in(firm_user())
    assert client.post("/exports/agreements.index", data={"format": "CSV"}).status_code == 403
    assert client.post("/exports/bureau.records?figure=agreements", data={"format": "CSV"}).status_code == 403
    assert client.post("/exports/todo.listing?group=needs", data={"format": "CSV"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "chosen"),
    [("/exports/needs.hall", "PDF"), ("/exports/needs.hall", ""), ("/exports/public.home", "CSV")],
)
def test_what_there_is_not_is_not_found(address: str, chosen: str, app, sign_in):
    assert sign_in(firm_user()).post(address, data={"format": chosen}).status_code == 404


def test_people_are_counted_in_the_file_as_on_the_page(app, sign_in):
    OutputFactory(kind=OutputKind.PEOPLE, title="引进博士", people=3)
    client = sign_in(World().officer)
    assert "3" in client.get("/bureau/records/outputs-people").text
    (row,) = csv_rows(client.post("/exports/bureau.records?figure=outputs-people", data={"format": "CSV"}))
    assert (row["名称"], row["人数"]) == ("引进博士", "3")


def test_a_filter_names_no_organization_that_is_not_known_to_all(needs, sign_in):
    hidden = OrganizationFactory(name="尚未认证的公司", state=OrganizationState.PENDING)
    shown = OrganizationFactory(name="认证过的公司")
    client = sign_in(firm_user())
    for row, name in ((hidden, "未注明"), (shown, "认证过的公司")):
        answer = client.post(f"/exports/needs.hall?organization={row.id}", data={"format": "XLSX"})
        assert notes(answer)[1].endswith(f"单位 {name}")


def test_figures_without_a_name_are_not_found(app, sign_in):
    officer = World().officer
    assert sign_in(officer).post("/exports/bureau.records?figure=none", data={"format": "CSV"}).status_code == 404


def test_visitors_see_no_button_and_are_asked_to_sign_in(client):
    AchievementFactory()
    assert "/exports/" not in client.get("/achievements/").text
    assert "/account/login" in client.post("/exports/achievements.hall", data={"format": "CSV"}).headers["Location"]
