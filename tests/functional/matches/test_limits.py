"""What a match does not allow, and to whom it does not show."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import AchievementInvitation, Match, NeedInvitation, db
from models.enums import (
    AchievementState,
    MatchOrigin,
    MatchState,
    NeedKind,
    NeedState,
    OrganizationKind,
    Role,
    Visibility,
)
from tests.factories import (
    AchievementFactory,
    MatchFactory,
    NeedFactory,
    OrganizationFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)
from tests.functional.matches.test_thread import only_match, propose


def talking(**need):
    return MatchFactory(need=NeedFactory(**need), state=MatchState.TALKING, achievement_consent_at=clock.now())


def test_third_organizations_find_nothing(sign_in, app):
    match = MatchFactory()
    for stranger in (firm_user(), research_user()):
        client = sign_in(stranger)
        assert client.get(f"/matches/{match.id}").status_code == 404
        assert client.post(f"/matches/{match.id}/consent").status_code == 404
        assert match.need.title not in client.get("/matches/").text
    assert sign_in(bureau_user()).get(f"/matches/{match.id}").status_code == 200


def test_a_recommendation_waits_for_both_and_a_broker_sees_no_contacts(sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    brokerage = OrganizationFactory(kind=OrganizationKind.BROKERAGE)
    manager = bureau_user(Role.TECHNOLOGY_MANAGER, organization=brokerage)
    client = sign_in(manager)
    propose(client, need, achievement)
    match = only_match()
    assert (match.origin, match.state) == (MatchOrigin.RECOMMEND, MatchState.PROPOSED)
    assert "等双方回应" in client.get(f"/matches/{match.id}").text

    sign_in(need.author).post(f"/matches/{match.id}/consent")
    sign_in(achievement.author).post(f"/matches/{match.id}/consent")
    assert need.contact_phone not in client.get(f"/matches/{match.id}").text
    assert need.contact_phone in sign_in(bureau_user()).get(f"/matches/{match.id}").text


def test_an_officer_cannot_answer_for_a_side(sign_in, app):
    match, officer = MatchFactory(), sign_in(bureau_user())
    assert officer.post(f"/matches/{match.id}/consent").status_code == 403
    assert officer.post(f"/matches/{match.id}/agree").status_code == 403


def test_a_side_consents_once(sign_in, app):
    match = MatchFactory()
    answer = sign_in(match.need.author).post(f"/matches/{match.id}/consent")
    assert answer.status_code == 409 and "已经同意" in answer.text


def test_members_do_not_propose_for_others(sign_in, app):
    need, achievement = NeedFactory(), AchievementFactory()
    for stranger in (firm_user(), research_user()):
        assert propose(sign_in(stranger), need, achievement).status_code == 403
    assert db.session.query(Match).count() == 0


@pytest.mark.parametrize("state", [NeedState.WITHDRAWN, NeedState.CONTRACTED, NeedState.EXPIRED])
def test_only_open_needs_are_matched(sign_in, app, state):
    need = NeedFactory(state=state)
    answer = propose(sign_in(need.author), need, AchievementFactory())
    assert answer.status_code == 409 and "不能发起对接" in answer.text


def test_a_challenge_takes_offers_until_its_deadline(sign_in, app):
    deadline = clock.now() + timedelta(minutes=5)
    need = NeedFactory(kind=NeedKind.CHALLENGE, state=NeedState.BIDDING, bid_deadline=deadline)
    early, late = AchievementFactory(), AchievementFactory()
    assert propose(sign_in(early.author), need, early).status_code == 302
    need.bid_deadline = clock.now()
    db.session.commit()
    answer = propose(sign_in(late.author), need, late)
    assert answer.status_code == 409 and "揭榜截止时间已过" in answer.text


def test_only_published_achievements_are_matched(sign_in, app):
    achievement = AchievementFactory(state=AchievementState.WITHDRAWN)
    assert propose(sign_in(achievement.author), NeedFactory(), achievement).status_code == 409


def test_an_item_one_may_not_see_cannot_be_proposed(sign_in, app):
    hidden, achievement = NeedFactory(visibility=Visibility.INVITED), AchievementFactory()
    assert propose(sign_in(achievement.author), hidden, achievement).status_code == 404
    assert propose(sign_in(achievement.author), NeedFactory(state=NeedState.DRAFT), achievement).status_code == 404


@pytest.mark.parametrize("role", [Role.TECHNOLOGY_MANAGER, Role.OFFICER])
@pytest.mark.parametrize("at_event", ["", "y"])
def test_an_item_by_invitation_is_recommended_to_the_invited_only(sign_in, app, role, at_event):
    need, achievement = NeedFactory(visibility=Visibility.INVITED), AchievementFactory()
    client, uninvited = sign_in(bureau_user(role)), AchievementFactory()
    need.invitations.append(NeedInvitation(organization=achievement.organization))
    db.session.commit()
    answer = propose(client, need, uninvited, at_event=at_event)
    assert answer.status_code == 409 and f"{uninvited.organization.name}不在受邀之列" in answer.text
    assert need.title not in sign_in(uninvited.author).get("/matches/").text
    assert propose(client, need, achievement, at_event=at_event).status_code == 302

    hidden = AchievementFactory(visibility=Visibility.INVITED)
    answer = propose(client, NeedFactory(), hidden, at_event=at_event)
    assert answer.status_code == 409 and "只对受邀单位公开" in answer.text
    hidden.invitations.append(AchievementInvitation(organization=need.organization))
    need.visibility = Visibility.PUBLIC
    db.session.commit()
    assert propose(client, need, hidden, at_event=at_event).status_code == 302


ENDED = [
    {"need": NeedState.WITHDRAWN},
    {"achievement": AchievementState.WITHDRAWN},
]


def end(match, need=None, achievement=None):
    match.need.state = need or match.need.state
    match.achievement.state = achievement or match.achievement.state
    db.session.commit()


@pytest.mark.parametrize("ended", [*ENDED, {"need": NeedState.EXPIRED}, {"achievement": AchievementState.TRANSFERRED}])
def test_what_was_taken_back_reveals_no_contacts(sign_in, app, ended):
    match = MatchFactory()
    client, address = sign_in(match.achievement.author), f"/matches/{match.id}"
    assert f"{address}/consent" in client.get(address).text
    end(match, **ended)
    page = client.get(address).text
    assert f"{address}/consent" not in page and f"{address}/decline" in page
    answer = client.post(f"{address}/consent")
    assert answer.status_code == 409 and "不能再同意对接" in answer.text
    assert match.need.contact_phone not in client.get(address).text
    assert client.post(f"{address}/decline", data={"reason": "PRICE"}).status_code == 302


@pytest.mark.parametrize("ended", ENDED)
def test_nobody_agrees_on_what_was_taken_back(sign_in, app, ended):
    match = talking()
    client, address = sign_in(match.need.author), f"/matches/{match.id}"
    assert f"{address}/agree" in client.get(address).text
    end(match, **ended)
    page = client.get(address).text
    assert f"{address}/agree" not in page and f"{address}/decline" in page
    answer = client.post(f"{address}/agree")
    assert answer.status_code == 409 and "不能再达成合作" in answer.text


@pytest.mark.parametrize("state", [NeedState.BIDDING, NeedState.EVALUATING, NeedState.PUBLICIZED])
def test_the_winner_of_a_challenge_is_found_by_the_bidding(sign_in, app, state):
    match = talking(kind=NeedKind.CHALLENGE, state=state)
    client = sign_in(match.need.author)
    page = client.get(f"/matches/{match.id}").text
    assert "承担单位由揭榜评审确定" in page and "记一次洽谈" in page and "确认达成合作" not in page
    answer = client.post(f"/matches/{match.id}/agree")
    assert answer.status_code == 409 and "由揭榜评审确定承担单位" in answer.text


def test_nobody_agrees_before_talking(sign_in, app):
    match = MatchFactory()
    answer = sign_in(match.need.author).post(f"/matches/{match.id}/agree")
    assert answer.status_code == 409 and "不能达成合作；现在可以" in answer.text


def test_the_second_of_two_people_is_told(sign_in, app):
    match = talking()
    seen = match.version
    one, other = sign_in(match.need.author), sign_in(UserFactory(organization=match.need.organization))
    one.post(f"/matches/{match.id}/agree", data={"version": seen})
    answer = other.post(f"/matches/{match.id}/decline", data={"version": seen, "reason": "PRICE", "note": ""})
    assert answer.status_code == 409 and "刚刚被其他人修改过" in answer.text
    assert only_match().state is MatchState.TALKING


def test_tabs_count_and_page_what_the_reader_may_see(sign_in, app):
    match = talking()
    MatchFactory(need=match.need)
    MatchFactory()
    page = sign_in(match.need.author).get("/matches/?state=talking").text
    assert match.number in page and "共 <b>1</b> 条" in page
    assert "共 <b>2</b> 条" in sign_in(match.need.author).get("/matches/").text
    assert "共 <b>3</b> 条" in sign_in(bureau_user()).get("/matches/").text
