"""A paper of sections as it is shown on a page, printed, and written to a file: the same parts in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    text: str
    label: str = ""


@dataclass(frozen=True)
class Pairs:
    rows: Sequence[tuple[str, str]]
    label: str = ""


@dataclass(frozen=True)
class Rows:
    """`widths` are shares of the width, and sum to 1."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    label: str = ""


Block = Text | Pairs | Rows


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Paper:
    """`facts` stand under the title, `author` in the file's properties; `nothing` is said of an empty section."""

    title: str
    subject: str
    author: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    nothing: str = "—"
