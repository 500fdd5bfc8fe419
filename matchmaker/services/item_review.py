"""The way of a need or an achievement to the public and back: submission, review, publication, withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.services import index
from matchmaker.services.notify import members_of, tell, tell_and_write
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.services.watches import tell_watchers
from matchmaker.workflows.machine import Machine
from models import Achievement, Match, Need, User, db
from models.actions import Action
from models.enums import ItemKind
from models.match import LIVE_STATES

Item = Need | Achievement


@dataclass(frozen=True)
class ItemReview:
    """What differs between the two kinds. `missing` lists what a reviewer would lack; the sentences take %(title)s,
    `returned`, `withdrawn` and `talks_over` also %(reason)s."""

    kind: ItemKind
    machine: Machine
    put: Callable[[Any], None]
    missing: Callable[[Any], list[Invalid]]
    published: str
    returned: str
    withdrawn: str
    talks_over: str


class Incomplete(Invalid):
    """More is needed before a review; `faults` has every gap at its field."""

    def __init__(self, faults: list[Invalid]) -> None:
        super().__init__(faults[0].message, field=faults[0].field, **faults[0].params)
        self.faults = faults


def submit(review: ItemReview, item: Item, *, actor: User, version: int | None = None) -> None:
    """Raises Incomplete."""
    take(item, version)
    enter_review(review, item, actor)
    commit()


def enter_review(review: ItemReview, item: Item, actor: User) -> None:
    """The step of `submit` alone, for a use case that saves as well; the caller commits."""
    perform(review.machine, item, Action.SUBMIT, actor)
    expect_complete(review, item)
    item.submitted_at, item.return_reason = clock.now(), ""


def expect_complete(review: ItemReview, item: Item) -> None:
    faults = review.missing(item)
    if faults:
        raise Incomplete(faults)


def return_item(review: ItemReview, item: Item, reason: str, *, actor: User, version: int | None = None) -> None:
    take(item, version)
    perform(review.machine, item, Action.RETURN, actor, reason=reason)
    item.return_reason = reason.strip()
    _tell_own(item, review.returned, reason=shortened(reason))
    commit()


def publish(
    review: ItemReview,
    item: Item,
    *,
    actor: User,
    version: int | None = None,
    effect: Callable[[], None] | None = None,
) -> None:
    """Public and searchable in one commit; `effect` is what else publication means for the kind."""
    take(item, version)
    enter_public(review, item, actor, effect)
    _tell_own(item, review.published)
    commit()


def enter_public(review: ItemReview, item: Item, actor: User, effect: Callable[[], None] | None = None) -> None:
    """The step of `publish` alone, for a use case that publishes several; the caller tells the owners and commits."""
    perform(review.machine, item, Action.PUBLISH, actor)
    item.published_at = clock.now()
    if effect:
        effect()
    review.put(item)
    tell_watchers(item)


def withdraw(
    review: ItemReview,
    item: Item,
    reason: str,
    *,
    actor: User,
    version: int | None = None,
    effect: Callable[[], None] | None = None,
) -> None:
    """Those who are in talks about the item are told; `effect` is what else it means for the kind."""
    take(item, version)
    perform(review.machine, item, Action.WITHDRAW, actor, reason=reason)
    if effect:
        effect()
    index.drop(review.kind, item.id)
    said = shortened(reason)
    _tell_own(item, review.withdrawn, reason=said)
    for match in _live_matches(item):
        other = match.achievement if isinstance(item, Need) else match.need
        tell(members_of(other.organization), review.talks_over, match, title=item.title, reason=said)
    commit()


def take(item: Item, version: int | None) -> None:
    """The row as it is now, locked, if it still is the version that the form showed. Raises Conflict."""
    lock(item)
    expect_version(item, version)


def shortened(reason: str, length: int = 120) -> str:
    """A notice quotes the beginning; the item's page has the whole."""
    text = " ".join(reason.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _tell_own(item: Item, message: str, **params: Any) -> None:
    tell_and_write(members_of(item.organization), message, item, title=item.title, **params)


def _live_matches(item: Item) -> list[Match]:
    own = Match.need_id if isinstance(item, Need) else Match.achievement_id
    return list(db.session.scalars(select(Match).where(own == item.id, Match.state.in_(LIVE_STATES))))
