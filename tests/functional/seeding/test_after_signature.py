"""What follows the signature in the demo data is such as the services would have left it."""

import re
from collections import defaultdict
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.deadlines import Duty, light, months_later, period_of, registration_due_on, report_due_on
from matchmaker.checks.patent import read_patent_number
from matchmaker.checks.plan_parts import part_of
from matchmaker.queries.indicators import INDICATORS
from matchmaker.services import audit
from matchmaker.services.acceptance_rules import results_of
from matchmaker.services.agreement_places import is_local
from matchmaker.services.change_rules import plan_faults
from matchmaker.services.seeding import snapshots
from matchmaker.services.snapshots import is_whole
from models import (
    Acceptance,
    Agreement,
    AgreementChange,
    ChangeRequest,
    Event,
    FollowUp,
    Meeting,
    Milestone,
    Output,
    Payment,
    ProgressReport,
    Project,
    Rating,
    Target,
    db,
)
from models.actions import Action
from models.enums import AgreementState, Direction, NeedState, ProjectState, RegistrationState, SubjectKind
from models.project_enums import (
    AcceptanceState,
    AcceptanceVerdict,
    AgreementChangeState,
    ChangeState,
    FollowUpState,
    Light,
    MilestoneState,
    OutputKind,
    PaymentKind,
    ProgressState,
    SnapshotKind,
    SnapshotState,
)

BEFORE = (ProjectState.NEGOTIATING,)
BEGUN = (ProjectState.RUNNING, ProjectState.SUSPENDED, ProjectState.ACCEPTANCE, ProjectState.COMPLETED)
MONTHS = {"一": 1, "二": 2, "两": 2, "三": 3, "六": 6}
OF_MILESTONES = (Action.CLAIM_MILESTONE, Action.CONFIRM_MILESTONE, Action.RETURN_MILESTONE)


@pytest.fixture(autouse=True)
def _story(seeded: Flask) -> None:
    db.session.rollback()


def every(entity):
    return list(db.session.scalars(select(entity).order_by(*entity.__table__.primary_key)))


def grouped(entity):
    groups = defaultdict(list)
    for row in every(entity):
        groups[row.project].append(row)
    return groups


def day_of(moment):
    return moment.astimezone(clock.CITY_ZONE).date()


def steps_of(kind):
    told = defaultdict(list)
    for line in db.session.scalars(select(Event).where(Event.subject_kind == kind).order_by(Event.id)):
        if line.new_state and line.action not in OF_MILESTONES:
            told[line.subject_id].append(line)
    return told


def test_every_state_of_a_project_is_there():
    assert {project.state for project in every(Project)} == set(ProjectState)
    assert len(every(Project)) > 50


def test_days_of_a_project_go_with_its_state():
    for project in every(Project):
        assert (project.signed_on is None) == (project.state in BEFORE), project.title
        assert (project.agreement is None) == (project.state in BEFORE)
        if project.state in BEGUN:
            assert project.signed_on <= project.started_on <= clock.today()
        assert (project.completed_on is not None) == (project.state is ProjectState.COMPLETED)
        assert bool(project.termination_reason) == (project.state is ProjectState.TERMINATED)
        if project.need is not None and project.state is ProjectState.COMPLETED:
            assert project.need.state is NeedState.FULFILLED


def test_milestones_weigh_a_hundred_and_are_confirmed_by_the_other_side():
    for project in every(Project):
        planned = bool(project.milestones) or project.state not in BEFORE
        assert sum(each.weight for each in project.milestones) == (100 if planned else 0), project.title
        for each in project.milestones:
            assert (each.state is MilestoneState.OPEN) == (each.done_on is None)
            if each.state is MilestoneState.CONFIRMED:
                assert each.confirmed_by.organization_id != each.claimed_by.organization_id
                assert each.claimed_at <= each.confirmed_at
        if project.state in (ProjectState.COMPLETED, ProjectState.ACCEPTANCE):
            assert {each.state for each in project.milestones} == {MilestoneState.CONFIRMED}, project.title
    waiting = [each for each in every(Milestone) if each.state is MilestoneState.CLAIMED]
    assert len(waiting) >= 3
    late = [each for each in every(Milestone) if each.state is MilestoneState.OPEN and each.due_on < clock.today()]
    assert any(each.project.state is ProjectState.RUNNING for each in late)
    assert any(each.return_reason for each in every(Milestone))


def test_reports_cover_whole_periods_and_the_percent_is_the_last_one_told():
    for project, rows in grouped(ProgressReport).items():
        rows.sort(key=lambda each: each.period_start)
        told = [each for each in rows if each.state is ProgressState.SUBMITTED]
        for row in rows:
            assert (row.period_start, row.period_end) == period_of(project.reporting, row.period_start)
            assert row.due_on == report_due_on(project.reporting, row.period_end)
            assert row.period_start <= clock.today() and row.period_end >= project.started_on
            assert row.state is not ProgressState.OWED or project.state is ProjectState.RUNNING
        assert [each.submitted_at for each in told] == sorted(each.submitted_at for each in told)
        assert all(len(each.done) > 10 for each in told)
        for before, after in pairwise(told):
            assert after.percent >= before.percent or after.drop_reason, project.title
        assert project.percent == (told[-1].percent if told else 0)
        if project.state is ProjectState.RUNNING:
            assert rows[-1].period_end >= clock.today() and rows[-1].state is ProgressState.OWED
            assert told


def test_most_reports_come_in_time_some_late_and_three_projects_are_overdue():
    rows = every(ProgressReport)
    told = [each for each in rows if each.state is ProgressState.SUBMITTED]
    late = [each for each in told if day_of(each.submitted_at) > each.due_on]
    assert len(told) > 120
    assert 5 <= len(late) < len(told) / 5
    owed = [each for each in rows if each.state is ProgressState.OWED]
    overdue = {each.project_id for each in owed if light(Duty.REPORT, each.due_on, clock.today()) is Light.OVERDUE}
    assert len(overdue) == 3


def test_calls_for_help_are_answered_but_two():
    rows = [each for each in every(ProgressReport) if each.help_wanted]
    assert sum(each.help_waits for each in rows) == 2
    for row in rows:
        assert row.help_waits == (row.help_answered_at is None)
        if row.help_answered_at:
            assert row.submitted_at <= row.help_answered_at and row.help_answer and row.help_promised_on


def test_payments_stay_within_agreement_and_subsidy():
    for project, rows in grouped(Payment).items():
        for kind, most in ((PaymentKind.COOPERATION, project.agreement.amount), (PaymentKind.SUBSIDY, project.subsidy)):
            amounts = [each.paid_amount or each.planned_amount for each in rows if each.kind is kind]
            assert sum(amounts) <= most, (project.title, kind)
        for row in rows:
            assert (row.paid_on is None) == (row.paid_amount is None) == (row.recorded_by is None)
            if row.paid_on:
                assert project.signed_on <= row.paid_on <= clock.today()
    due = [each for each in every(Payment) if each.paid_on is None]
    assert len([each for each in due if each.planned_on < clock.today()]) >= 3
    assert any(light(Duty.PAYMENT, each.planned_on, clock.today()) is Light.DUE_SOON for each in due)
    assert any(each.kind is PaymentKind.SUBSIDY for each in due)


def test_outputs_and_meetings_belong_to_projects_that_are_signed():
    outputs = every(Output)
    assert {each.kind for each in outputs} == set(OutputKind)
    for each in [*outputs, *every(Meeting)]:
        assert each.project.signed_on is not None
        assert each.author.organization_id in (each.project.firm_id, each.project.provider_id)
    for each in outputs:
        assert each.project.signed_on <= each.achieved_on <= clock.today()
        assert (each.amount is not None) == (each.kind is OutputKind.SALES)
        assert (each.people is not None) == (each.kind is OutputKind.PEOPLE)
        if each.kind is OutputKind.PATENT:
            assert str(read_patent_number(each.number)) == each.number


def test_changes_wait_at_each_stage_and_the_old_plan_stays_to_be_read():
    rows = every(ChangeRequest)
    assert {each.state for each in rows} == set(ChangeState)
    for each in rows:
        assert each.before != each.after
        assert each.before.keys() == each.after.keys() == part_of(each.project, each.kind, each.side).keys()
        assert (each.decided_at is not None) == (each.state in (ChangeState.APPROVED, ChangeState.REFUSED))
        if each.state in (ChangeState.PROPOSED, ChangeState.AGREED):
            assert each.before == part_of(each.project, each.kind, each.side)
            assert list(plan_faults(each.project, each.kind, each.after)) == []
        assert each.agreed_by is None or each.agreed_by.organization_id != each.requested_by.organization_id


def test_a_change_is_asked_for_before_it_is_agreed_to_and_decided():
    for each in every(ChangeRequest):
        moments = [moment for moment in (each.created_at, each.agreed_at, each.decided_at) if moment]
        assert moments == sorted(moments), each.reason
    for each in every(AgreementChange):
        assert each.agreement.signed_on <= (each.signed_on or day_of(each.created_at)) <= day_of(each.created_at)
        assert each.decided_at is None or each.created_at <= each.decided_at


def test_an_agreement_is_prolonged_after_the_project_was():
    for each in every(AgreementChange):
        if "ends_on" in each.after and each.state is AgreementChangeState.APPROVED:
            [change] = [row for row in every(ChangeRequest) if row.project == each.agreement.project]
            assert change.after["ends_on"] == each.after["ends_on"] != change.before["ends_on"]
            assert change.decided_at <= each.decided_at


def test_months_of_a_milestone_have_passed_since_the_one_before():
    """挂样三个月总结 cannot be done two months after the samples were hung."""
    seen = 0
    for project in every(Project):
        for before, each in pairwise(project.milestones):
            told = re.search("([一二两三六])个月", each.title)
            if told and each.done_on:
                seen += 1
                assert each.done_on >= months_later(before.done_on, MONTHS[told[1]]), each.title
    assert seen >= 3


def test_experts_answer_between_the_check_of_the_documents_and_the_conclusion():
    for each in every(Acceptance):
        given = [opinion.given_at for opinion in each.opinions if opinion.given_at]
        moments = [each.applied_at, each.checked_at, *sorted(given), each.concluded_at]
        known = [moment for moment in moments if moment]
        assert known == sorted(known), each.project.title


def test_what_was_not_reached_is_not_told_before():
    """An acceptance that was not passed shows what was there then, not what came later."""
    failed = [each for each in every(Acceptance) if each.verdict is AcceptanceVerdict.FAILED]
    assert failed
    for each in failed:
        assert any(row["met"] is False for row in each.indicators)
        assert each.indicators != results_of(each.project)


def test_sales_are_told_of_before_they_are_repeated():
    answered = [each for each in every(FollowUp) if each.answered_at and each.sales]
    sold = {(each.project_id, each.amount): each for each in every(Output) if each.kind is OutputKind.SALES}
    repeated = [(each, sold[each.project_id, each.sales]) for each in answered if (each.project_id, each.sales) in sold]
    assert repeated
    for answer, output in repeated:
        assert output.created_at <= answer.answered_at, output.title


def test_texts_do_not_repeat_each_other():
    for texts in (
        [each.done for each in every(ProgressReport) if each.done],
        [each.summary for each in every(Meeting)],
        [each.title for each in every(Output)],
        [each.comment for each in every(Rating) if each.comment],
    ):
        assert len(set(texts)) == len(texts)


def test_acceptances_are_under_way_and_concluded_with_experts_who_belong_to_neither_side():
    rows = every(Acceptance)
    states = {AcceptanceState.APPLIED, AcceptanceState.RETURNED, AcceptanceState.REVIEWING, AcceptanceState.CONCLUDED}
    assert {each.state for each in rows} == states
    assert {each.verdict for each in rows} == {None, *AcceptanceVerdict}
    for each in rows:
        assert (each.verdict is not None) == (each.state is AcceptanceState.CONCLUDED)
        assert each.project.indicators and each.summary
        assert each.verdict is None or each.opinions
        sides = (each.project.firm_id, each.project.provider_id)
        for opinion in each.opinions:
            assert opinion.expert.organization_id not in sides
            assert (opinion.verdict is None) == (opinion.given_at is None)
    awaited = [each for row in rows for each in row.opinions if each.given_at is None]
    assert {each.acceptance.state for each in awaited} == {AcceptanceState.REVIEWING}
    concluded = {
        each.project_id for each in rows if each.verdict in (AcceptanceVerdict.PASSED, AcceptanceVerdict.CLOSED)
    }
    assert concluded == {each.id for each in every(Project) if each.state is ProjectState.COMPLETED}


def test_agreements_are_registered_but_some():
    rows = every(Agreement)
    open_ones = [each for each in rows if each.state is AgreementState.SIGNED]
    overdue = [each for each in open_ones if registration_due_on(each.signed_on) < clock.today()]
    assert 1 <= len(overdue) <= 2 and len(open_ones) > len(overdue)
    large = [each for each in rows if each.needs_expert_review]
    assert {each.state: bool(each.expert_opinion) for each in large} == {
        AgreementState.SIGNED: False,
        AgreementState.REGISTERED: True,
    }
    for each in rows:
        assert (each.registration_state is RegistrationState.REFUSED) == bool(each.refusal_reason)
        assert (each.registered_on is not None) == (each.state is AgreementState.REGISTERED)
        if each.registered_on:
            assert each.signed_on <= each.registered_on <= clock.today()


def test_agreements_are_registered_where_their_seller_is():
    for each in every(Agreement):
        assert not is_local(each.seller) or each.registration_place == "临沂市", each.contract_no
        if not is_local(each.seller):
            assert each.registration_place == f"{each.seller.city}市", each.contract_no
            assert each.direction is Direction.ABSORBED


def test_an_amendment_waits_for_the_supervisor():
    rows = every(AgreementChange)
    assert {each.state for each in rows} == set(AgreementChangeState)
    for each in rows:
        assert each.before.keys() == each.after.keys()
        assert each.agreement.state is AgreementState.REGISTERED
        now = each.after if each.state is AgreementChangeState.APPROVED else each.before
        for name, said in now.items():
            assert str(getattr(each.agreement, name)) == said


def test_targets_of_this_year_and_the_last_are_for_known_indicators():
    rows = every(Target)
    this_year = clock.today().year
    assert {each.year for each in rows} == {this_year, this_year - 1}
    assert {each.indicator for each in rows} <= INDICATORS.keys()
    assert len({each.unit for each in rows}) > 3
    assert any(each.district for each in rows)


def test_follow_ups_are_asked_when_the_months_are_over():
    rows = every(FollowUp)
    assert {each.state for each in rows} == set(FollowUpState)
    for project, own in grouped(FollowUp).items():
        assert project.state is ProjectState.COMPLETED
        assert {(each.organization_id, each.months) for each in own} == {
            (side, months) for side in (project.firm_id, project.provider_id) for months in (6, 12)
        }
    for each in rows:
        assert (each.answered_at is not None) == (each.state is FollowUpState.ANSWERED)
        assert each.answered_by is None or each.answered_by.organization_id == each.organization_id


def test_an_organization_has_been_rated_three_times():
    rows = every(Rating)
    rated = defaultdict(list)
    for each in rows:
        assert {each.rater_id, each.rated_id} == {each.project.firm_id, each.project.provider_id}
        assert each.project.state is ProjectState.COMPLETED and 1 <= each.points <= 5
        rated[each.rated_id].append(each.points)
    assert max(len(points) for points in rated.values()) >= 3


def test_each_step_begins_where_the_one_before_ended():
    kinds = {
        SubjectKind.PROJECT: Project,
        SubjectKind.CHANGE_REQUEST: ChangeRequest,
        SubjectKind.ACCEPTANCE: Acceptance,
        SubjectKind.PROGRESS_REPORT: ProgressReport,
    }
    for kind, entity in kinds.items():
        told = steps_of(kind)
        for row in every(entity):
            steps = told[row.id]
            assert all(a.new_state == b.old_state for a, b in pairwise(steps)), (kind, row.id)
            assert not steps or steps[-1].new_state == row.state.name, (kind, row.id)
    assert audit.verify() == []


def test_the_last_half_year_and_month_are_reported_and_approved():
    half_year, month = snapshots.take_all()
    assert (half_year.kind, month.kind) == (SnapshotKind.HALF_YEAR, SnapshotKind.MONTHLY)
    for row in (half_year, month):
        assert row.state is SnapshotState.APPROVED and is_whole(row)
        assert row.until < clock.today() and row.decided_by_id != row.author_id
    assert audit.verify() == []
