"""From a draft to the hall and out of it again."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from matchmaker.errors import Refused
from matchmaker.services import index
from matchmaker.services.needs import close_bidding, expire_needs, publish_need
from models import Event, ItemVector, Need, Notification, Watch, db
from models.actions import Action
from models.enums import ItemKind, NeedKind, NeedState, Role
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, bureau_user, firm_user, research_user
from tests.functional.needs.forms import challenge, draft

HOUR = timedelta(hours=1)


def messages(user) -> list[str]:
    rows = db.session.query(Notification).filter_by(user_id=user.id)
    return [row.message % row.params for row in rows.order_by(Notification.id)]


def waiting(author, **given) -> Need:
    given = {"state": NeedState.SUBMITTED, "submitted_at": clock.now(), "published_at": None, **given}
    return NeedFactory(author=author, **given)


def test_a_need_is_submitted_returned_completed_and_published(sign_in):
    author, officer = firm_user(), bureau_user()
    firm, bureau = sign_in(author), sign_in(officer)
    firm.post("/needs/new", data=draft(action="submit"))
    need = db.session.query(Need).one()
    assert need.state is NeedState.SUBMITTED
    assert need.title in bureau.get("/needs/review").text
    page = bureau.get(f"/needs/{need.id}").text
    assert "确认发布" in page
    assert "确认退回" in page

    bureau.post(f"/needs/{need.id}/return", data={"version": need.version, "reason": "请补充现有水平"})
    db.session.expire_all()
    assert need.state is NeedState.RETURNED
    assert any("请补充现有水平" in text for text in messages(author))
    assert "请补充现有水平" in firm.get(f"/needs/{need.id}").text

    firm.post(f"/needs/{need.id}/edit", data=draft(action="submit", version=need.version))
    db.session.expire_all()
    assert (need.state, need.return_reason) == (NeedState.SUBMITTED, "")
    bureau.post(f"/needs/{need.id}/publish", data={"version": need.version})
    db.session.expire_all()
    assert need.state is NeedState.PUBLISHED
    assert need.expires_on == clock.today() + timedelta(days=365)
    assert db.session.query(ItemVector).one().searchable
    assert any("已发布" in text for text in messages(author))
    steps = [event.action for event in db.session.query(Event).order_by(Event.id) if event.subject_id == need.id]
    sent_again = [Action.EDIT, Action.SUBMIT]
    assert steps == [Action.CREATE, Action.SUBMIT, Action.RETURN, *sent_again, Action.PUBLISH]


def test_a_challenge_opens_for_bids_at_once(sign_in):
    author = firm_user()
    sign_in(author).post("/needs/new", data=challenge(action="submit"))
    need = db.session.query(Need).one()
    sign_in(bureau_user()).post(f"/needs/{need.id}/publish", data={"version": need.version})
    db.session.expire_all()
    assert (need.state, need.expires_on) == (NeedState.BIDDING, None)
    assert "揭榜中" in sign_in(author).get(f"/needs/{need.id}").text


def test_a_challenge_whose_deadline_has_passed_is_not_published(app):
    need = waiting(firm_user(), kind=NeedKind.CHALLENGE, bid_deadline=clock.now() - HOUR)
    with pytest.raises(Refused, match="揭榜截止日期已过"):
        publish_need(need, actor=bureau_user())
    db.session.rollback()
    assert need.state is NeedState.SUBMITTED
    assert db.session.query(ItemVector).count() == 0


def test_a_return_needs_a_reason(sign_in):
    need = waiting(firm_user())
    data = {"version": need.version, "reason": "  ", "back": f"/needs/{need.id}"}
    answer = sign_in(bureau_user()).post(f"/needs/{need.id}/return", data=data, follow_redirects=True)
    assert "请填写理由" in answer.text
    db.session.expire_all()
    assert need.state is NeedState.SUBMITTED


def test_an_officer_publishes_only_what_was_read(sign_in):
    need = waiting(firm_user())
    data = {"version": need.version - 1 or 99, "back": f"/needs/{need.id}"}
    answer = sign_in(bureau_user()).post(f"/needs/{need.id}/publish", data=data, follow_redirects=True)
    assert "刚刚被其他人修改过" in answer.text
    db.session.expire_all()
    assert need.state is NeedState.SUBMITTED


def test_the_queue_shows_the_longest_waiting_first(sign_in):
    young = waiting(firm_user(), title="后来的", submitted_at=clock.now())
    old = waiting(firm_user(), title="先来的", submitted_at=clock.now() - timedelta(days=3))
    NeedFactory(title="已经发布的")
    shown = sign_in(bureau_user()).get("/needs/review").text
    assert shown.index(old.title) < shown.index(young.title)
    assert "已经发布的" not in shown


def test_who_may_not_decide(sign_in):
    author = firm_user()
    need = waiting(author)
    data = {"version": need.version, "reason": "x"}
    for person, status in ((author, 403), (research_user(), 403), (bureau_user(Role.SUPERVISOR), 403)):
        client = sign_in(person)
        assert client.get("/needs/review").status_code == status
        assert client.post(f"/needs/{need.id}/publish", data=data).status_code == status
        assert client.post(f"/needs/{need.id}/return", data=data).status_code == status


def test_a_withdrawn_need_leaves_the_ranking_and_tells_those_in_talks(sign_in):
    author, researcher = firm_user(), research_user()
    need = NeedFactory(author=author)
    MatchFactory(need=need, achievement=AchievementFactory(author=researcher))
    client = sign_in(author)
    client.post(f"/needs/{need.id}/edit", data=draft(version=need.version))
    db.session.expire_all()
    client.post(f"/needs/{need.id}/withdraw", data={"version": need.version, "reason": "已改用外购设备"})
    db.session.expire_all()
    assert need.state is NeedState.WITHDRAWN
    assert not db.session.query(ItemVector).one().searchable
    assert any("已改用外购设备" in text for text in messages(researcher))


def test_time_ends_needs_and_bidding(app):
    author, officer = firm_user(), bureau_user()
    old = NeedFactory(author=author, expires_on=clock.today() - timedelta(days=1))
    today = NeedFactory(author=author, expires_on=clock.today())
    closing = NeedFactory(
        author=author, kind=NeedKind.CHALLENGE, state=NeedState.BIDDING, bid_deadline=clock.now() - HOUR
    )
    running = NeedFactory(
        author=author, kind=NeedKind.CHALLENGE, state=NeedState.BIDDING, bid_deadline=clock.now() + HOUR
    )
    assert (expire_needs(), close_bidding()) == (1, 1)
    assert (expire_needs(), close_bidding()) == (0, 0)
    states = [need.state for need in (old, today, closing, running)]
    assert states == [NeedState.EXPIRED, NeedState.PUBLISHED, NeedState.EVALUATING, NeedState.BIDDING]
    assert any("自动到期" in text for text in messages(author))
    assert any("请科室负责人决定是否流标" in text for text in messages(officer))


def test_who_watches_an_achievement_hears_of_a_need_that_fits(app):
    researcher, officer = research_user(), bureau_user()
    achievement = AchievementFactory(author=researcher, title="铝型材挤压表面裂纹在线检测")
    index.put_achievement(achievement)
    db.session.add(
        Watch(user_id=researcher.id, kind=ItemKind.ACHIEVEMENT, item_id=achievement.id, created_at=clock.now())
    )
    db.session.commit()
    publish_need(waiting(firm_user()), actor=officer)
    publish_need(waiting(firm_user(), title="猪场废水除磷", problem="出水总磷超标。", requirements=[]), actor=officer)
    heard = [text for text in messages(researcher) if "新的匹配需求" in text]
    assert len(heard) == 1
    assert "铝型材挤压表面裂纹在线检测" in heard[0]
