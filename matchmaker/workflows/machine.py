import enum
from collections.abc import Iterable
from dataclasses import dataclass

from models.actions import Action
from models.parties import Party


@dataclass(frozen=True)
class Transition:
    action: Action
    sources: frozenset[enum.Enum]
    target: enum.Enum
    who: frozenset[Party]
    needs_reason: bool = False


def step(
    action: Action,
    sources: Iterable[enum.Enum],
    target: enum.Enum,
    who: Iterable[Party],
    *,
    needs_reason: bool = False,
) -> Transition:
    return Transition(action, frozenset(sources), target, frozenset(who), needs_reason)


@dataclass(frozen=True)
class Machine:
    transitions: tuple[Transition, ...]

    def find(self, action: Action, state: enum.Enum) -> Transition | None:
        return next((t for t in self.transitions if t.action is action and state in t.sources), None)

    def allowed(self, state: enum.Enum, parties: Iterable[Party]) -> list[Transition]:
        """What these parties may do now, in the order of the table."""
        capacity = frozenset(parties)
        return [t for t in self.transitions if state in t.sources and t.who & capacity]
