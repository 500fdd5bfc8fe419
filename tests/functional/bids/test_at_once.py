"""Two people of one organization act in the same instant."""

from matchmaker.sealing import vault
from models import Bid, db
from tests.factories import research_user
from tests.factories.challenges import BidFactory, ChallengeFactory
from tests.functional.bids.test_writing import typed
from tests.functional.matches.test_at_once import at_once


def test_two_colleagues_begin_and_one_bid_comes_of_it(sign_in, app):
    author, need = research_user(), ChallengeFactory()
    address = f"/bids/needs/{need.id}"
    clients = sign_in(author), sign_in(research_user(organization=author.organization))
    assert at_once(*((client, address, {}) for client in clients)) == [302, 302]
    assert db.session.query(Bid).count() == 1


def test_two_organizations_begin_and_each_gets_a_number_of_its_own(sign_in, app):
    need = ChallengeFactory()
    address = f"/bids/needs/{need.id}"
    clients = [sign_in(research_user()) for _ in range(4)]
    assert at_once(*((client, address, {}) for client in clients)) == [302] * 4
    assert len({bid.number for bid in db.session.query(Bid)}) == 4


def test_two_colleagues_save_and_one_is_told(sign_in, app):
    bid = BidFactory()
    clients = sign_in(bid.author), sign_in(research_user(organization=bid.organization))
    texts = typed(bid, approach="甲写的"), typed(bid, approach="乙写的")
    address = f"/bids/{bid.id}/autosave"
    requests = [(client, address, data) for client, data in zip(clients, texts, strict=True)]
    assert sorted(at_once(*requests)) == [200, 409]
    assert vault.read(db.session.query(Bid).one()).content.approach in ("甲写的", "乙写的")
