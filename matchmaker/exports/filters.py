"""A list's filter as JSON, to be kept until a worker reads it, and in words, to be read in the file."""

import enum
import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints


def packed(value: Any) -> Any:
    """As JSON: enum members by name, days in ISO 8601, filters as objects of their fields."""
    if is_dataclass(value):
        return {field.name: packed(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return [packed(each) for each in value] if isinstance(value, list | tuple) else value


def unpacked(kind: Any, value: Any) -> Any:
    """What was packed as this kind. Raises KeyError or ValueError when the filter has changed since."""
    if value is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = [each for each in get_args(kind) if each is not type(None)]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: unpacked(hints[name], each) for name, each in value.items()})  # type: ignore[operator]
    if isinstance(value, list):
        return tuple(unpacked(get_args(kind)[0], each) for each in value)
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind[value]
    if kind is date:
        return date.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value
