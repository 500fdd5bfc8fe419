"""How it was to work together: said once by each party, shown of an organization from three ratings on."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Rating, db
from models.enums import ProjectState, Role
from tests.factories import UserFactory, bureau_user
from tests.factories.projects import RatingFactory, running_project


@pytest.fixture
def project(app):
    return running_project(state=ProjectState.COMPLETED, completed_on=clock.today() - timedelta(days=1))


@pytest.fixture
def firm(project):
    return UserFactory(organization=project.firm)


def test_a_firm_rates_the_university_once(project, firm, sign_in):
    page = sign_in(firm)
    assert "提交评价" in page.get(f"/projects/{project.id}/follow-up").text
    words = {"points": "4", "comment": "响应快，驻厂时间长。"}
    answer = page.post(f"/projects/{project.id}/rating", data=words, follow_redirects=True)
    assert "评价已提交" in answer.text and "响应快，驻厂时间长。" in answer.text and "提交评价" not in answer.text
    assert page.post(f"/projects/{project.id}/rating", data=words).status_code == 409
    rating = db.session.query(Rating).one()
    assert (rating.rated_id, rating.points) == (project.provider_id, 4)


@pytest.mark.parametrize("points", ["", "0", "6", "five", "５"])
def test_points_are_one_to_five(project, firm, sign_in, points):
    answer = sign_in(firm).post(f"/projects/{project.id}/rating", data={"points": points, "comment": "尚可"})
    if points == "５":  # a full-width digit is a digit
        assert answer.status_code == 302
    else:
        assert answer.status_code == 400 or "请选择 1 到 5 分" in answer.text
        assert "尚可" in answer.text and not db.session.query(Rating).count()


def test_a_running_project_is_not_rated_yet(app, sign_in):
    running = running_project()
    member = sign_in(UserFactory(organization=running.firm))
    assert "提交评价" not in member.get(f"/projects/{running.id}/follow-up").text
    answer = member.post(f"/projects/{running.id}/rating", data={"points": "5"})
    assert answer.status_code == 409 and "结束以后才能评价" in answer.text


def test_the_bureau_does_not_rate(project, sign_in):
    officer = sign_in(bureau_user(Role.OFFICER))
    assert officer.post(f"/projects/{project.id}/rating", data={"points": "5"}).status_code == 403


def test_a_profile_shows_counts_and_mean_from_three_ratings_on(project, client):
    RatingFactory(project=project, points=5)
    address = f"/organizations/{project.provider_id}"
    for points in (4, 3):
        assert "合作评价" not in client.get(address).text
        RatingFactory(project=running_project(state=ProjectState.COMPLETED), rated=project.provider, points=points)
    shown = client.get(address).text
    assert "4.0" in shown and "3 次评价" in shown
