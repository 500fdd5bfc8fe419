"""`flask generate`: an invented city that keeps the rules of a real one."""

from collections import defaultdict

import pytest
from sqlalchemy import func, select

from matchmaker.services.generating.generate import generate
from matchmaker.services.numbers import new_thread
from matchmaker.services.output_rules import NUMBERED
from matchmaker.settings import settings
from models import (
    Achievement,
    Agreement,
    Attachment,
    District,
    Event,
    Field,
    Meeting,
    Milestone,
    Need,
    Output,
    Payment,
    ProgressReport,
    Project,
    User,
    UserRole,
    db,
)
from models.enums import NeedState, ProjectState, Role
from models.project_enums import ProgressState
from tests.factories import OrganizationFactory

SCALE = 0.002


@pytest.fixture
def city(app):
    told: list[str] = []
    generate(settings["SEED_DATA"], SCALE, 7, told.append)
    return told


def _count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def _sums(column, *rules) -> dict[int, object]:
    owner = column.class_.project_id
    return dict(db.session.execute(select(owner, func.sum(column)).where(*rules).group_by(owner)).all())


def test_it_has_the_size_that_was_asked_for(city):
    assert (_count(Need), _count(Achievement), _count(Project)) == (100, 100, 20)
    assert 300 <= _count(ProgressReport) <= 500
    assert city[-1].startswith("output: ")


def test_nothing_of_the_demo_data_but_fields_and_districts_comes_with_it(city):
    assert _count(Field) and _count(District)
    assert (_count(Attachment), _count(Meeting), _count(Event)) == (0, 0, 0)


def test_its_projects_keep_the_rules(city):
    projects = {project.id: project for project in db.session.scalars(select(Project))}
    assert set(_sums(Milestone.weight).values()) == {100}
    paid = _sums(Payment.paid_amount)
    assert all((paid.get(row.project_id) or 0) <= row.amount for row in db.session.scalars(select(Agreement)))
    latest = defaultdict(int)
    handed_in = select(ProgressReport).where(ProgressReport.state == ProgressState.SUBMITTED)
    for report in db.session.scalars(handed_in.order_by(ProgressReport.period_start)):
        latest[report.project_id] = report.percent
    assert all(project.percent == latest[project.id] for project in projects.values() if project.started_on)
    completed = [project for project in projects.values() if project.state is ProjectState.COMPLETED]
    assert completed and all(project.completed_on and project.percent == 100 for project in completed)


def test_a_need_is_where_its_project_is(city):
    for project in db.session.scalars(select(Project)):
        signed, done = project.signed_on is not None, project.state is ProjectState.COMPLETED
        assert (project.need.state is NeedState.PUBLISHED) == (not signed)
        assert (project.need.state is NeedState.FULFILLED) == done


def test_its_outputs_have_the_numbers_they_need(city):
    outputs = list(db.session.scalars(select(Output).where(Output.kind.in_(NUMBERED))))
    assert outputs and all(each.number for each in outputs)


def test_numbers_go_on_after_it(city):
    taken = set(db.session.scalars(select(Need.thread)))
    assert new_thread() not in taken
    db.session.rollback()
    assert OrganizationFactory().id is not None


def test_its_pages_can_be_looked_at_by_an_officer_who_cannot_sign_in(city, sign_in, client):
    officer = db.session.scalars(select(User).join(UserRole).where(UserRole.role == Role.OFFICER)).one()
    assert sign_in(officer).get("/bureau/board").status_code == 200
    answer = client.post("/account/login", data={"email": officer.email, "password": "generated"})
    assert "退出" not in answer.text


def test_the_same_seed_gives_the_same_city(app):
    told: list[list[tuple]] = []
    for _ in range(2):
        generate(settings["SEED_DATA"], 0.0004, 7, lambda line: None, force=True)
        query = select(Project.title, Project.state, Project.total_budget).order_by(Project.id.desc()).limit(8)
        told.append([tuple(row) for row in db.session.execute(query)])
    assert told[0] == told[1]


def test_a_database_with_data_is_left_alone_unless_forced(app):
    OrganizationFactory()
    result = app.test_cli_runner().invoke(args=["generate", "--scale", "0.0004"])
    assert result.exit_code == 1 and "--force" in result.output and not _count(Project)
    db.session.rollback()
    assert app.test_cli_runner().invoke(args=["generate", "--scale", "0.0004", "--force"]).exit_code == 0
    assert _count(Project) == 8
