"""Questions on a challenge: everybody reads the same answers, and nobody reads who asked."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from matchmaker.adapters import clock
from matchmaker.errors import Conflict, DomainError, Forbidden, Invalid, Refused
from matchmaker.services import outbox, questions
from matchmaker.settings import settings
from models import Event, Notification, Question, db
from models.enums import NeedState, OrganizationState, SubjectKind, Visibility
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, QuestionFactory

TEXT = "检测工位的环境温度和节拍分别是多少？"
ANSWER = "环境温度 25 至 60 摄氏度，节拍每分钟 8 米。"
SECOND = timedelta(seconds=1)


@pytest.fixture
def mails(tmp_path, monkeypatch):
    """Who got a mail and what it says, so far."""
    monkeypatch.setitem(settings, "MAIL_BACKEND", "file")
    monkeypatch.setitem(settings, "MAIL_FOLDER", str(tmp_path))

    def read():
        outbox.drain()
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(tmp_path).iterdir()]
        return [(letter["To"], str(letter["Subject"]) + letter.get_body().get_content()) for letter in letters]

    return read


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_question_is_asked_answered_and_read_by_all_and_names_nobody(sign_in, client, mails):
    need, asker = ChallengeFactory(), research_user(name="沈砚秋")
    rival = BidFactory(need=need).author
    answer = sign_in(asker).post(f"/needs/{need.id}/questions", data={"text": TEXT}, follow_redirects=True)
    assert TEXT in answer.text and "本单位提出" in answer.text
    question = db.session.query(Question).one()
    firm = sign_in(need.author)
    assert "有 1 个提问等待答复" in firm.get(f"/needs/{need.id}").text
    data = {"answer": ANSWER, "version": question.version}
    firm.post(f"/needs/{need.id}/questions/{question.id}", data=data)

    for reader in (client, firm, sign_in(bureau_user()), sign_in(rival), sign_in(firm_user())):
        text = reader.get(f"/needs/{need.id}").text
        assert TEXT in text and ANSWER in text
        for name in (asker.name, asker.organization.name, "本单位提出"):
            assert name not in text
    told = "".join(
        f"{row.message}{row.params}" for row in db.session.query(Notification).filter_by(user_id=need.author.id)
    )
    sent = mails()
    assert {to for to, _ in sent} == {need.author.email, asker.email}
    for said in (told, "".join(text for to, text in sent if to == need.author.email)):
        assert need.title in said and asker.name not in said and asker.organization.name not in said
    assert any(ANSWER in text for to, text in sent if to == asker.email)


def test_who_asked_is_in_no_record_but_the_log_of_the_question(app):
    need, asker = ChallengeFactory(), research_user()
    question = questions.ask(need, TEXT, actor=asker)
    questions.answer(question, ANSWER, actor=need.author)
    kinds = {line.subject_kind for line in db.session.query(Event)}
    assert kinds == {SubjectKind.QUESTION}


@pytest.mark.parametrize(("late", "taken"), [(timedelta(0), True), (SECOND, False)])
def test_questions_close_48_hours_before_the_deadline_to_the_second(sign_in, monkeypatch, late, taken):
    need, asker = ChallengeFactory(), research_user()
    at(monkeypatch, need.bid_deadline - timedelta(hours=48) + late)
    page = sign_in(asker).get(f"/needs/{need.id}").text
    assert ('name="text"' in page) is taken
    answer = sign_in(asker).post(f"/needs/{need.id}/questions", data={"text": TEXT})
    assert answer.status_code == (302 if taken else 409)
    assert db.session.query(Question).count() == taken
    if not taken:
        assert "提问已在揭榜截止前 48 小时关闭" in answer.text and TEXT in answer.text


@pytest.mark.parametrize(("late", "taken"), [(timedelta(0), True), (SECOND, False)])
def test_answers_are_taken_until_the_deadline_to_the_second(sign_in, monkeypatch, late, taken):
    question = QuestionFactory()
    need = question.need
    at(monkeypatch, need.bid_deadline + late)
    data = {"answer": ANSWER, "version": question.version}
    answer = sign_in(need.author).post(f"/needs/{need.id}/questions/{question.id}", data=data)
    assert answer.status_code == (302 if taken else 409)
    db.session.expire_all()
    assert bool(question.answer) is taken
    assert "企业没有答复" in sign_in(need.author).get(f"/needs/{need.id}").text or taken


def test_bad_input_comes_back_filled_with_the_message_at_the_field(sign_in):
    question = QuestionFactory()
    need, asker = question.need, sign_in(question.asker)
    short = asker.post(f"/needs/{need.id}/questions", data={"text": "多少"})
    assert short.status_code == 400 and "请写 5 到 1000 字" in short.text and ">多少</textarea>" in short.text
    twice = asker.post(f"/needs/{need.id}/questions", data={"text": question.text})
    assert twice.status_code == 400 and "这个问题已经提过" in twice.text
    url = f"/needs/{need.id}/questions/{question.id}"
    empty = sign_in(need.author).post(url, data={"answer": "见附"})
    assert empty.status_code == 400 and ">见附</textarea>" in empty.text


def test_only_those_concerned_ask_and_answer(app):
    need = ChallengeFactory(visibility=Visibility.INVITED)
    open_need, question = ChallengeFactory(), QuestionFactory()
    unverified = research_user()
    unverified.organization.state = OrganizationState.PENDING
    db.session.commit()
    for actor, asked in ((research_user(), need), (unverified, open_need), (open_need.author, open_need)):
        with pytest.raises(Forbidden):
            questions.ask(asked, TEXT, actor=actor)
    for actor in (question.asker, bureau_user(), firm_user()):
        with pytest.raises(Forbidden):
            questions.answer(question, ANSWER, actor=actor)
    closed = ChallengeFactory(state=NeedState.EVALUATING)
    with pytest.raises(Refused):
        questions.ask(closed, TEXT, actor=research_user())


def test_an_answer_stands_once_given(app):
    question = QuestionFactory()
    with pytest.raises(Conflict):
        questions.answer(question, ANSWER, actor=question.need.author, version=question.version - 1)
    with pytest.raises(Invalid):
        questions.answer(question, " 　", actor=question.need.author)
    questions.answer(question, ANSWER, actor=question.need.author, version=question.version)
    with pytest.raises(DomainError, match="已经答复"):
        questions.answer(question, "改口说另一个数。", actor=question.need.author)
    assert question.answer == ANSWER


def test_the_list_is_paginated(sign_in, client):
    need = ChallengeFactory()
    for place in range(12):
        QuestionFactory(need=need, text=f"第 {place} 个问题，关于节拍。")
    first, second = (client.get(f"/needs/{need.id}?page={page}").text for page in (1, 2))
    assert "第 11 个问题" in first and "第 0 个问题" not in first and "第 0 个问题" in second
