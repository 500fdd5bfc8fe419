import pytest

from matchmaker.errors import Forbidden
from matchmaker.sealing import vault
from matchmaker.services.bid_drafts import create_bid, save_draft
from models import Bid, Event, db
from models.actions import Action
from models.challenge_enums import BidState
from tests.factories import firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, content


def test_a_draft_begins_with_what_the_platform_knows(app):
    author = research_user(title="教授", email="zhou@university.example")
    author.organization.intro = "学院设有省级重点实验室。"
    need = ChallengeFactory()
    bid = create_bid(need, author)
    said = vault.read(bid).content
    assert said.overview == "学院设有省级重点实验室。"
    assert [each.requirement_id for each in said.responses] == [row.id for row in need.requirements]
    assert (said.contact_name, said.contact_email) == (author.name, "zhou@university.example")
    assert bid.number.startswith(f"B-{need.thread}-") and bid.state is BidState.DRAFT


def test_a_colleague_gets_the_bid_that_is_there(app):
    bid = BidFactory()
    assert create_bid(bid.need, research_user(organization=bid.organization)) == bid
    assert db.session.query(Bid).count() == 1


def test_a_number_tells_nobody_how_many_others_have_begun(app):
    need = ChallengeFactory()
    numbers = [create_bid(need, research_user()).number for _ in range(8)]
    serials = {int(number.rpartition("-")[2]) for number in numbers}
    assert len(serials) == 8 and min(serials) >= 10


def test_a_firm_and_those_not_invited_cannot_begin(app):
    with pytest.raises(Forbidden):
        create_bid(ChallengeFactory(), firm_user())


def test_what_was_typed_is_kept_and_the_log_says_only_that(app):
    bid = BidFactory()
    save_draft(bid, content(bid.need, approach="先离线建库"), actor=bid.author, version=bid.version)
    assert vault.read(bid).content.approach == "先离线建库"
    line = db.session.query(Event).filter_by(action=Action.EDIT).one()
    assert not line.data and not line.reason
