"""What of an item is compared with others. Contacts, organizations and prices are left out."""

from functools import singledispatch

from matchmaker.matching import Document
from models import Achievement, Need, Parameter, Requirement


@singledispatch
def document(item: Need | Achievement) -> Document:
    raise TypeError(f"a {type(item).__name__} is not matched")


@document.register
def _need(item: Need) -> Document:
    body = _paragraphs(item.problem, item.background, item.scenario, item.current_basis)
    return Document(item.title, body, tuple(_requirement(row) for row in item.requirements))


@document.register
def _achievement(item: Achievement) -> Document:
    body = _paragraphs(item.abstract, item.advantages, "、".join(item.keywords), item.scenes, item.cases)
    return Document(item.title, body, tuple(_parameter(row) for row in item.parameters))


def _paragraphs(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip())


def _requirement(row: Requirement) -> str:
    return f"{row.indicator} {row.demand}"


def _parameter(row: Parameter) -> str:
    return f"{row.indicator} {row.value} {row.unit}".rstrip()
