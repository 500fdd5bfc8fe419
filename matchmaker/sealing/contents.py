"""What a bid says, as one document of text, whole numbers and booleans, as its canonical form asks for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, get_args, get_type_hints

from matchmaker.sealing import canonical as form


@dataclass(frozen=True)
class Response:
    """What is promised for one requirement row, and on what basis; `demand`: the row as it stood when handed in."""

    requirement_id: int = 0
    promised: str = ""
    evidence: str = ""
    demand: str = ""


@dataclass(frozen=True)
class Member:
    """团队成员: `task` is what the member does in this project."""

    name: str = ""
    title: str = ""
    organization: str = ""
    task: str = ""


@dataclass(frozen=True)
class Step:
    """One row of the schedule; `due_on` ISO, `weight` in percent."""

    title: str = ""
    due_on: str = ""
    weight: int = 0
    evidence: str = ""


@dataclass(frozen=True)
class BudgetLine:
    """`amount` in 万元, a decimal as text."""

    item: str = ""
    amount: str = ""
    note: str = ""


@dataclass(frozen=True)
class Relation:
    """关联关系: `kind` is the name of a RelationKind, `name` the expert or the organization."""

    kind: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class PartnerEntry:
    """联合单位 as it stood at the submission: `state` is the name of a PartnerState."""

    organization_id: int = 0
    name: str = ""
    task: str = ""
    state: str = ""


@dataclass(frozen=True)
class FileEntry:
    """`stored` is where the encrypted bytes lie; size in bytes and SHA-256 in hex are of the plain file."""

    stored: str = ""
    name: str = ""
    content_type: str = ""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class BidContent:
    overview: str = ""
    state_of_art: str = ""
    approach: str = ""
    basis: str = ""
    commercialization: str = ""
    ip_terms: str = ""
    chief_name: str = ""
    chief_title: str = ""
    chief_phone: str = ""
    chief_specialty: str = ""
    team: tuple[Member, ...] = ()
    partners: tuple[PartnerEntry, ...] = ()
    responses: tuple[Response, ...] = ()
    schedule: tuple[Step, ...] = ()
    lump_sum: bool = False
    budget_total: str = ""
    budget_lines: tuple[BudgetLine, ...] = ()
    no_relations: bool = False
    relations: tuple[Relation, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    files: tuple[FileEntry, ...] = field(default_factory=tuple)


ROWS = {name: get_args(kind)[0] for name, kind in get_type_hints(BidContent).items() if get_args(kind)}


def content_of(document: Mapping[str, Any]) -> BidContent:
    """From a document of this or an older version: what is unknown is left out, what is missing is empty."""
    known = {each.name for each in fields(BidContent)} & document.keys()
    given: dict[str, Any] = {name: document[name] for name in known - ROWS.keys()}
    given |= {name: tuple(_row(ROWS[name], row) for row in document[name]) for name in known & ROWS.keys()}
    return BidContent(**given)


def canonical(content: BidContent) -> bytes:
    return form.canonical(asdict(content))


def digest(content: BidContent) -> str:
    """SHA-256 of the canonical form, in hex; the digests of the files are part of the content."""
    return form.digest(asdict(content))


def _row(kind: type[Any], row: Mapping[str, Any]) -> Any:
    return kind(**{each.name: row[each.name] for each in fields(kind) if each.name in row})
