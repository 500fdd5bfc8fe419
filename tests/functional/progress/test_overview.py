"""The officers' list of all live projects with their lights."""

from datetime import date

import pytest

from matchmaker.queries import dispatch
from matchmaker.queries.dispatch import DispatchFilter
from models import District, Project, db
from models.enums import AgreementState, ProjectState, RegistrationState
from models.project_enums import Light, Reminder
from tests.factories import UserFactory
from tests.factories.projects import PaymentFactory, ProgressReportFactory, running_project


def quiet(**given) -> Project:
    """Nothing of it is due for months."""
    project = running_project(**given)
    project.agreement.state, project.agreement.registration_state = (
        AgreementState.REGISTERED,
        RegistrationState.REGISTERED,
    )
    for milestone in project.milestones:
        milestone.due_on = date(2027, 3, 1)
    db.session.commit()
    return project


@pytest.fixture
def june(app, on_day):
    return on_day("2026-06-15")


def order(page: str, *projects: Project) -> list[int]:
    return [page.index(project.number) for project in projects]


def test_the_worst_stand_on_top_and_are_counted(june, sign_in):
    calm = quiet()
    soon = quiet()
    soon.milestones[0].due_on = date(2026, 6, 29)
    late = quiet()
    PaymentFactory(project=late, planned_on=date(2026, 6, 14))
    worse = quiet()
    PaymentFactory(project=worse, planned_on=date(2026, 6, 14))
    ProgressReportFactory(project=worse, period_start=date(2026, 5, 1))
    quiet(state=ProjectState.COMPLETED)
    db.session.commit()
    client = sign_in(calm.officer)
    page = client.get("/bureau/dispatch").text
    places = order(page, worse, late, soon, calm)
    assert places == sorted(places)
    assert "逾期 1 天" in page and "还有 14 天" in page
    assert dispatch.counts(calm.officer, DispatchFilter()) == {Light.OVERDUE: 2, Light.DUE_SOON: 1, Light.ON_TIME: 1}
    page = client.get("/bureau/dispatch?light=DUE_SOON").text
    assert soon.number in page and late.number not in page and calm.number not in page


def test_every_light_is_that_of_what_is_due_first(june):
    project = quiet()
    project.agreement.state, project.agreement.signed_on = AgreementState.SIGNED, date(2026, 5, 18)
    ProgressReportFactory(project=project, period_start=date(2026, 5, 1), reminder=Reminder.AFTER)
    ProgressReportFactory(project=project)
    db.session.commit()
    (row,) = dispatch.rows_of([project])
    shown = {duty.name: (signal.light, signal.due_on) for duty, signal in row.signals.items()}
    assert shown == {
        "REPORT": (Light.OVERDUE, date(2026, 6, 3)),
        "MILESTONE": (Light.ON_TIME, date(2027, 3, 1)),
        "REGISTRATION": (Light.OVERDUE, date(2026, 6, 8)),
    }


def test_a_suspended_project_has_only_its_registration_to_see_to(june, sign_in):
    project = quiet(state=ProjectState.SUSPENDED)
    project.milestones[0].due_on = date(2026, 6, 1)
    PaymentFactory(project=project, planned_on=date(2026, 6, 1))
    db.session.commit()
    assert dispatch.rows_of([project])[0].signals == {}
    assert "逾期 14 天" not in sign_in(project.officer).get("/bureau/dispatch").text


def test_the_list_is_narrowed_by_everything_at_once(june, sign_in):
    here, there = db.session.query(District).limit(2)
    found = quiet(title="轴承在线检测", district=here)
    others = [
        quiet(title="轴承在线检测", district=there, officer=found.officer),
        quiet(title="果蔬保鲜", district=here, officer=found.officer),
        quiet(title="轴承在线检测", district=here),
        quiet(title="轴承在线检测", district=here, officer=found.officer, state=ProjectState.SUSPENDED),
    ]
    query = f"q=轴承&district={here.id}&officer={found.officer_id}&state=RUNNING"
    page = sign_in(found.officer).get(f"/bureau/dispatch?{query}").text
    assert found.number in page and not any(project.number in page for project in others)
    nothing = sign_in(found.officer).get(f"/bureau/dispatch?{query}&light=OVERDUE").text
    assert "没有符合条件的项目" in nothing


@pytest.mark.parametrize("query", ["light=DONE", "state=COMPLETED", "officer=x", "district=99999999999", "page=9999"])
def test_odd_questions_get_an_answer(june, sign_in, query):
    project = quiet()
    assert sign_in(project.officer).get(f"/bureau/dispatch?{query}").status_code == 200


def test_the_parties_have_no_such_list(june, sign_in):
    assert sign_in(UserFactory(organization=quiet().firm)).get("/bureau/dispatch").status_code == 403
