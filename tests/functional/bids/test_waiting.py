"""What the 待办 of a bidder says, and that of the firm which is asked."""

from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.queries import todo
from models.challenge_enums import BidState
from tests.factories import firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, PartnerFactory, QuestionFactory


def piles(user) -> dict[str, int]:
    return {pile.group.key: pile.count for pile in todo.items(user) if pile.count}


def ending_in(days: int):
    return ChallengeFactory(bid_deadline=clock.end_of_day(clock.today() + timedelta(days=days)))


def test_a_draft_waits_in_the_last_week(app):
    author = research_user()
    BidFactory(need=ending_in(3), author=author)
    BidFactory(need=ending_in(10), author=author)
    BidFactory(need=ending_in(3), author=author, state=BidState.SUBMITTED)
    assert piles(author) == {"bid-drafts": 1}


def test_a_bid_waits_to_be_confirmed_until_the_deadline(app, sign_in, monkeypatch):
    bid = BidFactory(need=ending_in(3), state=BidState.SUBMITTED, reconfirm_since=clock.now())
    assert piles(bid.author) == {"bids-to-confirm": 1}
    page = sign_in(bid.author).get("/todo/").text
    assert bid.number in page and "还有 3 天截止" in page
    monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: bid.need.bid_deadline + timedelta(seconds=1))
    assert not piles(bid.author)


def test_an_invitation_waits_for_a_firm_and_nobody_else_sees_a_thing(app):
    bid, firm = BidFactory(), firm_user()
    PartnerFactory(bid=bid, organization=firm.organization)
    assert piles(firm) == {"consortium-invitations": 1}
    assert not piles(bid.need.author) and not piles(research_user())


def test_a_question_waits_for_the_firm_until_it_is_answered_or_bidding_closes(app, sign_in, monkeypatch):
    need = ending_in(3)
    asked = QuestionFactory(need=need)
    answered = QuestionFactory(need=need, text="铸件有几种？", answer="十二种。")
    assert piles(need.author) == {"questions": 1} and not piles(asked.asker) and not piles(firm_user())
    page = sign_in(need.author).get("/todo/questions").text
    assert asked.text in page and need.title in page and "还有 3 天截止" in page
    assert asked.asker.organization.name not in page and answered.text not in page
    monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: need.bid_deadline + timedelta(seconds=1))
    assert not piles(need.author)
