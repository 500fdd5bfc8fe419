"""Every way to write a simple unit, from pint's definitions in units.txt and the names in unit_names.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pint
from pint.util import UnitsContainer

_DEFINITIONS = Path(__file__).with_name("units.txt")
_NAMES = Path(__file__).with_name("unit_names.toml")


@dataclass(frozen=True, slots=True)
class Atom:
    """A simple unit: base = value * factor + offset, in pint's root units (metre, gram, second …)."""

    factor: float
    offset: float
    dimension: UnitsContainer


@cache
def unit_names() -> dict[str, Atom]:
    """What a text may write → what it means. Made once, in about 0.1 s."""
    lines = [line for line in _DEFINITIONS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    lists: dict[str, Any] = tomllib.loads(_NAMES.read_text("utf-8"))
    counted = lists["counted"].split()
    registry: pint.UnitRegistry[float] = pint.UnitRegistry(None, autoconvert_offset_to_baseunit=True)
    registry.load_definitions([*lines, *(f"{name} = [{name}]" for name in counted)])
    plain = [*_defined(lines), *counted, *_with_prefixes(lists)]
    names = {name: name for name in plain} | lists["spellings"]
    atoms = {written: _atom(registry, name) for written, name in names.items()}
    atoms |= _powers(atoms, lists)
    return atoms | {written: Atom(factor, 0.0, atoms["rad"].dimension) for written, factor in lists["angles"].items()}


def _defined(lines: list[str]) -> list[str]:
    """Symbols and names of units.txt: all but the part behind the first = ."""
    parts = (line.split(" = ") for line in lines if "- =" not in line)
    return [name.strip() for first, _value, *others in parts for name in (first, *others) if name.strip()]


def _with_prefixes(lists: dict[str, str]) -> list[str]:
    latin = product(lists["latin_prefixes"].split(), lists["latin_prefixed"].split())
    chinese = product(lists["chinese_prefixes"].split(), lists["chinese_prefixed"].split())
    return [prefix + unit for prefix, unit in (*latin, *chinese)]


def _atom(registry: pint.UnitRegistry[float], name: str) -> Atom:
    zero, one = (registry.Quantity(value, registry.Unit(name)).to_root_units() for value in (0, 1))
    offset = float(zero.magnitude)
    return Atom(float(one.magnitude) - offset, offset, one.dimensionality)


def _powers(atoms: dict[str, Atom], lists: dict[str, Any]) -> dict[str, Atom]:
    sides = lists["sides"].split()
    squares = {f"平方{side}": side for side in sides} | lists["squares"]
    cubes = {f"立方{side}": side for side in sides} | lists["cubes"]
    return {
        written: Atom(atoms[side].factor ** power, 0.0, atoms[side].dimension ** power)
        for power, shapes in ((2, squares), (3, cubes))
        for written, side in shapes.items()
    }
