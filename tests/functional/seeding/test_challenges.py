"""The open challenges of the demo data are such as the services would have left them."""

from collections import defaultdict
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.checks.working_days import working_days
from matchmaker.policies.bid import HANDED_IN
from matchmaker.sealing import contents, vault
from matchmaker.search.promises import missed_musts
from matchmaker.services import audit, bid_rules, evaluations, recusal
from matchmaker.services.review_scores import bids_to_score, is_complete
from models import (
    Bid,
    Criterion,
    Evaluation,
    Event,
    ExpertProfile,
    Feedback,
    NecessityCheck,
    Need,
    Objection,
    Project,
    Publicity,
    Question,
    Receipt,
    ReviewAssignment,
    User,
    db,
)
from models.challenge_enums import AssignmentState, BidState, EvaluationState, ObjectionState, PartnerState
from models.enums import NeedKind, NeedState, ProjectState, Role, SubjectKind

STATES = {
    NeedState.EVALUATING: {
        EvaluationState.NAMING,
        EvaluationState.REVIEWING,
        EvaluationState.SCORED,
        EvaluationState.PROPOSED,
    },
    NeedState.PUBLICIZED: {EvaluationState.APPROVED, EvaluationState.AWARDED},
    NeedState.CONTRACTED: {EvaluationState.AWARDED},
    NeedState.UNSOLVED: {EvaluationState.UNSOLVED},
}
OUTCOMES = {BidState.WON, BidState.RESERVE, BidState.LOST}


@pytest.fixture(autouse=True)
def _story(seeded: Flask) -> None:
    db.session.rollback()


def every(entity):
    return list(db.session.scalars(select(entity).order_by(*entity.__table__.primary_key)))


def challenges():
    return [need for need in every(Need) if need.kind is NeedKind.CHALLENGE]


def latest(need):
    found = [each for each in every(Evaluation) if each.need_id == need.id]
    return max(found, key=lambda each: each.number, default=None)


def test_what_was_handed_in_opens_after_the_deadline_and_not_before():
    for bid in every(Bid):
        own = vault.read(bid).content
        for receipt in bid.receipts:
            assert receipt.issued_at <= bid.need.bid_deadline
            if not vault.is_open(bid.need):
                with pytest.raises(vault.StillSealed):
                    vault.unseal(bid, receipt)
                continue
            assert contents.digest(vault.unseal(bid, receipt).content) == receipt.sha256
        if bid.receipt is not None:
            assert contents.digest(own) == bid.receipt.sha256
            assert bid.submitted_at == bid.receipt.issued_at
        assert (bid.receipt is not None) == (bid.state in HANDED_IN)
        assert bid.created_at < (bid.submitted_at or clock.now())


def test_a_bid_that_was_handed_in_is_complete():
    for bid in every(Bid):
        faults = bid_rules.faults(bid.need, vault.read(bid).content, bid.partners)
        found = [(bid.number, fault.field, str(fault)) for fault in faults]
        if bid.state in HANDED_IN:
            assert found == []
        assert bid.need.organization_id != bid.organization_id


def test_stages_are_all_there_and_fit_each_other():
    for need in challenges():
        evaluation, now = latest(need), clock.now()
        assert evaluation is None or need.bid_deadline < now
        if need.state is NeedState.BIDDING:
            assert need.takes_bids(now)
        if need.state in STATES:
            assert evaluation.state in STATES[need.state], need.title
        assert sum(row.weight for row in need.criteria) == (100 if need.published_at else 0)
    states = {each.state for each in every(Evaluation)}
    assert states == set(EvaluationState)
    assert {bid.state for bid in every(Bid)} == set(BidState)
    assert len(every(Bid)) > len({bid.need_id for bid in every(Bid)}) * 2
    assert any(len(bid.receipts) == 2 for bid in every(Bid))
    assert any(bid.reconfirm_since for bid in every(Bid))


def test_bids_are_decided_as_their_evaluation_is():
    for need in challenges():
        evaluation = latest(need)
        if evaluation is None:
            continue
        bids = evaluations.bids_of(need)
        assert {row.bid_id for row in evaluation.feedback} == {bid.id for bid in bids}
        decided = evaluation.decided_at is not None
        for bid in bids:
            assert decided == (bid.state in OUTCOMES) or bid.excluded_reason
            assert (bid.state is BidState.WON) == (decided and bid is evaluation.winner)
        for row in evaluation.feedback:
            assert (row.sent_at is not None) == decided
            assert not decided or (row.decision is row.bid.state and len(row.reason) >= 20)


def test_panels_are_complete_and_without_conflict():
    for evaluation in every(Evaluation):
        bids = evaluations.bids_of(evaluation.need)
        for each in evaluation.assignments:
            if each.state is not AssignmentState.DECLINED and evaluation.state is not EvaluationState.REOPENED:
                assert recusal.conflicts(each.expert, evaluation.need, bids) == []
            if each.state is AssignmentState.HANDED_IN:
                assert all(is_complete(each, bid) for bid in bids_to_score(each))
                assert each.confidentiality_at < each.handed_in_at
        if evaluation.closed_at:
            done = [each for each in evaluation.assignments if each.state is AssignmentState.HANDED_IN]
            assert evaluation.forced_reason or len(done) >= evaluations.MIN_EXPERTS


def test_experts_are_described():
    experts = {user.id for user in every(User) if Role.EXPERT in user.roles}
    assert len(experts) >= 12
    assert {profile.user_id for profile in every(ExpertProfile)} == experts
    assert all(profile.specialty and profile.field for profile in every(ExpertProfile))
    checks = every(NecessityCheck)
    assert len({check.need_id for check in checks}) == 2
    assert all(check.expert.organization_id != check.need.organization_id for check in checks)


def test_notices_last_five_working_days_and_are_numbered_in_their_order():
    notices = every(Publicity)
    assert all(working_days(notice.published_at.date(), notice.ends_on) >= 5 for notice in notices)
    assert [notice.number for notice in sorted(notices, key=lambda each: each.published_at)] == sorted(
        notice.number for notice in notices
    )
    waiting = [each for each in every(Objection) if each.state is ObjectionState.RECEIVED]
    assert [each.publicity.ends_on >= clock.today() for each in waiting] == [True]
    ready = [each for each in notices if each.ends_on < clock.today()]
    assert any(each.evaluation.state is EvaluationState.APPROVED for each in ready)


def test_an_award_becomes_a_project_with_the_schedule_of_the_bid():
    awarded = [each for each in every(Evaluation) if each.state is EvaluationState.AWARDED]
    projects = {project.bid_id: project for project in every(Project) if project.bid_id}
    assert {each.winner_id for each in awarded} == projects.keys()
    ends = {notice.evaluation_id: notice.ends_on for notice in every(Publicity)}
    assert all(projects[each.winner_id].created_at > clock.end_of_day(ends[each.id]) for each in awarded)
    for project in projects.values():
        schedule = vault.unseal(project.bid).content.schedule
        assert [row.title for row in project.milestones] == [step.title for step in schedule]
        assert (project.need.state is NeedState.CONTRACTED) == (project.state is not ProjectState.NEGOTIATING)
        assert (project.agreement is not None) == (project.state is not ProjectState.NEGOTIATING)


def test_firms_answer_more_and_less_punctually():
    rows = every(Feedback)
    assert any(row.sent_at and row.sent_at > row.due_at for row in rows)
    assert any(row.sent_at is None and row.due_at < clock.now() for row in rows)
    assert any(row.read_at for row in rows)
    assert all(row.sent_at < row.read_at for row in rows if row.read_at)
    assert sum(row.sent_at is not None and row.sent_at <= row.due_at for row in rows) > len(rows) / 3


def test_some_bids_fall_short_and_some_consortia_do_not_hold():
    bids = [bid for bid in every(Bid) if bid.state in HANDED_IN and vault.is_open(bid.need)]
    short = [bid for bid in bids if missed_musts(bid.need, vault.unseal(bid).content)]
    assert 0 < len(short) < len(bids) / 2
    for bid in bids:
        joined = {each.organization_id for each in bid.partners if each.state is not PartnerState.DECLINED}
        entries = vault.unseal(bid).content.partners
        assert {entry.organization_id for entry in entries} == joined
        assert all(entry.task for entry in entries)
    left = [each for bid in bids for each in bid.partners if each.state is PartnerState.LEFT]
    assert [each.left_at > bid.need.bid_deadline for bid in bids for each in bid.partners if each in left] == [True]


def test_questions_are_answered_but_one():
    assert [bool(question.answer) for question in every(Question)].count(False) == 1


def test_each_step_of_the_log_begins_where_the_one_before_ended():
    told = defaultdict(list)
    for line in db.session.scalars(select(Event).order_by(Event.id)):
        told[line.subject_kind, line.subject_id].append(line)
    checked = (SubjectKind.EVALUATION, SubjectKind.REVIEW_ASSIGNMENT, SubjectKind.OBJECTION)
    for (kind, _), lines in told.items():
        steps = [line for line in lines if line.new_state]
        assert kind not in checked or all(a.new_state == b.old_state for a, b in pairwise(steps))
    for need in challenges():
        steps = [line for line in told[SubjectKind.NEED, need.id] if line.new_state]
        assert all(a.new_state == b.old_state for a, b in pairwise(steps)), need.title
        assert steps[-1].new_state == need.state.name, need.title
    assert audit.verify() == []


def test_receipts_and_criteria_belong_to_something():
    assert all(receipt.number.startswith("R-") for receipt in every(Receipt))
    assert {row.need_id for row in every(Criterion)} == {need.id for need in challenges() if need.published_at}
    assert all(each.evaluation.need.is_challenge for each in every(ReviewAssignment))


def test_what_is_on_a_list_was_submitted_in_its_window_and_published_with_it():
    for need in challenges():
        if need.round is not None and need.published_at is not None:
            assert need.published_at == need.round.listed_at
            day = need.submitted_at.astimezone(clock.CITY_ZONE).date()
            assert need.round.opens_on <= day <= need.round.closes_on, need.title
    for bid in every(Bid):
        assert bid.created_at > bid.need.published_at, bid.need.title
    assert all(row.created_at > row.need.published_at for row in every(Question))
