"""求助科技局: a side asks for help in its report; an officer answers with a day."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from models import Event, Notification, ProgressReport, db
from models.actions import Action
from models.enums import MatchSide, Role
from tests.factories import UserFactory
from tests.factories.people import bureau_user
from tests.factories.projects import ProgressReportFactory, running_project

ANSWER = {"text": "已联系检测中心，安排插队检测。", "promised_on": "2026-06-30"}
REPORT = {"percent": "30", "done": "完成样机图纸。", "help_wanted": "请协调检测机构排期。"}


@pytest.fixture
def waiting(app, on_day) -> ProgressReport:
    on_day("2026-06-15")
    return ProgressReportFactory(
        project=running_project(),
        submitted=True,
        side=MatchSide.NEED,
        help_wanted="请协调检测机构排期。",
        help_waits=True,
    )


def address(report: ProgressReport, page: str = "help") -> str:
    return f"/projects/{report.project_id}/progress/{report.id}/{page}"


def again(report: ProgressReport) -> ProgressReport:
    db.session.expire_all()
    return db.session.get_one(ProgressReport, report.id)


def heard(user) -> list[str]:
    return [row.message for row in db.session.query(Notification).filter_by(user_id=user.id)]


def test_the_responsible_officer_hears_of_it_and_answers(app, on_day, sign_in):
    on_day("2026-06-15")
    project, other = running_project(), bureau_user(Role.OFFICER)
    row = ProgressReportFactory(project=project)
    asker, partner = UserFactory(organization=project.firm), UserFactory(organization=project.provider)
    client, officer = sign_in(asker), sign_in(project.officer)
    client.post(address(row, "report"), data=REPORT)
    assert again(row).help_waits and len(heard(project.officer)) == 1 and heard(other) == []
    assert "求助等待科技局答复。" in client.get(f"/projects/{project.id}/progress").text
    assert "请协调检测机构排期。" in officer.get(address(row)).text
    assert officer.post(address(row), data=ANSWER).status_code == 302
    for reader in (client, sign_in(partner)):
        page = reader.get(f"/projects/{project.id}/progress").text
        assert "已联系检测中心，安排插队检测。" in page and "2026-06-30" in page
        assert "科技局已答复" in reader.get("/account/notifications").text
    assert not again(row).help_waits


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "请填写答复。"),
        ({"promised_on": ""}, "请填写承诺办结的日期。"),
        ({"promised_on": "2026-06-14"}, "承诺日期不能早于今天。"),
        ({"promised_on": "下周"}, "请填写日期，例如 2026-03-05。"),
    ],
)
def test_an_answer_has_words_and_a_day(waiting, sign_in, changes, sentence):
    answer = sign_in(waiting.project.officer).post(address(waiting), data={**ANSWER, **changes})
    assert answer.status_code == 400 and sentence in answer.text and again(waiting).help_waits


def test_only_officers_answer(waiting, sign_in):
    for person in (UserFactory(organization=waiting.project.firm), bureau_user(Role.SUPERVISOR)):
        assert sign_in(person).post(address(waiting), data=ANSWER).status_code == 403


def test_the_second_officer_is_told_who_has_answered(waiting, sign_in):
    first = waiting.project.officer
    sign_in(first).post(address(waiting), data=ANSWER)
    answer = sign_in(bureau_user(Role.OFFICER)).post(address(waiting), data={**ANSWER, "text": "另一种答复。"})
    assert answer.status_code == 409
    assert f"这项求助已由{first.name}于" in answer.text and "另一种答复。" in answer.text
    assert again(waiting).help_answer == ANSWER["text"]


def test_two_officers_answer_in_the_same_instant(waiting, sign_in):
    to, start = address(waiting), Barrier(2)
    clients = sign_in(waiting.project.officer), sign_in(bureau_user(Role.OFFICER))
    db.session.remove()

    def send(client) -> int:
        start.wait(timeout=10)
        return client.post(to, data=ANSWER).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = [future.result(timeout=60) for future in [pool.submit(send, client) for client in clients]]
    assert sorted(answers) == [302, 409]
    assert db.session.query(Event).filter_by(action=Action.ANSWER_HELP).count() == 1


def test_once_answered_the_question_stays_as_it_was(waiting, sign_in):
    project = waiting.project
    sign_in(project.officer).post(address(waiting), data=ANSWER)
    asker = sign_in(UserFactory(organization=project.firm))
    changed = asker.post(address(waiting, "correct"), data={**REPORT, "help_wanted": "另请协调用地。"})
    assert changed.status_code == 400 and "求助已经答复，不能再改" in changed.text
    assert asker.post(address(waiting, "correct"), data={**REPORT, "percent": "31"}).status_code == 302
    assert again(waiting).percent == 31 and not again(waiting).help_waits


def test_help_that_is_taken_back_waits_no_more(waiting, sign_in):
    asker = sign_in(UserFactory(organization=waiting.project.firm))
    asker.post(address(waiting, "correct"), data={**REPORT, "help_wanted": ""})
    assert not again(waiting).help_waits
    officer = sign_in(waiting.project.officer)
    assert officer.get(address(waiting)).status_code == 302
    answer = officer.post(address(waiting), data=ANSWER)
    assert answer.status_code == 409 and "这份报告没有求助。" in answer.text
