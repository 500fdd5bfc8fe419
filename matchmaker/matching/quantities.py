"""Numbers with units and ranges, as they stand in Chinese and English technical text."""

import re
from dataclasses import dataclass, replace

from .quantity_numbers import NUMBER, Written, read_number
from .quantity_text import fold, masked
from .quantity_units import NO_UNIT, Unit, scan_unit
from .quantity_words import ABOUT, AT_LEAST, AT_MOST, BOTH_WAYS, NOT_REACHED, after, before

MAX_QUANTITY_CHARS = 20_000

_BETWEEN = re.compile(r"\s?(?:~|-{1,2}|至|到)\s?(?=[+-]?\d|[一二两三四五六七八九十]+成)")
_DEVIATION = re.compile(r"\s?(?:±|\+/-|\+-)\s?(?=\d)")
# 3.0×3.0 mm, 9/11, 1:3: no single number. 50 ℃/24 h are two.
_SIZE = re.compile(r"\s?[×xX*:/]\s?(?=\d)(?!10[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
_SIDES = re.compile(r"\s?[×xX*]\s?(?=\d)(?!10[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
_SYMBOL = re.compile(r"(?<![A-Za-z])(HRC|HRA|HRB|HBW?|HV|HS|IP|TRL)\s?[:为]?\s?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range in a text; text is the quotation, from start to end, with words such as 不低于 and 以上.

    low and high are the inclusive bounds in base units, None where the range is open: ≥ 5 mm is (0.005, None).
    approximate: 约, 左右. tolerance: ± alone, low is then -high. What 5～10 and ± leave open, comparing must decide.
    """

    low: float | None
    high: float | None
    unit: Unit
    text: str
    start: int
    end: int
    approximate: bool = False
    tolerance: bool = False

    @property
    def dimension(self) -> str:
        """What must be equal for two quantities to be compared; "" for a bare number."""
        return self.unit.dimension

    @property
    def value(self) -> float:
        """One number for it, in base units: the bound of an open range, else the middle."""
        bounds = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(bounds) / len(bounds)

    def as_difference(self) -> "Quantity":
        """A temperature read as a difference of temperatures; anything else as it is."""
        shift = self.unit.offset
        low, high = (None if bound is None else bound - shift for bound in (self.low, self.high))
        return replace(self, low=low, high=high, unit=self.unit.difference)


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order, none overlapping; of long texts, of the first MAX_QUANTITY_CHARS.

    Dates, standards (GB/T 1234-2018), patents, models (TC4, Q345) and sizes (3×4 mm) are no quantities.
    Never raises.
    """
    cut = text[:MAX_QUANTITY_CHARS]
    struck = masked(fold(cut))
    found: list[Quantity] = []
    at = 0
    while number := NUMBER.search(struck, at):
        quantity, at = _quantity(cut, struck, number, at)
        if quantity:
            found.append(quantity)
    return found


def read_quantity(value: str, unit: str = "") -> Quantity | None:
    """The quantity of a value and a unit that were filled in apart, read as one text; None when there is no number."""
    own = "" if fold(unit).strip() == "无量纲" else unit.strip()
    found = find_quantities(f"{value.strip()} {own}".strip())
    return found[0] if found else None


def _quantity(text: str, struck: str, number: re.Match[str], floor: int) -> tuple[Quantity | None, int]:
    """The quantity that begins at the number, if it is one, and where to go on. Words before it begin after `floor`."""
    first = read_number(struck, number, floor)
    if not first:
        return None, number.end()
    if end := _size(struck, first):
        return None, end
    second = _following(struck, _BETWEEN, first.end)
    deviation = None if second else _following(struck, _DEVIATION, first.end)
    if second and first.unit and second.unit and first.unit.dimension != second.unit.dimension:
        second = None
    suffix, end = after(struck, (second or deviation or first).end)
    kinds, start = before(struck, first.start, floor)
    symbol = None if first.unit or (second and second.unit) else _symbol(struck, start, floor)
    if symbol:
        first, start = replace(first, unit=symbol[0]), symbol[1]
    low: float | None
    high: float | None
    low, high, unit = _with_deviation(first, deviation) if deviation else _range(first, second)
    kinds = _meant(kinds, suffix)
    tolerance = BOTH_WAYS in kinds and not second
    if tolerance:
        high = abs(first.value * first.multiplier * unit.factor)
        low, unit = -high, unit.difference
    elif not second and not deviation and not {AT_MOST, AT_LEAST} <= set(kinds):  # who says both says neither
        low, high = (None if AT_MOST in kinds else low), (None if AT_LEAST in kinds else high)
    about = ABOUT in kinds or first.vague
    return Quantity(low, high, unit, text[start:end], start, end, about, tolerance), end


def _following(struck: str, joint: re.Pattern[str], at: int) -> Written | None:
    """The number behind a joint such as ～ or ±."""
    found = joint.match(struck, at)
    number = found and NUMBER.match(struck, found.end() + (struck[found.end()] in "+-"))
    return read_number(struck, number, found.end()) if found and number else None


def _size(struck: str, first: Written) -> int:
    """Where 3×4×5 mm, 9/11 or 1:3 ends that begins with the number; 0 when it is nothing of the kind."""
    at, end = first.end, 0
    while found := (_SIDES if first.unit else _SIZE).match(struck, at):
        number = NUMBER.match(struck, found.end())
        read = number and read_number(struck, number, found.end())
        if not number:
            break
        end = at = read.end if read else number.end()
    return end


def _symbol(struck: str, at: int, floor: int) -> tuple[Unit, int] | None:
    """A unit that stands before its number (HRC 58), and where it begins."""
    found = _SYMBOL.search(struck, max(floor, at - 6), at)
    unit = found and scan_unit(found[1], 0)
    return (unit[0], found.start()) if found and unit else None


def _meant(before_it: frozenset[str], behind_it: str | None) -> frozenset[str]:
    if NOT_REACHED in before_it:
        return before_it - {AT_LEAST} | {AT_MOST}
    if behind_it in (AT_LEAST, AT_MOST):
        return before_it - {AT_LEAST, AT_MOST} | {behind_it}
    return before_it | {behind_it} if behind_it else before_it


def _range(first: Written, second: Written | None) -> tuple[float, float, Unit]:
    if second is None:
        unit = first.unit or NO_UNIT
        base = unit.to_base(first.value * first.multiplier)
        return base, base, unit
    # 1～2万吨: the first takes what is written behind the second, and 10 mm～15 the other way round.
    if second.bare:
        second = replace(second, unit=first.unit, multiplier=first.multiplier)
    unit = first.unit or second.unit or NO_UNIT
    high = (second.unit or unit).to_base(second.value * second.multiplier)
    low = unit.to_base(first.value * (second.multiplier if first.bare else first.multiplier))
    if low > high and first.bare:
        low = unit.to_base(first.value)
    return min(low, high), max(low, high), unit


def _with_deviation(first: Written, deviation: Written) -> tuple[float, float, Unit]:
    """10±0.5 mm; 10 mm±5% is a share of the 10 mm."""
    unit = first.unit or deviation.unit or NO_UNIT
    middle = unit.to_base(first.value * first.multiplier)
    own = deviation.unit or unit
    width = deviation.value * deviation.multiplier * own.factor
    if own.dimension != unit.dimension:
        width *= abs(first.value * first.multiplier * unit.factor)
    return middle - abs(width), middle + abs(width), unit
