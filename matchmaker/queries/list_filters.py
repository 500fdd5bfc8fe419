"""What a simple list is narrowed by; lists with more conditions have a filter of their own beside their query."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Everything:
    """Nothing to choose."""


@dataclass(frozen=True)
class OfProject:
    """All of one project."""

    project_id: int


@dataclass(frozen=True)
class Tab:
    """`tab` is one of the list's TABS."""

    tab: str = "all"


@dataclass(frozen=True)
class Words:
    text: str = ""
