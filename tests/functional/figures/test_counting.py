"""Each figure against records counted by hand: what lies in the year 2025 of the city, and what does not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from matchmaker.queries.figures import FIGURES, Scope, Totals, listing, records, totals
from models.enums import (
    AchievementState,
    AgreementState,
    Direction,
    MatchState,
    NeedKind,
    NeedState,
    OrganizationKind,
    ProjectState,
)
from models.project_enums import OutputKind, PaymentKind, ProgressState
from tests.architecture.test_query_counts import counted as statements_of
from tests.factories import (
    AchievementFactory,
    MatchFactory,
    NeedFactory,
    OrganizationFactory,
    ProjectFactory,
    reference,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import OutputFactory, PaymentFactory, ProgressReportFactory

YEAR = Scope(date(2025, 1, 1), date(2025, 12, 31))
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)
# Midnight in the city is 16:00 UTC of the day before.
OPENS, CLOSES = datetime(2024, 12, 31, 16, tzinfo=UTC), datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
TOO_EARLY, TOO_LATE = datetime(2024, 12, 31, 15, 59, 59, tzinfo=UTC), datetime(2025, 12, 31, 16, tzinfo=UTC)
MOMENTS = (TOO_EARLY, OPENS, CLOSES, TOO_LATE)


@pytest.fixture(autouse=True)
def _database(app):
    return app


def counted(key: str, scope: Scope = YEAR) -> Totals:
    """The number, after the list behind it and its records have been found to be the same ones."""
    found = totals([(FIGURES[key], scope)])[0]
    all_of_them = list(records(FIGURES[key], scope))
    page = listing(FIGURES[key], scope, 1).page
    assert len({record.id for record in all_of_them}) == len(all_of_them) == page.total == found.count
    assert [record.line for record in all_of_them][:20] == page.rows
    return found


def project(signed_on: date | None, state: ProjectState = ProjectState.SIGNED, **given):
    return ProjectFactory(signed_on=signed_on, state=state, **given)


@pytest.mark.parametrize("key", ["needs-new", "achievements-new"])
def test_published_from_the_first_midnight_of_the_city_to_the_last_second(key):
    for moment in MOMENTS:
        NeedFactory(published_at=moment, state=NeedState.WITHDRAWN)
        AchievementFactory(published_at=moment, state=AchievementState.TRANSFERRED)
    NeedFactory(published_at=None, state=NeedState.SUBMITTED)
    AchievementFactory(published_at=None, state=AchievementState.SUBMITTED)
    assert counted(key).count == 2


def test_a_talk_begins_with_the_later_consent():
    for early, late in ((TOO_EARLY, OPENS), (CLOSES, OPENS), (CLOSES, TOO_LATE), (TOO_EARLY, TOO_EARLY)):
        MatchFactory(need_consent_at=early, achievement_consent_at=late, state=MatchState.LAPSED)
        MatchFactory(need_consent_at=late, achievement_consent_at=early, state=MatchState.TALKING)
    MatchFactory(need_consent_at=OPENS, achievement_consent_at=None)
    assert counted("matches-talks").count == 4


def test_challenges_are_collected_when_they_are_handed_in():
    for moment in MOMENTS:
        NeedFactory(kind=NeedKind.CHALLENGE, submitted_at=moment, state=NeedState.SUBMITTED)
    for state in (NeedState.DRAFT, NeedState.RETURNED, NeedState.REJECTED):
        NeedFactory(kind=NeedKind.CHALLENGE, submitted_at=OPENS, state=state)
    NeedFactory(kind=NeedKind.TECHNICAL, submitted_at=OPENS)
    NeedFactory(kind=NeedKind.CHALLENGE, submitted_at=None, state=NeedState.DRAFT)
    assert counted("challenges-collected").count == 2


def test_signed_projects_count_from_the_day_of_the_contract_whatever_became_of_them():
    for day in (BEFORE, FIRST, LAST, AFTER, None):
        project(day)
    project(FIRST, ProjectState.TERMINATED)
    assert counted("projects-signed").count == 3


def test_completed_projects():
    for day in (BEFORE, FIRST, LAST, AFTER, None):
        ProjectFactory(state=ProjectState.COMPLETED, completed_on=day)
    assert counted("projects-completed").count == 2


def test_projects_of_now_are_not_narrowed_by_days():
    for state in ProjectState:
        ProjectFactory(state=state)
    assert counted("projects-running").count == counted("projects-running", Scope()).count == 1
    assert counted("projects-live").count == 5


def test_refused_agreements_and_drafts_are_in_no_sum():
    for state in AgreementState:
        for day in (BEFORE, FIRST, LAST, AFTER):
            AgreementFactory(state=state, signed_on=day, amount=Decimal("10.10"), tech_amount=Decimal("4.04"))
    assert counted("agreements") == Totals(4, Decimal("40.40"), Decimal("16.16"))
    assert counted("agreements-registered") == Totals(2, Decimal("20.20"), Decimal("8.08"))


def test_absorbed_and_exported_are_kept_apart():
    for direction, amount in ((Direction.ABSORBED, "7.00"), (Direction.EXPORTED, "5.00"), (Direction.EXPORTED, "3.00")):
        AgreementFactory(direction=direction, signed_on=FIRST, amount=Decimal(amount), tech_amount=Decimal(0))
    AgreementFactory(direction=Direction.ABSORBED, signed_on=FIRST, state=AgreementState.REFUSED)
    assert counted("agreements-absorbed").amount == Decimal("7.00")
    assert counted("agreements-exported") == Totals(2, Decimal("8.00"))


def test_registrations_count_by_the_day_of_the_registration():
    for signed_on, registered_on in ((BEFORE, FIRST), (FIRST, LAST), (LAST, AFTER), (BEFORE, BEFORE)):
        AgreementFactory(state=AgreementState.REGISTERED, signed_on=signed_on, registered_on=registered_on)
    assert counted("registrations").count == 2
    assert counted("agreements-registered").count == 2


def test_a_university_is_met_once_however_often_it_talks():
    university = OrganizationFactory(kind=OrganizationKind.UNIVERSITY, name="沂蒙大学")
    talked = {"need_consent_at": OPENS, "achievement_consent_at": OPENS}
    for _ in range(3):
        MatchFactory(achievement=AchievementFactory(organization=university), **talked)
    project(FIRST, provider=university)
    project(LAST, provider=OrganizationFactory(kind=OrganizationKind.INSTITUTE, name="沂河研究所"))
    project(AFTER)
    project(FIRST, provider=OrganizationFactory(kind=OrganizationKind.FIRM))
    MatchFactory(need_consent_at=OPENS)
    assert counted("universities-met").count == 2


def test_a_university_counts_in_the_district_whose_firms_it_met():
    hedong, luozhuang = reference.district("hedong"), reference.district()
    match = MatchFactory(
        need=NeedFactory(district=hedong, field=reference.field("ma-agri")),
        need_consent_at=OPENS,
        achievement_consent_at=CLOSES,
    )
    university = match.achievement.organization
    narrowed = {
        place.id: counted("universities-met", Scope(FIRST, LAST, district_id=place.id)).count
        for place in (hedong, luozhuang)
    }
    assert narrowed == {hedong.id: 1, luozhuang.id: 0}
    machinery, materials = reference.field("machinery").id, reference.field("materials").id
    assert counted("universities-met", Scope(FIRST, LAST, field_id=machinery)).count == 1
    assert counted("universities-met", Scope(FIRST, LAST, field_id=materials)).count == 0
    assert [record.id for record in records(FIGURES["universities-met"], YEAR)] == [university.id]


def test_a_firm_is_served_by_a_need_a_match_or_a_project():
    quiet = {"published_at": TOO_EARLY}
    NeedFactory(published_at=OPENS)
    MatchFactory(need=NeedFactory(**quiet), created_at=CLOSES)
    MatchFactory(need=NeedFactory(**quiet), created_at=TOO_LATE)
    match = MatchFactory(need=NeedFactory(**quiet), created_at=TOO_EARLY)
    project(FIRST, match=match)
    busy = NeedFactory(published_at=OPENS)
    MatchFactory(need=busy, created_at=OPENS)
    assert counted("firms-served").count == 4


def test_a_problem_is_solved_by_a_project_signed_in_the_year():
    for state in (NeedState.CONTRACTED, NeedState.FULFILLED, NeedState.PUBLISHED):
        for day in (BEFORE, FIRST, LAST, None):
            project(day, match=MatchFactory(need=NeedFactory(state=state), state=MatchState.AGREED))
    assert counted("problems-solved").count == 4
    assert {record.line.when for record in records(FIGURES["problems-solved"], YEAR)} == {FIRST, LAST}


def test_an_achievement_is_transferred_once_even_to_two_firms():
    achievement = AchievementFactory()
    for day in (FIRST, LAST):
        project(day, match=MatchFactory(achievement=achievement, state=MatchState.AGREED))
    project(AFTER, match=MatchFactory(achievement=achievement, state=MatchState.AGREED))
    ProjectFactory(signed_on=FIRST, match=None, need=NeedFactory(), achievement=None, provider=OrganizationFactory())
    assert counted("achievements-transferred").count == 1
    assert [record.line.when for record in records(FIGURES["achievements-transferred"], YEAR)] == [LAST]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("outputs-patent", OutputKind.PATENT),
        ("outputs-paper", OutputKind.PAPER),
        ("outputs-standard", OutputKind.STANDARD),
        ("outputs-product", OutputKind.PRODUCT),
        ("workstations", OutputKind.WORKSTATION),
        ("platforms", OutputKind.PLATFORM),
    ],
)
def test_outputs_count_by_their_kind(key, kind):
    for each in OutputKind:
        OutputFactory(kind=each, achieved_on=FIRST)
    for day in (BEFORE, LAST, AFTER):
        OutputFactory(kind=kind, achieved_on=day)
    assert counted(key) == Totals(2)


def test_sales_and_people_are_summed():
    for day, amount, people in ((FIRST, "120.50", 3), (LAST, "79.50", 4), (AFTER, "999.00", 9)):
        OutputFactory(kind=OutputKind.SALES, achieved_on=day, amount=Decimal(amount))
        OutputFactory(kind=OutputKind.PEOPLE, achieved_on=day, people=people)
    assert counted("outputs-sales") == Totals(2, Decimal("200.00"))
    assert counted("outputs-people") == Totals(2, people=7)


def test_money_counts_when_it_has_come():
    for kind in PaymentKind:
        for day in (BEFORE, FIRST, LAST, AFTER, None):
            PaymentFactory(kind=kind, planned_on=FIRST, paid_on=day, paid_amount=Decimal("12.34") if day else None)
    PaymentFactory(kind=PaymentKind.SUBSIDY, paid_on=FIRST, paid_amount=Decimal("0.66"))
    assert counted("payments-received") == Totals(2, Decimal("24.68"))
    assert counted("subsidies-received") == Totals(3, Decimal("25.34"))


def test_reports_received_and_overdue(monkeypatch):
    """Due on the fifth: late from the sixth on, in the city's time."""
    for month in (3, 4):
        due_on = date(2025, month + 1, 5)
        ProgressReportFactory(period_start=date(2025, month, 1), due_on=due_on)
        ProgressReportFactory(period_start=date(2025, month, 1), due_on=due_on, submitted=True, submitted_at=OPENS)
    ProgressReportFactory(period_start=FIRST, due_on=FIRST, state=ProgressState.WAIVED)
    assert counted("reports-received").count == 2
    for moment, late in (
        (datetime(2025, 4, 5, 15, 59, tzinfo=UTC), 0),
        (datetime(2025, 4, 5, 16, tzinfo=UTC), 1),
        (datetime(2025, 7, 1, tzinfo=UTC), 2),
    ):
        monkeypatch.setattr("matchmaker.adapters.clock.now", lambda moment=moment: moment)
        assert counted("reports-overdue", Scope()).count == late


@pytest.mark.parametrize("key", FIGURES)
def test_every_figure_narrows_to_a_district_and_a_field_and_says_what_it_counts(key):
    place, field = reference.district().id, reference.field("materials").id
    for scope in (Scope(district_id=place), Scope(field_id=field), Scope(FIRST, LAST, 0, 0), YEAR):
        assert counted(key, scope) == Totals(0)
    assert FIGURES[key].definition.endswith("。")


def test_all_figures_are_one_query():
    with statements_of() as statements:
        found = totals([(figure, YEAR) for figure in FIGURES.values()])
    assert sum(statement.startswith("SELECT") for statement in statements) == 1
    assert len(found) == len(FIGURES)
