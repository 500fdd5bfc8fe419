"""A list page asks the database as often for thirty rows as for a few."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

import pytest
from flask import Flask, url_for
from sqlalchemy import event

from matchmaker.checks.deadlines import months_later
from matchmaker.queries.ranking import OWN_ITEMS
from matchmaker.search import replica
from matchmaker.services import attachments, events, index
from models import Achievement, Need, Project, Requirement, User, db
from models.actions import Action
from models.enums import AchievementState, Comparator, MatchSide, Membership, NeedState, OrganizationState, ProjectState
from models.project_enums import MilestoneState
from tests.architecture.world import World
from tests.encoder_folder import encoder_folder
from tests.factories import research_user
from tests.factories.challenges import AssignmentFactory, QuestionFactory, expert_user
from tests.factories.figures import AgreementChangeFactory, SnapshotFactory, TargetFactory
from tests.factories.projects import (
    FollowUpFactory,
    MeetingFactory,
    MilestoneFactory,
    OutputFactory,
    PaymentFactory,
    ProgressReportFactory,
)
from tests.functional.attachments.files import PDF

# Recommendations look at each of one's latest items, and at no more than these.
FEW, MANY = OWN_ITEMS, 30

Lists = dict[str, tuple[Callable[[World], User | None], Callable[[World], object]]]

OWNER, RESEARCHER, OFFICER = (lambda w: w.owner), (lambda w: w.researcher), (lambda w: w.officer)

# list → who looks at it, and what makes one more row in it
LISTS: Lists = {
    "needs.hall": (lambda w: None, World.need),
    "needs.mine": (OWNER, World.need),
    "needs.review": (OFFICER, lambda w: w.need(state=NeedState.SUBMITTED)),
    "achievements.hall": (lambda w: None, World.achievement),
    "achievements.mine": (RESEARCHER, World.achievement),
    "achievements.review": (OFFICER, lambda w: w.achievement(state=AchievementState.SUBMITTED)),
    "matches.mine": (OWNER, World.match),
    "projects.index": (OWNER, World.project),
    "progress.overview": (OFFICER, lambda w: _running(w)),
    "agreements.index": (OFFICER, World.agreement),
    "organizations.index": (lambda w: None, World.organization),
    "organizations.members": (OWNER, lambda w: w.colleague(membership=Membership.PENDING)),
    "organizations.review_list": (OFFICER, lambda w: w.organization(state=OrganizationState.PENDING)),
    "todo.mine": (OWNER, World.match),
    "bids.mine": (RESEARCHER, World.bid),
    "public.home": (RESEARCHER, World.need),
    "bureau.home": (OFFICER, World.agreement),
    "bureau.board": (OFFICER, World.agreement),
    "snapshots.index": (OFFICER, lambda w: SnapshotFactory()),
    "targets.index": (OFFICER, lambda w: TargetFactory()),
    "evaluations.index": (OFFICER, World.evaluation),
    "reviews.mine": (lambda w: w.expert, lambda w: AssignmentFactory(evaluation=w.evaluation(), expert=w.expert)),
    "experts.index": (OFFICER, lambda w: expert_user()),
    "vocabulary.index": (OFFICER, World.term_group),
    "exports.index": (OFFICER, World.export),
    "rounds.index": (OFFICER, World.round),
    "follow_ups.index": (OWNER, lambda w: FollowUpFactory(project=w.project())),
    "publicity.index": (lambda w: None, World.publicity),
}


def _running(world: World) -> None:
    project = world.project(state=ProjectState.RUNNING, officer=expert_user())
    ProgressReportFactory(project=project)
    MilestoneFactory(project=project)
    PaymentFactory(project=project)


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("endpoint", LISTS)
def test_more_rows_take_no_more_queries(endpoint: str, app: Flask, sign_in):
    viewer, make = LISTS[endpoint]
    world = World()
    user = viewer(world)
    client = sign_in(user) if user else app.test_client()
    with app.test_request_context():
        address = url_for(endpoint)
    few = _statements(client, address, lambda: make(world), FEW)
    many = _statements(client, address, lambda: make(world), MANY - FEW)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


RECOMMENDING = {
    "needs.mine": (OWNER, World.need, World.achievement),
    "achievements.mine": (RESEARCHER, World.achievement, World.need),
}


@pytest.mark.parametrize("endpoint", RECOMMENDING)
def test_more_that_fits_takes_no_more_queries(endpoint: str, app: Flask, sign_in):
    encoder_folder()
    replica.forget()
    viewer, own, other = RECOMMENDING[endpoint]
    world = World()
    client = sign_in(viewer(world))
    with app.test_request_context():
        address = url_for(endpoint)
    few = _statements(client, address, lambda: _indexed(own(world), other(world)), FEW)
    assert 'id="recommended"' in client.get(address).text
    many = _statements(client, address, lambda: _indexed(own(world), other(world)), FEW)
    replica.forget()
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def test_more_questions_take_no_more_queries(app: Flask, sign_in):
    need, asker = World().challenge(), research_user()
    client = sign_in(asker)
    address = f"/needs/{need.id}"
    few = _statements(client, address, lambda: QuestionFactory(need=need), 2)
    many = _statements(client, address, lambda: QuestionFactory(need=need), MANY)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def test_more_reports_take_no_more_queries(app: Flask, sign_in):
    world = World()
    project, months = world.project(state=ProjectState.RUNNING), count(0)

    def hand_in() -> None:
        first = months_later(date(2020, 1, 1), next(months))
        ProgressReportFactory(
            project=project, period_start=first, submitted=True, author=world.colleague(), side=MatchSide.NEED
        )

    client, address = sign_in(world.owner), f"/projects/{project.id}/progress"
    few = _statements(client, address, hand_in, 3)
    many = _statements(client, address, hand_in, MANY)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


ROOM = {
    "projects.show": lambda w, p: _reached(w, p),
    "projects.timeline": lambda w, p: events.record(p, Action.EDIT, w.colleague()),
    "outputs.index": lambda w, p: OutputFactory(project=p, author=w.colleague()),
    "project_files.index": lambda w, p: MeetingFactory(project=p, author=w.colleague()),
}


@pytest.mark.parametrize("endpoint", ROOM)
def test_more_in_a_project_takes_no_more_queries(endpoint: str, app: Flask, sign_in):
    world = World()
    project = world.project(state=ProjectState.RUNNING, starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    with app.test_request_context():
        address = url_for(endpoint, project_id=project.id)
    client = sign_in(world.owner)
    few = _statements(client, address, lambda: ROOM[endpoint](world, project), 3)
    many = _statements(client, address, lambda: ROOM[endpoint](world, project), MANY)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def _reached(world: World, project: Project) -> None:
    """A milestone with a file, and the report of a month."""
    place = len(project.milestones) + 1
    row = MilestoneFactory(
        project=project,
        position=place,
        state=MilestoneState.CLAIMED,
        claimed_side=MatchSide.NEED,
        claimed_by=world.colleague(),
        done_on=date(2026, 1, 1),
    )
    attachments.keep(row, f"{place}.pdf", io.BytesIO(PDF), world.owner)
    ProgressReportFactory(project=project, period_start=months_later(date(2020, 1, 1), place), submitted=True)
    db.session.commit()


def test_more_payments_of_one_project_take_no_more_queries(app: Flask, sign_in):
    world = World()
    project = world.signed()
    client, address = sign_in(world.officer), f"/projects/{project.id}/payments/"
    few = _statements(client, address, lambda: PaymentFactory(project=project, recorded_by=world.owner), 2)
    many = _statements(client, address, lambda: PaymentFactory(project=project, recorded_by=world.owner), 8)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def test_more_changes_of_an_agreement_take_no_more_queries(app: Flask, sign_in):
    world = World()
    agreement = world.agreement()
    client, address = sign_in(world.officer), f"/agreements/{agreement.id}"
    few = _statements(client, address, lambda: AgreementChangeFactory(agreement=agreement), 2)
    many = _statements(client, address, lambda: AgreementChangeFactory(agreement=agreement), 8)
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


RANKING = {
    "needs.show": (OWNER, World.need, World.achievement),
    "achievements.show": (RESEARCHER, World.achievement, World.need),
}


@pytest.mark.parametrize("endpoint", RANKING)
def test_more_cards_with_their_requirements_take_no_more_queries(endpoint: str, app: Flask, sign_in):
    encoder_folder()
    replica.forget()
    viewer, own, other = RANKING[endpoint]
    world = World()
    item = own(world)
    client = sign_in(viewer(world))
    with app.test_request_context():
        address = url_for(endpoint, **{f"{endpoint.split('.')[0][:-1]}_id": item.id})
    few = _statements(client, address, lambda: _indexed(item, other(world)), 2)
    assert client.get(address).text.count('class="meets"') == 2
    many = _statements(client, address, lambda: _indexed(other(world)), 8)
    assert client.get(address).text.count('class="meets"') == 10
    replica.forget()
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def test_more_requirements_on_a_sheet_take_no_more_queries(app: Flask, sign_in):
    encoder_folder()
    replica.forget()
    world = World()
    need, achievement = world.need(), world.achievement()
    _indexed(need, achievement)
    with app.test_request_context():
        address = url_for("matches.sheet", need_id=need.id, achievement_id=achievement.id)
    client = sign_in(world.owner)
    few = _statements(client, address, lambda: None, 1)
    for position in range(3, 15):
        need.requirements.append(
            Requirement(position=position, indicator=f"第{position}项", comparator=Comparator.GE, value="1")
        )
    many = _statements(client, address, lambda: _indexed(need), 1)
    replica.forget()
    assert len(many) <= len(few), "\n".join(sorted(set(many) - set(few)) or many)


def _indexed(*items: Need | Achievement) -> None:
    for item in items:
        index.put_need(item) if isinstance(item, Need) else index.put_achievement(item)
    db.session.commit()


def _statements(client, address: str, make: Callable[[], object], rows: int) -> list[str]:
    for _ in range(rows):
        make()
    assert client.get(address).status_code == 200
    with counted() as statements:
        client.get(address)
    return statements
