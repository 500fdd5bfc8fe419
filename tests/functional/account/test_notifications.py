"""Notices are written once and read in each reader's own language."""

from matchmaker.services.matches import decline_match
from models import db
from models.enums import DeclineReason
from tests.factories import MatchFactory


def test_a_reason_is_read_in_the_readers_language(sign_in):
    match = MatchFactory()
    decline_match(match, actor=match.achievement.author, reason=DeclineReason.MATURITY)
    reader = match.need.author
    page = sign_in(reader).get("/account/notifications").text
    assert "成熟度不足" in page
    reader.locale = "en"
    db.session.commit()
    english = sign_in(reader).get("/account/notifications").text
    assert "Not mature enough" in english
    assert "成熟度不足" not in english
