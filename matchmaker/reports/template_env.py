"""Jinja for templates that the bureau writes: they read the report, loop and choose, and can do nothing else."""

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import LoopContext, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

# No calls, no imports, no macros, and no arithmetic that makes a large thing out of a small one.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.NSRef,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
FILTERS = ("default", "length", "first", "last")
TESTS = ("defined", "none")
DEEPEST_LOOP = 3
UNCLOSED = "unexpected end of template"
RESERVED = ("self", "super", "caller")


class UnknownPlaceholder(Exception):
    """`name` is what the template asks for and the report does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BadTag(Exception):
    """`tag` is what cannot be read, or is not allowed; empty when a loop or a condition is not closed."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class _Named(StrictUndefined):
    """Says only what it was asked for."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Named)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Entries of the report, and what a loop knows of itself; never a method or anything of Python's."""
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Undefined):
            return obj  # so that the first unknown name is the one that is told
        try:
            return obj[argument] if isinstance(obj, Mapping | list) else self.undefined(name=str(argument))
        except (LookupError, TypeError):
            return self.undefined(name=str(argument))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _expect_plain(tree, 0)
        return tree


def reading(error: Exception) -> Exception:
    """What a failure of Jinja means to whoever wrote the template; other errors come back as they are."""
    if isinstance(error, SecurityError | UndefinedError):
        return UnknownPlaceholder(str(error.message))
    if isinstance(error, TemplateSyntaxError):
        return BadTag("" if UNCLOSED in str(error.message).lower() else str(error.message))
    return error


def _expect_plain(node: nodes.Node, depth: int) -> None:
    depth += isinstance(node, nodes.For)
    if isinstance(node, nodes.Name) and node.name in RESERVED:
        raise BadTag(node.name)
    if not isinstance(node, ALLOWED) or depth > DEEPEST_LOOP or (isinstance(node, nodes.For) and node.recursive):
        raise BadTag(_words(node))
    for child in node.iter_child_nodes():
        _expect_plain(child, depth)


def _words(node: Any) -> str:
    target = getattr(node, "node", None)
    name = getattr(target, "name", "") or getattr(target, "attr", "") or getattr(node, "name", "")
    return name or type(node).__name__.lower()
