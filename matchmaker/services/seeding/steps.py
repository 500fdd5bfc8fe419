"""Steps of a loaded story go through the machines: data that breaks a rule of the procedure does not load."""

from datetime import datetime
from typing import Any

from matchmaker.services.seeding.context import Context
from matchmaker.workflows.machine import Machine
from models import User
from models.actions import Action


def advance(
    context: Context,
    machine: Machine,
    row: Any,
    action: Action,
    at: datetime,
    actor: User | None,
    why: str = "",
    about: Any = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Raises ValueError where the machine knows no such step."""
    found = machine.find(action, row.state)
    if found is None:
        raise ValueError(f"{type(row).__name__} in {row.state.name}: no step {action.name} ({at:%Y-%m-%d %H:%M})")
    context.note(at, row if about is None else about, action, actor, row.state.name, found.target.name, why, data)
    row.state = found.target
