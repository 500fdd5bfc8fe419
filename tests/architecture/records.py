"""On which record a route is tried: one on which its action is possible at that moment."""

import base64
import io
from collections.abc import Callable
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.services import attachments, bid_files
from models import Need, Question, db
from models.challenge_enums import BidState, EvaluationState, PartnerState, RoundState
from models.enums import (
    AchievementState,
    AgreementState,
    MatchState,
    NeedState,
    OrganizationState,
    ProjectState,
    RegistrationState,
)
from models.project_enums import (
    AcceptanceState,
    ChangeState,
    ExportState,
    FollowUpState,
    MilestoneState,
    SnapshotState,
)
from tests.architecture.world import World
from tests.factories.challenges import BidFactory, ChallengeFactory, PartnerFactory, QuestionFactory
from tests.factories.figures import SnapshotFactory, TargetFactory
from tests.factories.projects import FollowUpFactory

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

DEFAULTS: dict[str, Callable[[World], Any]] = {
    "need_id": lambda w: w.need().id,
    "achievement_id": lambda w: w.achievement().id,
    "match_id": lambda w: w.match().id,
    "project_id": lambda w: w.project().id,
    "agreement_id": lambda w: w.agreement().id,
    "organization_id": lambda w: w.owner.organization_id,
    "user_id": lambda w: w.applicant().id,
    "group_id": lambda w: w.term_group().id,
    "attachment_id": lambda w: _attachment(w),
    "bid_id": lambda w: w.bid().id,
    "payment_id": lambda w: w.payment().id,
    "amendment_id": lambda w: w.amendment().id,
    "file_id": lambda w: 1,
    "report_id": lambda w: w.report().id,
    "partner_id": lambda w: 1,
    "receipt_id": lambda w: w.bid(state=BidState.SUBMITTED).receipts[0].id,
    "round_id": lambda w: w.collecting().id,
    "check_id": lambda w: w.check().id,
    "evaluation_id": lambda w: w.evaluation().id,
    "assignment_id": lambda w: w.task().id,
    "publicity_id": lambda w: w.publicity().id,
    "objection_id": lambda w: w.objection().id,
    "change_id": lambda w: w.change().id,
    "acceptance_id": lambda w: w.acceptance().id,
    "opinion_id": lambda w: w.acceptance().opinions[0].id,
    "token": lambda w: "no-such-token",
    "target_id": lambda w: TargetFactory().id,
    "follow_up_id": lambda w: FollowUpFactory(project=w.project(), state=FollowUpState.ASKED).id,
    "figure": lambda w: "agreements",
    "snapshot_id": lambda w: SnapshotFactory().id,
    "group": lambda w: "needs",
    "export_id": lambda w: w.export().id,
    "listing": lambda w: "needs.hall",
}


def _attachment(world: World) -> int:
    return attachments.attach(world.need(), "图.png", io.BytesIO(PNG), actor=world.owner).id


def _round(state: RoundState) -> Callable[[World], int]:
    return lambda world: world.round(state=state).id


def _to_be_listed(world: World) -> int:
    round_ = world.round(state=RoundState.CLOSED)
    ChallengeFactory(author=world.owner, round=round_, state=NeedState.ACCEPTED, published_at=None)
    return round_.id


def _in_triage(world: World) -> int:
    return world.in_triage().id


def _pending(world: World) -> int:
    return world.organization(state=OrganizationState.PENDING).id


def _talking(world: World) -> int:
    return world.match(state=MatchState.TALKING, achievement_consent_at=clock.now()).id


def _in_state(state: ProjectState) -> Callable[[World], int]:
    return lambda world: world.project(state=state).id


def _acceptance_in(state: AcceptanceState) -> Callable[[World], int]:
    return lambda world: world.acceptance(state).id


def _at_registration(world: World) -> int:
    return world.agreement(registration_state=RegistrationState.SUBMITTED).id


def _handed_in(world: World) -> int:
    return world.bid(state=BidState.SUBMITTED).id


def _to_confirm(world: World) -> int:
    return world.bid(state=BidState.SUBMITTED, reconfirm_since=clock.now()).id


def _partner_in(state: PartnerState) -> Callable[[World], int]:
    """The bid of another university that asked the researcher's to join."""

    def make(world: World) -> int:
        bid = BidFactory(need=world.challenge())
        PartnerFactory(bid=bid, organization=world.researcher.organization, state=state)
        return bid.id

    return make


def _decided(state: EvaluationState) -> Callable[[World], int]:
    return lambda world: world.decided(state).id


def _told(world: World) -> int:
    """A bid whose people have been told how it came out."""
    return world.decided(EvaluationState.APPROVED).feedback[0].bid_id


def _with_file(world: World) -> dict[str, int]:
    """Ids of a bid of the researcher's and of its file, once made for a world."""
    if world.filed is None:
        bid = world.bid()
        bid_files.add_file(bid, "图.png", io.BytesIO(PNG), actor=world.researcher)
        world.filed = {"bid_id": bid.id, "file_id": bid.files[0].id}
    return world.filed


def _question(world: World) -> Question:
    """One for all that is asked about it."""
    known = db.session.scalar(select(Question).join(Need).where(Need.organization_id == world.owner.organization_id))
    return known or QuestionFactory(need=world.challenge())


def _milestone(state: MilestoneState) -> dict[str, Callable[[World], Any]]:
    return {
        "project_id": lambda world: world.milestone(state).project_id,
        "milestone_id": lambda world: world.milestone(state).id,
    }


def _report(state: SnapshotState) -> Callable[[World], int]:
    return lambda world: SnapshotFactory(state=state).id


SPECIAL: dict[str, dict[str, Callable[[World], Any]]] = {
    "POST snapshots.approve": {"snapshot_id": _report(SnapshotState.SUBMITTED)},
    "POST snapshots.return_": {"snapshot_id": _report(SnapshotState.SUBMITTED)},
    "POST snapshots.correct": {"snapshot_id": _report(SnapshotState.APPROVED)},
    "POST exports.retry": {"export_id": lambda w: w.export(state=ExportState.FAILED, stored_name="").id},
    "POST rounds.advance step=OPEN_ROUND": {"round_id": _round(RoundState.DRAFT)},
    "POST rounds.advance step=CLOSE_ROUND": {"round_id": _round(RoundState.OPEN)},
    "POST rounds.publish_list": {"round_id": _to_be_listed},
    "GET rounds.list_word": {"round_id": _round(RoundState.LISTED)},
    "GET rounds.list_excel": {"round_id": _round(RoundState.LISTED)},
    "POST rounds.accept": {"need_id": _in_triage},
    "POST rounds.send_back": {"need_id": _in_triage},
    "POST rounds.reject": {"need_id": _in_triage},
    "POST rounds.assign_check": {"need_id": _in_triage},
    "GET evaluations.results": {"evaluation_id": _decided(EvaluationState.SCORED)},
    "POST evaluations.check_bid passed=yes": {
        "evaluation_id": lambda w: w.opened().id,
        "bid_id": lambda w: w.opened().feedback[0].bid_id,
    },
    "POST evaluations.replace_expert": {"evaluation_id": lambda w: w.task().evaluation_id},
    "GET reviews.score": {"bid_id": lambda w: w.bid_of_task().id},
    "POST reviews.score": {"bid_id": lambda w: w.bid_of_task().id},
    "GET experts.edit": {"user_id": lambda w: w.expert.id},
    "POST experts.edit": {"user_id": lambda w: w.expert.id},
    "GET decisions.show": {"evaluation_id": _decided(EvaluationState.SCORED)},
    "POST decisions.propose": {"evaluation_id": _decided(EvaluationState.SCORED)},
    "POST decisions.approve": {"evaluation_id": _decided(EvaluationState.PROPOSED)},
    "POST decisions.send_back": {"evaluation_id": _decided(EvaluationState.PROPOSED)},
    "POST publicity.answer choice=dismiss": {"publicity_id": lambda w: w.objection().publicity_id},
    "GET feedback.show": {"bid_id": _told},
    "POST feedback.read": {"bid_id": _told},
    "GET organizations.review": {"organization_id": _pending},
    "POST organizations.verify": {"organization_id": _pending},
    "POST organizations.refuse": {"organization_id": _pending},
    "POST organizations.hand_over": {"user_id": lambda w: w.colleague().id},
    "POST needs.submit": {"need_id": lambda w: w.need(state=NeedState.DRAFT).id},
    "POST needs.publish": {"need_id": lambda w: w.need(state=NeedState.SUBMITTED).id},
    "POST needs.send_back": {"need_id": lambda w: w.need(state=NeedState.SUBMITTED).id},
    "POST achievements.submit": {"achievement_id": lambda w: w.achievement(state=AchievementState.DRAFT).id},
    "POST achievements.publish": {"achievement_id": lambda w: w.achievement(state=AchievementState.SUBMITTED).id},
    "POST achievements.send_back": {"achievement_id": lambda w: w.achievement(state=AchievementState.SUBMITTED).id},
    "POST matches.agree": {"match_id": _talking},
    "POST matches.log_talk": {"match_id": _talking},
    "GET milestones.claim": _milestone(MilestoneState.OPEN),
    "POST milestones.claim": _milestone(MilestoneState.OPEN),
    "POST milestones.confirm": _milestone(MilestoneState.CLAIMED),
    "POST milestones.return_": _milestone(MilestoneState.CLAIMED),
    "GET outputs.create": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST outputs.create": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST outputs.remove": {"project_id": lambda w: w.output().project_id, "output_id": lambda w: w.output().id},
    "POST projects.advance step=START": {"project_id": _in_state(ProjectState.SIGNED)},
    "POST projects.advance step=SUSPEND": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST projects.advance step=RESUME": {"project_id": _in_state(ProjectState.SUSPENDED)},
    **{
        f"{method} progress.{step}": {
            "project_id": lambda w, done=step == "correct": w.report(done).project_id,
            "report_id": lambda w, done=step == "correct": w.report(done).id,
        }
        for method in ("GET", "POST")
        for step in ("report", "correct", "answer_help")
    },
    "GET changes.create": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST changes.create": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST changes.approve": {"change_id": lambda w: w.change(state=ChangeState.AGREED).id},
    "GET acceptance.apply": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST acceptance.apply": {"project_id": _in_state(ProjectState.RUNNING)},
    "POST acceptance.check": {"acceptance_id": _acceptance_in(AcceptanceState.APPLIED)},
    "POST acceptance.return_": {"acceptance_id": _acceptance_in(AcceptanceState.APPLIED)},
    "POST acceptance.withdraw": {"acceptance_id": _acceptance_in(AcceptanceState.APPLIED)},
    "POST acceptance.remove_expert": {
        "acceptance_id": lambda w: w.judged().id,
        "opinion_id": lambda w: w.judged().opinions[0].id,
    },
    "GET acceptance.certificate": {"acceptance_id": _acceptance_in(AcceptanceState.CONCLUDED)},
    "GET acceptance.word": {"acceptance_id": _acceptance_in(AcceptanceState.CONCLUDED)},
    "GET attachments.of_acceptance": {"acceptance_id": _acceptance_in(AcceptanceState.RETURNED)},
    "POST attachments.of_acceptance": {"acceptance_id": _acceptance_in(AcceptanceState.RETURNED)},
    "GET agreements.edit": {"agreement_id": lambda w: w.agreement(state=AgreementState.DRAFT).id},
    "POST agreements.edit": {"agreement_id": lambda w: w.agreement(state=AgreementState.DRAFT).id},
    "POST agreements.register": {"agreement_id": _at_registration},
    "POST agreements.refuse_registration": {"agreement_id": _at_registration},
    "POST agreements.decide_amendment": {"agreement_id": lambda w: w.amendment().agreement_id},
    "POST payments.plan": {"project_id": lambda w: w.signed().id},
    "POST payments.record": {"project_id": lambda w: w.signed().id},
    "GET payments.correct": {"project_id": lambda w: w.payment().project_id},
    "POST payments.correct": {"project_id": lambda w: w.payment().project_id},
    "GET bids.file": {"bid_id": lambda w: _with_file(w)["bid_id"], "file_id": lambda w: _with_file(w)["file_id"]},
    "POST bids.remove_file": {
        "bid_id": lambda w: _with_file(w)["bid_id"],
        "file_id": lambda w: _with_file(w)["file_id"],
    },
    **{
        f"{method} challenges.{step}": {"need_id": lambda w: w.challenge().id}
        for method in ("GET", "POST")
        for step in ("calendar", "ask", "amend", "extend", "rubric")
    },
    "POST challenges.answer": {"need_id": lambda w: _question(w).need_id, "question_id": lambda w: _question(w).id},
    "POST bids.withdraw": {"bid_id": _handed_in},
    "POST bids.reconfirm": {"bid_id": _to_confirm},
    "POST bids.answer_partner": {"bid_id": _partner_in(PartnerState.INVITED)},
    "POST bids.leave": {"bid_id": _partner_in(PartnerState.CONFIRMED)},
}


def request_of(app: Flask, route: str, world: World) -> dict[str, Any]:
    """What a client opens: for `POST projects.advance step=START` the page of a new record, with that one field."""
    method, endpoint, *fields = route.split()
    special = SPECIAL.get(route, {})
    names = {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}
    arguments = {name: {**DEFAULTS, **special}[name](world) for name in names}
    with app.test_request_context():
        address = url_for(endpoint, _external=False, **arguments)
    return {"path": address, "method": method, "data": dict(field.split("=") for field in fields)}
