"""What happens to an achievement between its author and the bureau."""

from matchmaker.messages import N_
from matchmaker.services import index, item_review
from matchmaker.services.achievement_rules import missing
from matchmaker.services.item_review import ItemReview
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit
from matchmaker.workflows.achievement import ACHIEVEMENT
from models import Achievement, User
from models.actions import Action
from models.enums import ItemKind

REVIEW = ItemReview(
    kind=ItemKind.ACHIEVEMENT,
    machine=ACHIEVEMENT,
    put=index.put_achievement,
    missing=missing,
    published=N_("成果“%(title)s”已发布。"),
    returned=N_("成果“%(title)s”被退回修改：%(reason)s"),
    withdrawn=N_("成果“%(title)s”已撤回：%(reason)s"),
    talks_over=N_("与贵方对接的成果“%(title)s”已撤回：%(reason)s"),
)


def submit_achievement(achievement: Achievement, *, actor: User, version: int | None = None) -> None:
    item_review.submit(REVIEW, achievement, actor=actor, version=version)


def return_achievement(achievement: Achievement, reason: str, *, actor: User, version: int | None = None) -> None:
    item_review.return_item(REVIEW, achievement, reason, actor=actor, version=version)


def publish_achievement(achievement: Achievement, *, actor: User, version: int | None = None) -> None:
    item_review.publish(REVIEW, achievement, actor=actor, version=version)


def withdraw_achievement(achievement: Achievement, reason: str, *, actor: User, version: int | None = None) -> None:
    item_review.withdraw(REVIEW, achievement, reason, actor=actor, version=version)


def transfer_achievement(achievement: Achievement, *, actor: User, version: int | None = None) -> None:
    """It found its user: still in the hall, no longer offered to others."""
    item_review.take(achievement, version)
    perform(ACHIEVEMENT, achievement, Action.TRANSFER, actor)
    index.drop(ItemKind.ACHIEVEMENT, achievement.id)
    commit()
