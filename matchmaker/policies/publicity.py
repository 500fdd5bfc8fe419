from datetime import date, datetime

from matchmaker.policies.permissions import Permission, holds
from models import Publicity, User
from models.challenge_enums import EvaluationState


def takes_objections(notice: Publicity, now: datetime, today: date) -> bool:
    """From its publication to the last second of its last day, unless the evaluation was reopened meanwhile."""
    approved = notice.evaluation.state is EvaluationState.APPROVED
    return approved and notice.published_at <= now and today <= notice.ends_on


def sees_objectors(actor: User | None) -> bool:
    """Who objected, what was handed in, and what waits for an answer: the bureau alone."""
    return holds(actor, Permission.BUREAU)


def answers(actor: User | None) -> bool:
    return holds(actor, Permission.OFFICER) or holds(actor, Permission.SUPERVISOR)
