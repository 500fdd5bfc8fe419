"""What of the 调度 stands in whose 待办."""

from datetime import date

import pytest

from models import db
from models.enums import MatchSide, Role
from tests.factories import UserFactory
from tests.factories.people import bureau_user
from tests.factories.projects import PaymentFactory, ProgressReportFactory, running_project


@pytest.fixture
def project(app, on_day):
    on_day("2026-06-15")
    project = running_project(title="钢丝绳断丝检测样机")
    for milestone in project.milestones:
        milestone.due_on = date(2026, 12, 1)
    ProgressReportFactory(project=project)
    db.session.commit()
    return project


def piles(client, page: str = "/todo/") -> str:
    return client.get(page).text


def pile(page: str, key: str) -> str:
    return page.partition(f'id="{key}"')[2].partition("</section>")[0]


def test_the_parties_see_it_from_the_end_of_the_period_on(project, sign_in, on_day):
    client = sign_in(UserFactory(organization=project.provider))
    client = sign_in(UserFactory(organization=project.firm))
    assert project.title not in pile(piles(client), "reports-owed")
    on_day("2026-07-01")
    card = pile(piles(client), "reports-owed")
    assert project.title in card and "还有 2 天" in card
    on_day("2026-07-05")
    assert "超期 2 天" in pile(piles(client), "reports-owed")
    stranger = sign_in(UserFactory())
    assert project.title not in piles(stranger)


def test_milestones_and_payments_come_near(project, sign_in, on_day):
    project.milestones[0].due_on = date(2026, 6, 29)
    PaymentFactory(project=project, title="中期款", planned_on=date(2026, 6, 20))
    db.session.commit()
    client, officer = sign_in(UserFactory(organization=project.firm)), sign_in(project.officer)
    page = piles(client)
    assert "还有 14 天" in pile(page, "milestones-due") and "中期款" in pile(page, "payments-due")
    assert "中期款" not in piles(officer, "/bureau/")
    on_day("2026-07-10")
    page = piles(officer, "/bureau/")
    assert "样机试制" in pile(page, "milestones-overdue") and "超期 11 天" in pile(page, "milestones-overdue")
    assert "超期 20 天" in pile(page, "payments-overdue") and "超期 7 天" in pile(page, "reports-overdue")


def test_calls_for_help_stand_with_the_responsible_officer_first(project, sign_in):
    wanted = {"submitted": True, "side": MatchSide.NEED, "help_waits": True}
    ProgressReportFactory(project=running_project(), period_start=date(2026, 4, 1), help_wanted="协调用地。", **wanted)
    ProgressReportFactory(project=project, period_start=date(2026, 5, 1), help_wanted="协调检测排期。", **wanted)
    card = pile(piles(sign_in(project.officer), "/bureau/"), "help-wanted")
    assert 0 < card.index("协调检测排期。") < card.index("协调用地。")
    card = pile(piles(sign_in(bureau_user(Role.OFFICER)), "/bureau/"), "help-wanted")
    assert 0 < card.index("协调用地。") < card.index("协调检测排期。")
    assert "help-wanted" not in piles(sign_in(UserFactory(organization=project.firm)))
