import pytest

from tests.functional.acceptance.stage import Stage, carried_out, outside_expert


@pytest.fixture
def stage(app, sign_in) -> Stage:
    project, expert = carried_out(), outside_expert()
    people = project.need.author, project.achievement.author, project.officer
    firm, university, officer = (sign_in(person) for person in people)
    return Stage(project, firm, university, officer, expert, sign_in(expert))
