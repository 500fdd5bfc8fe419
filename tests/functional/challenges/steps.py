"""Everything that can be done in an open challenge: who may, when, and how. Written from the rules of the procedure and
not from the program's tables, so that the two can disagree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from matchmaker.adapters import clock
from matchmaker.sealing import vault
from matchmaker.services import (
    amendments,
    bid_drafts,
    bids,
    consortium,
    decisions,
    evaluations,
    objections,
    publicity,
    review_assignments,
    review_scores,
)
from matchmaker.services.objections import Given
from matchmaker.services.review_scores import Mark
from models import Bid, Objection, User, db
from models.challenge_enums import AssignmentState as A
from models.challenge_enums import BidState as B
from models.challenge_enums import EvaluationState as E
from models.challenge_enums import PartnerState as P
from models.enums import NeedState
from tests.factories.challenges import content
from tests.functional.challenges.stage import EXPERTS, Stage

REASON = "综合指标响应、团队基础与经费合理性，经专家评审和企业论证确定。"
CONTENT_STATES = (B.DRAFT, B.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """`who` may take it while `when` holds; `take` does it as one person. For `others` it would be another step."""

    name: str
    who: tuple[str, ...]
    when: Callable[[Stage], bool]
    take: Callable[[Stage, User], object]
    others: tuple[str, ...] = ()


def _bid(lead: str, *states: B) -> Callable[[Stage], bool]:
    def holds(stage: Stage) -> bool:
        bid = stage.bid(lead)
        return bid is not None and bid.state in states

    return holds


def _partners(stage: Stage) -> list[P]:
    bid = stage.bid("lead")
    return [partner.state for partner in bid.partners] if bid else []


def _assigned(expert: str, *states: A) -> Callable[[Stage], bool]:
    def holds(stage: Stage) -> bool:
        assignment = stage.assignment(expert)
        return assignment is not None and assignment.state in states

    return holds


def _seated(stage: Stage) -> int:
    rows = stage.evaluation.assignments if stage.evaluation else []
    return sum(row.state in (A.INVITED, A.ACCEPTED, A.HANDED_IN) for row in rows)


def _handed_in(stage: Stage) -> list[Bid]:
    return [bid for bid in stage.bids if bid.state not in (B.DRAFT, B.WITHDRAWN)]


def _submit(lead: str) -> Step:
    def when(stage: Stage) -> bool:
        return (
            stage.in_time
            and _bid(lead, *CONTENT_STATES)(stage)
            and (lead != "lead" or P.INVITED not in _partners(stage))
        )

    return Step(f"submit {lead}", (lead,), when, lambda s, actor: bids.submit_bid(s.bid(lead), actor=actor))


def _create(lead: str) -> Step:
    def take(stage: Stage, actor: User) -> None:
        bid = bid_drafts.create_bid(stage.need, actor)
        sheet = vault.read(bid)
        bid_drafts.save_draft(bid, content(stage.need, partners=sheet.content.partners), actor=actor)

    others = tuple({"lead", "rival"} - {lead})
    return Step(f"begin {lead}", (lead,), lambda stage: stage.in_time and stage.bid(lead) is None, take, others)


def _withdraw(lead: str) -> Step:
    when = lambda stage: stage.in_time and _bid(lead, B.SUBMITTED)(stage)  # noqa: E731
    return Step(f"withdraw {lead}", (lead,), when, lambda s, actor: bids.withdraw_bid(s.bid(lead), actor=actor))


def _invite(stage: Stage, actor: User) -> None:
    consortium.invite_partner(stage.bid("lead"), stage.people["partner"].organization.name, "产线验证", actor=actor)


def _may_invite(stage: Stage) -> bool:
    fresh = not any(state in (P.INVITED, P.CONFIRMED) for state in _partners(stage))
    return stage.in_time and fresh and _bid("lead", *CONTENT_STATES)(stage)


def _name(expert: str) -> Step:
    def when(stage: Stage) -> bool:
        free = stage.assignment(expert) is None and not stage.sat_before(expert)
        return stage.evaluates(E.NAMING, E.REVIEWING) and free

    def take(stage: Stage, actor: User) -> object:
        return review_assignments.name_expert(stage.evaluation, stage.people[expert], actor=actor)

    return Step(f"name {expert}", ("officer",), when, take)


def _accept(expert: str) -> Step:
    def when(stage: Stage) -> bool:
        return stage.evaluates(E.NAMING, E.REVIEWING) and _assigned(expert, A.INVITED)(stage)

    def take(stage: Stage, actor: User) -> object:
        given = {"confidential": True, "independent": True}
        return review_assignments.accept_review(stage.assignment(expert), actor=actor, **given)

    return Step(f"accept {expert}", (expert,), when, take)


def _score(expert: str) -> Step:
    def when(stage: Stage) -> bool:
        return stage.evaluates(E.REVIEWING) and _assigned(expert, A.ACCEPTED)(stage)

    def take(stage: Stage, actor: User) -> None:
        assignment = stage.assignment(expert)
        marks = {criterion.id: Mark(80, "路线清楚，指标有第三方依据。") for criterion in stage.need.criteria}
        for bid in review_scores.bids_to_score(assignment):
            review_scores.save_scores(assignment, bid, marks, actor=actor)
        review_scores.hand_in(assignment, actor=actor)

    return Step(f"hand in {expert}", (expert,), when, take)


def _check(lead: str, passed: bool) -> Step:
    def when(stage: Stage) -> bool:
        return stage.evaluates(E.NAMING) and _bid(lead, B.SUBMITTED)(stage)

    def take(stage: Stage, actor: User) -> None:
        evaluations.check_bid(stage.evaluation, stage.bid(lead), passed, "缺少联合体协议。", actor=actor)

    return Step(f"{'pass' if passed else 'exclude'} {lead}", ("officer",), when, take)


def _may_start(stage: Stage) -> bool:
    states = [bid.state for bid in _handed_in(stage)]
    return stage.evaluates(E.NAMING) and B.SUBMITTED not in states and B.SHORTLISTED in states and _seated(stage) >= 3


def _start(stage: Stage, actor: User) -> None:
    due: date = clock.today() + timedelta(days=7)
    evaluations.start_review(stage.evaluation, due, actor=actor)


def _may_close(stage: Stage) -> bool:
    return stage.evaluates(E.REVIEWING) and any(row.state is A.HANDED_IN for row in stage.evaluation.assignments)


def _propose(stage: Stage, actor: User) -> None:
    chosen = [bid for bid in _handed_in(stage) if bid.state is B.SHORTLISTED]
    winner, reserve = (*chosen, None, None)[:2]
    reasons = {bid.id: REASON for bid in _handed_in(stage)}
    decisions.propose_winner(stage.evaluation, winner, reserve, REASON, reasons, actor=actor)


def _object(stage: Stage, actor: User) -> None:
    number = db.session.query(Objection).count() + 1
    text = f"中选单位所列检测报告的出具时间早于样机完成时间，请核实。补充材料之{number}。"
    objections.object_to(stage.notice, Given("高建平", phone="0539-5550188", text=text))


def _may_object(stage: Stage) -> bool:
    return stage.evaluates(E.APPROVED) and stage.notice is not None and clock.today() <= stage.notice.ends_on


def _answer(upheld: bool) -> Step:
    name = "uphold" if upheld else "dismiss"
    return Step(
        name,
        ("officer", "supervisor"),
        lambda stage: stage.waiting is not None,
        lambda stage, actor: objections.answer(stage.waiting, upheld, REASON, actor=actor),
    )


def _may_award(stage: Stage) -> bool:
    over = stage.notice is not None and clock.today() > stage.notice.ends_on
    return over and stage.evaluates(E.APPROVED) and stage.waiting is None


def _extend(stage: Stage, actor: User) -> None:
    later = stage.need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=10)
    amendments.extend_deadline(stage.need, later, REASON, actor=actor)


STEPS = (
    *(_create(lead) for lead in ("lead", "rival")),
    *(_submit(lead) for lead in ("lead", "rival")),
    *(_withdraw(lead) for lead in ("lead", "rival")),
    Step("invite", ("lead",), _may_invite, _invite),
    *(
        Step(
            name,
            ("partner",),
            lambda stage: stage.in_time and P.INVITED in _partners(stage),
            lambda stage, actor, joins=joins: consortium.answer_invitation(stage.bid("lead"), joins, actor=actor),
        )
        for name, joins in (("join", True), ("stay out", False))
    ),
    Step(
        "leave",
        ("partner",),
        lambda stage: P.CONFIRMED in _partners(stage),
        lambda stage, actor: consortium.leave_consortium(stage.bid("lead"), actor=actor),
    ),
    Step("extend", ("firm", "officer"), lambda s: s.in_time and s.need.state is NeedState.BIDDING, _extend),
    *(_check(lead, passed) for lead in ("lead", "rival") for passed in (True, False)),
    *(make(expert) for expert in EXPERTS for make in (_name, _accept, _score)),
    Step("start", ("officer",), _may_start, _start),
    Step(
        "close",
        ("officer",),
        _may_close,
        lambda stage, actor: evaluations.force_close(stage.evaluation, REASON, actor=actor),
    ),
    Step("propose", ("firm",), lambda stage: stage.evaluates(E.SCORED), _propose),
    Step(
        "send back",
        ("supervisor",),
        lambda stage: stage.evaluates(E.PROPOSED),
        lambda stage, actor: decisions.send_back(stage.evaluation, REASON, actor=actor),
    ),
    Step(
        "approve",
        ("supervisor",),
        lambda stage: stage.evaluates(E.PROPOSED),
        lambda stage, actor: decisions.approve(stage.evaluation, actor=actor),
    ),
    Step(
        "declare unsolved",
        ("supervisor",),
        lambda stage: stage.evaluates(E.NAMING, E.REVIEWING, E.SCORED, E.PROPOSED),
        lambda stage, actor: decisions.declare_unsolved(stage.evaluation, REASON, actor=actor),
    ),
    _answer(True),
    _answer(False),
    Step(
        "award",
        ("officer", "supervisor"),
        _may_award,
        lambda stage, actor: publicity.award(stage.notice, actor=actor),
    ),
)
# Anybody may object, also somebody without an account: there is nobody who may not.
OBJECT = Step("object", (), _may_object, _object)

DEADLINE = "the deadline passes"
# The straight way to the public notice, along which a run may begin anywhere.
WAY = (
    *(
        "begin lead",
        "begin rival",
        "invite",
        "join",
        "submit lead",
        "submit rival",
        DEADLINE,
        "pass lead",
        "pass rival",
    ),
    *(f"{verb} {expert}" for verb in ("name", "accept") for expert in EXPERTS[:3]),
    *("start", *(f"hand in {expert}" for expert in EXPERTS[:3]), "propose", "approve"),
)
