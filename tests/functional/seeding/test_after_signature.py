"""What follows the signature in the demo data is such as the services would have left it."""

from collections import defaultdict
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.services import audit
from models import Event, Project, db
from models.enums import ProjectState, SubjectKind
from models.project_enums import MilestoneState

BEFORE = (ProjectState.NEGOTIATING,)
BEGUN = (ProjectState.RUNNING, ProjectState.SUSPENDED, ProjectState.ACCEPTANCE, ProjectState.COMPLETED)


@pytest.fixture(autouse=True)
def _story(seeded: Flask) -> None:
    db.session.rollback()


def every(entity):
    return list(db.session.scalars(select(entity).order_by(*entity.__table__.primary_key)))


def test_days_of_a_project_go_with_its_state():
    for project in every(Project):
        assert (project.signed_on is None) == (project.state in BEFORE), project.title
        assert (project.agreement is None) == (project.state in BEFORE)
        if project.state in BEGUN:
            assert project.signed_on <= project.started_on <= clock.today()
        assert (project.completed_on is not None) == (project.state is ProjectState.COMPLETED)
        assert bool(project.termination_reason) == (project.state is ProjectState.TERMINATED)


def test_milestones_weigh_a_hundred_and_are_confirmed_by_the_other_side():
    for project in every(Project):
        planned = bool(project.milestones) or project.state not in BEFORE
        assert sum(each.weight for each in project.milestones) == (100 if planned else 0), project.title
        for each in project.milestones:
            assert (each.state is MilestoneState.OPEN) == (each.done_on is None)
            if each.state is MilestoneState.CONFIRMED:
                assert each.confirmed_by.organization_id != each.claimed_by.organization_id
                assert each.claimed_at <= each.confirmed_at
        if project.state is ProjectState.COMPLETED:
            assert {each.state for each in project.milestones} == {MilestoneState.CONFIRMED}, project.title


def test_each_step_of_a_project_begins_where_the_one_before_ended():
    told = defaultdict(list)
    for line in db.session.scalars(select(Event).order_by(Event.id)):
        if line.new_state:
            told[line.subject_kind, line.subject_id].append(line)
    for project in every(Project):
        steps = told[SubjectKind.PROJECT, project.id]
        assert all(a.new_state == b.old_state for a, b in pairwise(steps)), project.title
        assert steps[-1].new_state == project.state.name, project.title
    assert audit.verify() == []
