"""Who owes something is reminded before the day and after it; then those above hear of it. Told by moving the clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from matchmaker.adapters import mail
from matchmaker.services import chasing, outbox
from matchmaker.services.chasing import chase
from models import Milestone, Notification, Payment, ProgressReport, Project, db, sqlite
from models.enums import AgreementState, ProjectState, RegistrationState, Role
from models.project_enums import MilestoneState, PaymentKind, Reminder
from tests.factories import UserFactory
from tests.factories.people import bureau_user
from tests.factories.projects import PaymentFactory, ProgressReportFactory, running_project


@pytest.fixture
def letters(monkeypatch):
    found = []
    monkeypatch.setattr(mail, "send", lambda _settings, *letter: found.append(letter))
    return found


@pytest.fixture
def project(app, on_day):
    """Everything in it is far from due, but for the report on June."""
    on_day("2026-06-15")
    project = running_project()
    project.agreement.state, project.agreement.registration_state = (
        AgreementState.REGISTERED,
        RegistrationState.REGISTERED,
    )
    for milestone in project.milestones:
        milestone.due_on = date(2027, 6, 1)
    ProgressReportFactory(project=project)
    db.session.commit()
    return project


def heard(user) -> list[str]:
    rows = db.session.query(Notification).filter_by(user_id=user.id).order_by(Notification.id)
    return [row.message for row in rows]


def test_a_report_is_asked_for_three_times(project, on_day, letters):
    owner, member = UserFactory(organization=project.firm), UserFactory(organization=project.provider, is_owner=False)
    other_officer = bureau_user(Role.OFFICER)
    on_day("2026-06-30")
    assert chase() == 0
    on_day("2026-07-01")  # due on the third
    assert chase() == 1 and chase() == 0
    on_day("2026-07-03")
    assert chase() == 0
    on_day("2026-07-04")
    assert chase() == 1 and chase() == 0
    on_day("2026-07-10")
    assert chase() == 0
    on_day("2026-07-13")
    assert chase() == 1 and chase() == 0
    on_day("2026-09-01")
    assert chase() == 0
    assert len(heard(owner)) == 3 and len(heard(member)) == 2
    assert len(heard(project.officer)) == 1 and heard(other_officer) == []
    outbox.drain()
    calendars = [letter[3] for letter in letters if letter[0] == member.email]
    assert [entry is not None for entry in calendars] == [True, False]
    assert b"20260703" in calendars[0]


def test_without_a_responsible_officer_all_of_them_hear_of_it(project, on_day):
    officer = project.officer
    project.officer = None
    db.session.commit()
    on_day("2026-08-01")
    assert chase() == 1
    assert len(heard(officer)) == 1
    assert db.session.query(ProgressReport).one().reminder is Reminder.ESCALATED


def test_a_milestone_a_payment_and_a_registration_are_asked_for_too(project, on_day):
    member = UserFactory(organization=project.provider, is_owner=False)
    db.session.query(ProgressReport).delete()
    project.milestones[0].due_on = date(2026, 7, 20)
    PaymentFactory(project=project, planned_on=date(2026, 7, 20))
    project.agreement.state, project.agreement.registration_state = (
        AgreementState.SIGNED,
        RegistrationState.UNREGISTERED,
    )
    project.agreement.signed_on = date(2026, 6, 29)  # due on 20 July as well
    db.session.commit()
    told = {}
    for text in ("2026-07-05", "2026-07-06", "2026-07-13", "2026-07-15", "2026-07-20", "2026-07-21", "2026-07-28"):
        on_day(text)
        told[text[5:]] = chase()
    assert told == {"07-05": 0, "07-06": 1, "07-13": 1, "07-15": 1, "07-20": 0, "07-21": 3, "07-28": 3}
    assert len(heard(member)) == 6


@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.TERMINATED])
def test_a_project_that_rests_is_left_alone(project, on_day, state):
    project.milestones[0].due_on = date(2026, 7, 1)
    PaymentFactory(project=project, planned_on=date(2026, 7, 1), kind=PaymentKind.SUBSIDY)
    project.state = state
    db.session.commit()
    on_day("2026-08-01")
    assert chase() == 0


def test_what_is_done_is_not_asked_for(project, on_day):
    db.session.query(ProgressReport).delete()
    project.milestones[0].due_on, project.milestones[0].state = date(2026, 7, 1), MilestoneState.CLAIMED
    PaymentFactory(project=project, planned_on=date(2026, 7, 1), paid_on=date(2026, 7, 1))
    db.session.commit()
    on_day("2026-08-01")
    assert chase() == 0


def test_a_day_that_was_moved_is_reminded_of_anew(project, on_day):
    milestone = project.milestones[0]
    milestone.due_on = date(2026, 7, 1)
    db.session.query(ProgressReport).delete()
    db.session.commit()
    on_day("2026-08-01")
    assert chase() == 1
    milestone.due_on = date(2026, 9, 1)
    chasing.reset(milestone)
    db.session.commit()
    assert chase() == 0
    on_day("2026-08-20")
    assert chase() == 1
    assert db.session.get(Milestone, milestone.id).reminder is Reminder.BEFORE


def test_whoever_has_the_form_open_is_not_disturbed(project, on_day):
    payment = PaymentFactory(project=project, planned_on=date(2026, 7, 1))
    version = payment.version
    on_day("2026-07-02")
    chase()
    assert db.session.get(Payment, payment.id).reminder is Reminder.AFTER
    assert db.session.get(Payment, payment.id).version == version


def test_many_are_told_in_batches(project, on_day, monkeypatch):
    monkeypatch.setattr(chasing, "AT_ONCE", 2)
    for month in (1, 2, 3, 4):
        ProgressReportFactory(project=project, period_start=date(2026, month, 1))
    on_day("2026-07-04")
    assert chase() == 5 and chase() == 0


def test_two_clocks_at_once_tell_once(project, app, on_day):
    owner = UserFactory(organization=project.firm)
    on_day("2026-07-04")
    project_id, owner_id = project.id, owner.id
    db.session.remove()
    start = Barrier(2)

    def look() -> int:
        with app.app_context():
            sqlite.writing.set(True)
            start.wait(timeout=10)
            return chase()

    with ThreadPoolExecutor(2) as pool:
        told = [future.result(timeout=60) for future in [pool.submit(look) for _ in range(2)]]
    assert sorted(told) == [0, 1]
    assert db.session.query(Notification).filter_by(user_id=owner_id).count() == 1
    assert db.session.get(Project, project_id) is not None
