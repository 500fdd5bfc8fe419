import enum
from typing import Any

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.parties import parties
from matchmaker.services import events
from matchmaker.workflows.machine import Machine, Transition
from models import User
from models.actions import Action
from models.parties import Party

SYSTEM = frozenset({Party.SYSTEM})


def perform(
    machine: Machine,
    row: Any,
    action: Action,
    actor: User | None,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
    attribute: str = "state",
    by_system: bool = False,
    about: Any = None,
) -> Transition:
    """Permission → state → event, without a commit. `by_system`: the step follows from another, or from the clock;
    `actor` is then only who set it off. `about`: the record whose log gets the line, when it is not the row itself.

    Raises Refused (says what is possible now), Forbidden, Invalid (no reason given where one is due).
    """
    old: enum.Enum = getattr(row, attribute)
    capacity = SYSTEM if by_system else parties(actor, row)
    found = _found(machine, old, capacity, action)
    reason = reason.replace("\x00", "").strip()
    if found.needs_reason and not reason:
        raise Invalid(N_("请填写理由，对方会看到。"), field="reason")
    setattr(row, attribute, found.target)
    events.record(row if about is None else about, action, actor, old=old, new=found.target, reason=reason, data=data)
    return found


def expect_step(machine: Machine, row: Any, action: Action, actor: User) -> None:
    """Whether the step is possible now, without taking it. Raises Refused, Forbidden."""
    _found(machine, row.state, parties(actor, row), action)


def _found(machine: Machine, state: enum.Enum, capacity: frozenset[Party], action: Action) -> Transition:
    found = machine.find(action, state)
    if found is None:
        raise _not_now(machine, state, capacity, action)
    if not found.who & capacity:
        raise Forbidden()
    return found


def _not_now(machine: Machine, state: enum.Enum, capacity: frozenset[Party], action: Action) -> Refused:
    open_steps = [step.action for step in machine.allowed(state, capacity)]
    if not open_steps:
        return Refused(
            N_("当前状态为“%(state)s”，不能%(action)s，也没有您可以进行的操作。"), state=state, action=action
        )
    return Refused(
        N_("当前状态为“%(state)s”，不能%(action)s；现在可以：%(allowed)s。"),
        state=state,
        action=action,
        allowed=open_steps,
    )
