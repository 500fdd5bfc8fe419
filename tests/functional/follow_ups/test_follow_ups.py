"""What becomes of a completed project: both parties are asked after 6 and after 12 months."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.queries.figures import FIGURES, Scope, totals
from matchmaker.services import follow_ups
from matchmaker.services.follow_ups import Answer
from models import FollowUp, Notification, db
from models.enums import ProjectState, Role
from models.project_enums import FollowUpState
from tests.factories import UserFactory, bureau_user
from tests.factories.projects import FollowUpFactory, running_project

GOOD = {"sales": "１２０.５", "jobs": "6", "goes_on": "yes", "remark": "两条产线都已换装。"}


@pytest.fixture
def project(app):
    return running_project(state=ProjectState.COMPLETED, completed_on=date(2026, 8, 31))


@pytest.fixture
def firm(project):
    return UserFactory(organization=project.firm)


@pytest.fixture
def asked(project, firm):
    return FollowUpFactory(project=project, state=FollowUpState.ASKED)


def test_both_parties_are_asked_six_and_twelve_months_later_at_the_months_end(project, firm):
    follow_ups.schedule(project)
    db.session.commit()
    rows = db.session.query(FollowUp).order_by(FollowUp.due_on, FollowUp.id).all()
    assert [row.due_on for row in rows] == [date(2027, 2, 28)] * 2 + [date(2027, 8, 31)] * 2
    assert {row.organization_id for row in rows} == {project.firm_id, project.provider_id}


def test_the_clock_asks_once_and_reminds_once(project, firm, monkeypatch):
    row = FollowUpFactory(project=project)
    assert [follow_ups.ask_for_follow_ups() for _ in range(2)] == [1, 0]
    assert row.state is FollowUpState.ASKED
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [follow_ups.ask_for_follow_ups() for _ in range(2)] == [1, 0]
    assert db.session.query(Notification).filter_by(user_id=firm.id).count() == 2


def test_a_firm_answers_in_two_minutes_and_the_figures_know(asked, firm, sign_in):
    page = sign_in(firm)
    assert asked.project.title in page.get("/todo/").text
    shown = page.get(f"/follow-ups/{asked.id}").text
    assert "提交回访" in shown and "满 6 个月" in shown
    answer = page.post(f"/follow-ups/{asked.id}/answer", data=GOOD | {"version": asked.version}, follow_redirects=True)
    assert "回访已填报" in answer.text and "120.50" in answer.text
    today = Scope(clock.today(), clock.today())
    sales, jobs = totals([(FIGURES["follow-up-sales"], today), (FIGURES["follow-up-jobs"], today)])
    assert (sales.amount, jobs.people) == (Decimal("120.50"), 6)


def test_what_the_university_says_is_not_counted_twice(asked, project):
    research = UserFactory(organization=project.provider)
    own = FollowUpFactory(project=project, organization=project.provider, state=FollowUpState.ASKED)
    follow_ups.answer_follow_up(own, Answer(Decimal(50), 3, True), actor=research)
    assert totals([(FIGURES["follow-up-sales"], Scope(clock.today(), clock.today()))])[0].amount == 0


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"sales": ""}, "请填写销售额，没有请填 0"),
        ({"sales": "十二万"}, "请填写数字，单位万元"),
        ({"jobs": ""}, "请填写就业人数，没有请填 0"),
        ({"jobs": "-1"}, "就业人数应在 0 到"),
        ({"goes_on": ""}, "请选择合作是否继续"),
        ({"goes_on": "perhaps"}, "请选择合作是否继续"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_the_rest_is_kept(asked, firm, sign_in, given, sentence):
    answer = sign_in(firm).post(f"/follow-ups/{asked.id}/answer", data=GOOD | given)
    assert answer.status_code == 400 and sentence in answer.text and "两条产线都已换装。" in answer.text
    db.session.refresh(asked)
    assert asked.state is FollowUpState.ASKED


def test_a_double_click_answers_once_and_others_do_not_answer_at_all(asked, firm, project, sign_in):
    page, data = sign_in(firm), GOOD | {"version": asked.version}
    page.post(f"/follow-ups/{asked.id}/answer", data=data)
    assert page.post(f"/follow-ups/{asked.id}/answer", data=data | {"sales": "9"}).status_code == 409
    db.session.refresh(asked)
    assert asked.sales == Decimal("120.50")
    other = sign_in(UserFactory(organization=project.provider))
    assert other.get(f"/follow-ups/{asked.id}").status_code == 404
    with pytest.raises(Refused):
        follow_ups.answer_follow_up(asked, Answer(Decimal(1), 1, True), actor=firm)


def test_the_bureau_sees_all_and_finds_those_that_wait(asked, project, sign_in):
    done = FollowUpFactory(
        project=project, organization=project.provider, state=FollowUpState.ANSWERED, sales=0, jobs=0
    )
    officer = sign_in(bureau_user(Role.OFFICER))
    assert officer.get("/follow-ups").text.count(project.number) >= 2
    waiting = officer.get("/follow-ups?state=ASKED").text
    assert f"/follow-ups/{asked.id}" in waiting and f"/follow-ups/{done.id}" not in waiting
    assert project.firm.name in officer.get(f"/follow-ups?q={project.firm.name}").text


def test_what_must_be_given_is_marked(asked, firm, sign_in):
    page, labels = sign_in(firm).get(f"/follow-ups/{asked.id}").text, ("销售额", "就业人数", "合作是否继续", "补充说明")
    marked = [label for label in labels if f'{label}<span class="req">' in page]
    assert marked == ["销售额", "就业人数", "合作是否继续"]
