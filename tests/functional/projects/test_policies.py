"""What is checked on a row and what filters a list agree, for everybody and every state."""

import pytest

from matchmaker.policies.milestone import answerable, can_answer
from models import Milestone, db
from models.enums import MatchSide, ProjectState, Role
from models.project_enums import MilestoneState
from tests.factories import ProjectFactory, bureau_user, firm_user
from tests.factories.projects import MilestoneFactory


@pytest.mark.parametrize("side", MatchSide)
def test_who_answers_a_claim(app, side):
    rows = [
        MilestoneFactory(project=ProjectFactory(state=project_state), state=state, claimed_side=side)
        for project_state in ProjectState
        for state in MilestoneState
    ]
    project = rows[0].project
    people = [project.need.author, project.achievement.author, bureau_user(Role.OFFICER), firm_user(), None]
    for row in rows:
        row.project.firm, row.project.provider = project.firm, project.provider
    db.session.commit()
    for person in people:
        listed = set(db.session.scalars(db.select(Milestone.id).where(answerable(person))))
        assert listed == {row.id for row in rows if can_answer(person, row)}
    answering = people[1] if side is MatchSide.NEED else people[0]
    assert sum(can_answer(answering, row) for row in rows) == 2
