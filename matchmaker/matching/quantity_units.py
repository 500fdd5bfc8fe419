"""Units as they stand in Chinese and English text, simple and compound, compared by dimension."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import rjieba
from pint.util import UnitsContainer

from .unit_names import Atom, unit_names

_ONLY_BELOW = {"分": "min", "时": "h"}

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\^\(?([+-]?\d{1,2}(?:/\d|\.\d)?)\)?|[23](?![\dA-Za-z.~])")
_LOAD = re.compile(r"\d+(?:\.\d+)?(?![\d.])")
_LATIN = re.compile(r"%?[A-Za-zμΩ][A-Za-zμΩ0-9]{0,11}(?:\([A-Za-z]{1,3}\))?")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,6}")
_COUNT_BELOW = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s?")
_MAX_FACTORS = 6
_PER_TIME = UnitsContainer({"[time]": -1})


@dataclass(frozen=True, slots=True)
class Unit:
    """base = value * factor + offset; units of one dimension can be compared, those nobody knows only with themselves.

    The dimension of a number without a unit is "".
    """

    text: str = ""
    factor: float = 1.0
    offset: float = 0.0
    dimension: str = ""

    def to_base(self, value: float) -> float:
        return value * self.factor + self.offset

    def from_base(self, value: float) -> float:
        return (value - self.offset) / self.factor

    @property
    def difference(self) -> "Unit":
        """The unit of a difference: 5 ℃ warmer is not 278 K warmer."""
        if self.dimension != "[temperature]":
            return self
        return replace(self, offset=0.0, dimension="difference of [temperature]")


NO_UNIT = Unit()


def scan_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at `at` of a folded text, and where it ends."""
    # A unit never depends on more than the next few characters, so equal snippets share one entry.
    found = _scan(text[at : at + 40])
    return (found[0], at + found[1]) if found else None


@lru_cache(maxsize=8192)
def _scan(text: str) -> tuple[Unit, int] | None:
    first = _factor(text, 0, below=False)
    if not first:
        return None
    atoms, at = [first[0]], first[1]
    below = False
    while len(atoms) < _MAX_FACTORS and at < len(text):
        below = below or text[at] == "/"
        more = _below(text, at + 1, _may_be_counted(atoms)) if text[at] == "/" else _beside(text, at, below)
        if not more:
            break
        atoms += more[0]
        at = more[1]
    return _unit(text[:at].strip(), atoms), at


def _unit(text: str, atoms: list[Atom]) -> Unit:
    if len(atoms) == 1:
        return Unit(text, atoms[0].factor, atoms[0].offset, _name(atoms[0].dimension))
    factor, dimension = 1.0, UnitsContainer()
    for atom in atoms:
        factor, dimension = factor * atom.factor, dimension * atom.dimension
    return Unit(text, factor, 0.0, _name(dimension))


def _name(dimension: UnitsContainer) -> str:
    # kg/t is a share like %, not a bare number.
    return (
        " ".join(f"{name}^{power:g}" if power != 1 else name for name, power in sorted(dimension.items()))
        or "[fraction]"
    )


def _beside(text: str, at: int, below: bool) -> tuple[list[Atom], int] | None:
    """A further factor after · ; behind a stroke it belongs below it (W/m·K)."""
    if text[at] not in "·*•" and not (text[at] == "." and text[at + 1 : at + 2].isalpha()):
        return None
    found = _factor(text, at + 1, below=below)
    return ([_inverse(found[0]) if below else found[0]], found[1]) if found else None


def _below(text: str, at: int, counted: bool) -> tuple[list[Atom], int] | None:
    """What stands under a stroke: a factor, with a count (次/8h) if `counted`, or several in brackets."""
    count = None
    bracket = text[at : at + 1] == "("
    at += bracket
    atoms: list[Atom] = []
    if counted and (count := _COUNT_BELOW.match(text, at)):
        at = count.end()
        if float(count[1]) == 0:
            return None
        atoms.append(Atom(float(count[1]), 0.0, UnitsContainer()))
    while len(atoms) < _MAX_FACTORS and (found := _factor(text, at, below=True)):
        atoms.append(found[0])
        at = found[1]
        if not (bracket and text[at : at + 1] and text[at] in "·*•"):
            break
        at += 1
    if bracket:
        at += text[at : at + 1] == ")"
    known = bool(atoms) and not (len(atoms) == 1 and count)
    return ([_inverse(atom) for atom in atoms], at) if known else None


def _may_be_counted(above: list[Atom]) -> bool:
    """50 ℃/24 h and 100 kHz/50 mT are two conditions, not a rate."""
    return not any("[temperature]" in atom.dimension or atom.dimension == _PER_TIME for atom in above)


def _inverse(atom: Atom) -> Atom:
    return Atom(1 / atom.factor, 0.0, atom.dimension**-1)


def _factor(text: str, at: int, below: bool) -> tuple[Atom, int] | None:
    found = _known(text, at, below) or _opaque(text, at, below)
    if not found:
        return None
    atom, end = found
    if text[:end].endswith("HV") and (load := _LOAD.match(text, end)):
        return atom, load.end()
    power = _POWER.match(text, end)
    if not power:
        return atom, end
    exponent = _exponent(power)
    if not exponent or abs(exponent) > 12:
        return atom, end
    return Atom(atom.factor**exponent, 0.0, atom.dimension**exponent), power.end()


def _exponent(power: re.Match[str]) -> float:
    written = power[1] or power[0].translate(_SUPERSCRIPTS)
    top, _, bottom = written.partition("/")
    return float(top) / float(bottom or 1) if float(bottom or 1) else 0.0


def _known(text: str, at: int, below: bool) -> tuple[Atom, int] | None:
    names = unit_names()
    for length in range(min(_longest(), len(text) - at), 0, -1):
        written = text[at : at + length]
        if below and written in _ONLY_BELOW:
            written = _ONLY_BELOW[written]
        if written in names and not _goes_on(text, at + length):
            return names[written], at + length
    return None


def _goes_on(text: str, end: int) -> bool:
    """Whether a Latin name is only the beginning of a longer word."""
    here, following = text[end - 1], text[end : end + 1]
    return here.isascii() and here.isalpha() and following.isascii() and following.isalpha()


def _opaque(text: str, at: int, below: bool) -> tuple[Atom, int] | None:
    if latin := _LATIN.match(text, at):
        return Atom(1.0, 0.0, UnitsContainer({latin[0]: 1})), latin.end()
    if below and (han := _HAN.match(text, at)):
        word = rjieba.cut(han[0])[0]
        return Atom(1.0, 0.0, UnitsContainer({word: 1})), at + len(word)
    return None


@cache
def _longest() -> int:
    return max(map(len, unit_names()))
