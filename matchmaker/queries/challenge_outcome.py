"""What became of a challenge after its deadline, as far as the reader may know it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from matchmaker.adapters import clock
from matchmaker.policies import need as need_policy
from matchmaker.policies import project as project_policy
from matchmaker.policies.parties import parties
from matchmaker.policies.permissions import Permission, holds
from matchmaker.policies.publicity import takes_objections
from matchmaker.queries.evaluations import latest_of
from matchmaker.workflows.evaluation import EVALUATION
from models import Evaluation, Need, Project, Publicity, User, db
from models.actions import Action
from models.challenge_enums import EvaluationState
from models.enums import NeedState

JUDGES = (Permission.OFFICER, Permission.SUPERVISOR)
AGREED = (NeedState.CONTRACTED, NeedState.FULFILLED)


@dataclass(frozen=True)
class Outcome:
    """`notice`, `awarded` and `unsolved_reason` are everybody's; the rest is there for those who may see it.

    `notice` is the latest, also where it was broken off and another evaluation runs. `step` is what the evaluation
    waits for from this very reader.
    """

    notice: Publicity | None = None
    takes_objections: bool = False
    awarded: bool = False
    unsolved_reason: str = ""
    evaluation: Evaluation | None = None
    step: Action | None = None
    project: Project | None = None


def outcome_of(need: Need, actor: User | None) -> Outcome:
    evaluation = latest_of(need)
    if evaluation is None:
        return Outcome(project=_project(need, actor) if need.state in AGREED else None)
    notice, awarded = _latest_notice(need), evaluation.state is EvaluationState.AWARDED
    unsolved = evaluation.state is EvaluationState.UNSOLVED
    return Outcome(
        notice=notice,
        takes_objections=notice is not None and takes_objections(notice, clock.now(), clock.today()),
        awarded=awarded,
        unsolved_reason=evaluation.decision_reason if unsolved else "",
        evaluation=evaluation if _judges(actor, need) else None,
        step=_step(evaluation, actor),
        project=_project(need, actor) if awarded or need.state in AGREED else None,
    )


def _judges(actor: User | None, need: Need) -> bool:
    return need_policy.is_own(actor, need) or any(holds(actor, each) for each in JUDGES)


def _step(evaluation: Evaluation, actor: User | None) -> Action | None:
    found = {step.action for step in EVALUATION.allowed(evaluation.state, parties(actor, evaluation))}
    return next((each for each in (Action.PROPOSE_WINNER, Action.APPROVE) if each in found), None)


def _latest_notice(need: Need) -> Publicity | None:
    query = select(Publicity).join(Publicity.evaluation).options(contains_eager(Publicity.evaluation))
    return db.session.scalar(query.where(Evaluation.need_id == need.id).order_by(Publicity.id.desc()).limit(1))


def _project(need: Need, actor: User | None) -> Project | None:
    query = select(Project).where(Project.need_id == need.id, project_policy.viewable(actor))
    return db.session.scalar(query.order_by(Project.id.desc()).limit(1))
