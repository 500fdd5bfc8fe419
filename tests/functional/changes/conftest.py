import pytest

from models import Project
from tests.factories.projects import running_project


@pytest.fixture
def project(app) -> Project:
    return running_project(firm_leader="徐冠杰", provider_leader="傅铸明")


@pytest.fixture
def firm(sign_in, project):
    return sign_in(project.need.author)


@pytest.fixture
def university(sign_in, project):
    return sign_in(project.achievement.author)


@pytest.fixture
def officer(sign_in, project):
    return sign_in(project.officer)
