"""How many of a period's needs came how far, and how long each step took."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from matchmaker.queries import funnel
from matchmaker.queries.figures import FIGURES, Scope, records, totals
from models.enums import MatchState, NeedState, ProjectOrigin, ProjectState
from tests.factories import MatchFactory, NeedFactory, OrganizationFactory, ProjectFactory, reference

YEAR = Scope(date(2025, 1, 1), date(2025, 12, 31))
SUBMITTED = datetime(2025, 3, 3, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(app):
    return app


def need(after: int | None = 1, **given):
    """Handed in on 3 March, published so many days later."""
    published = None if after is None else SUBMITTED + timedelta(days=after)
    state = NeedState.SUBMITTED if after is None else NeedState.PUBLISHED
    return NeedFactory(**{"submitted_at": SUBMITTED, "published_at": published, "state": state} | given)


def match(of, day: int, talked: int | None = None, **given):
    """Proposed on a day of April by the firm; the researcher consents on another."""
    proposed = datetime(2025, 4, day, 2, tzinfo=UTC)
    answered = None if talked is None else datetime(2025, 4, talked, 2, tzinfo=UTC)
    consents = {"need_consent_at": proposed, "achievement_consent_at": answered}
    return MatchFactory(need=of, created_at=proposed, **consents, **given)


def stages(scope: Scope = YEAR) -> list[funnel.Stage]:
    counts = dict(zip(funnel.KEYS, totals([(FIGURES[key], scope) for key in funnel.KEYS]), strict=True))
    return funnel.stages(counts, scope)


def test_needs_come_so_far():
    need(None)
    need(3)
    match(need(1), 5)
    match(need(1), 5, 7)
    match(need(2), 6, 16, state=MatchState.DECLINED)
    signed = match(need(5), 8, 9, state=MatchState.AGREED)
    ProjectFactory(match=signed, state=ProjectState.SIGNED, signed_on=date(2025, 5, 9))
    done = match(need(5), 8, 10, state=MatchState.AGREED)
    ProjectFactory(
        match=done, state=ProjectState.COMPLETED, signed_on=date(2025, 4, 30), completed_on=date(2026, 4, 30)
    )
    found = stages()
    assert [stage.count for stage in found] == [7, 6, 5, 4, 2, 1]
    assert [stage.measured for stage in found] == [0, 6, 5, 4, 2, 1]
    # published after 3, 1, 1, 2, 5, 5 days; matched after 32, 32, 32, 31, 31; talks after 2, 10, 1, 2; signed 30, 20
    assert [stage.days for stage in found] == [None, 2.5, 32, 2, 25, 365]
    assert found[0].conversion is None and found[0].share == 1
    assert (found[4].conversion, found[4].share) == (0.5, 2 / 7)
    for stage in found:
        assert sum(1 for _ in records(FIGURES[stage.key], YEAR)) == stage.count


def test_talks_begin_with_the_second_consent():
    for given in ({"need_consent_at": None, "achievement_consent_at": SUBMITTED}, {"achievement_consent_at": None}):
        MatchFactory(need=need(1), created_at=SUBMITTED, **{"need_consent_at": SUBMITTED} | given)
    found = stages()
    assert (found[2].count, found[2].measured) == (2, 2)
    assert (found[3].count, found[3].measured, found[3].days) == (0, 0, None)


def test_nothing_is_divided_by_nothing():
    found = stages()
    assert {stage.count for stage in found} == {0}
    assert {stage.conversion for stage in found} == {stage.share for stage in found} == {None}
    assert {stage.days for stage in found} == {None}


def test_a_challenge_signed_with_its_winner_passed_the_stages_it_does_not_have():
    challenge = need(1, state=NeedState.CONTRACTED)
    provider = OrganizationFactory()
    given = {"match": None, "achievement": None, "need": challenge, "provider": provider, "origin": ProjectOrigin.BID}
    ProjectFactory(**given, state=ProjectState.SIGNED, signed_on=date(2025, 6, 1))
    found = stages()
    assert [stage.count for stage in found] == [1, 1, 1, 1, 1, 0]
    assert [stage.measured for stage in found] == [0, 1, 0, 0, 0, 0]


def test_the_first_of_several_matches_and_projects_counts():
    published = need(1)
    for day, talked in ((20, 21), (10, 25), (12, None)):
        match(published, day, talked, state=MatchState.LAPSED)
    assert [stage.days for stage in stages()[2:4]] == [37, 11]


def test_days_are_those_of_the_city():
    """Handed in one minute before midnight, published two minutes later: one day; the same evening in UTC."""
    late = datetime(2025, 3, 3, 15, 59, tzinfo=UTC)
    need(submitted_at=late, published_at=late + timedelta(minutes=2))
    need(submitted_at=late - timedelta(hours=15), published_at=late)
    need(submitted_at=late, published_at=late + timedelta(minutes=2))
    assert stages()[1].days == 1
    assert stages(Scope(date(2025, 3, 4), date(2025, 3, 4)))[0].count == 0


def test_the_cohort_is_those_handed_in_within_the_days_and_the_district():
    need()
    need(district=reference.district("hedong"))
    need(submitted_at=datetime(2024, 12, 31, 15, 59, 59, tzinfo=UTC))
    need(submitted_at=datetime(2024, 12, 31, 16, tzinfo=UTC))
    assert stages()[0].count == 3
    assert stages(Scope(YEAR.since, YEAR.until, district_id=reference.district("hedong").id))[0].count == 1


@pytest.mark.parametrize(
    ("days", "middle"),
    [([], None), ([4], 4), ([4, 9], 6.5), ([1, 1, 9], 1), ([1, 2, 2, 9], 2), ([0, 0, 7, 7], 3.5), ([5, 1, 3], 3)],
)
def test_the_median_of_a_tally(days, middle):
    assert funnel.median_of(Counter(days)) == middle
