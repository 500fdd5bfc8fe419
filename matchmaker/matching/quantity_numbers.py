"""Single numbers as they are written: 12,800  1.5e-3  1×10^5  1.2亿  三成  百分之六十七."""

import math
import re
from dataclasses import dataclass

from .quantity_units import NO_UNIT, Unit, scan_unit

_CHINESE = "零〇一二两三四五六七八九十百千半"
_COUNTED = "(?=成|倍|个月|小时|分钟|年|天|吨|公斤|千克|万吨|万小时|万次)"
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?![\d.])|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3}(?!\d))?"
NUMBER = re.compile(
    rf"百分之(?P<share>\d+(?:\.\d+)?|[{_CHINESE}]{{1,7}}(?:点[{_CHINESE}]{{1,4}})?)"
    rf"|(?<![\d.])(?<!\d,)(?P<plain>{_PLAIN})|(?P<chinese>[{_CHINESE}]{{1,7}}(?:点[{_CHINESE}]{{1,4}})?){_COUNTED}"
)
_SIGN = re.compile(r"(?<![0-9A-Za-z%℃°)μ㎡²³\x01])[-+]$")
_POWER_OF_TEN = re.compile(r"\s?[×xX*·]?\s?10(?:\^\(?([+-]?\d{1,3})\)?|的([+-]?\d{1,2})次方|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
_TENS = re.compile(r"(?:\^\(?([+-]?\d{1,3})\)?|的([+-]?\d{1,2})次方|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_MULTIPLIER = re.compile(r"(?:[多余几来])?\s?(万亿|千万|百万|亿|万|千|百)(?:[多余])?")
_MORE = re.compile(r"[多余几](?=[\u4e00-\u9fff])")
_MULTIPLIERS = {"万亿": 1e12, "千万": 1e7, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written, from start to end: value * multiplier, of `unit` (None when none is written)."""

    value: float
    multiplier: float
    unit: Unit | None
    start: int
    end: int
    vague: bool = False

    @property
    def bare(self) -> bool:
        return self.unit is None and self.multiplier == 1


def read_number(text: str, found: re.Match[str], floor: int = 0) -> Written | None:
    """The number that NUMBER found in a masked text, with its multiplier, unit and sign (which stands from `floor` on).

    None when it is too large to be a number.
    """
    start, at = found.start(), found.end()
    if found["share"]:
        percent = scan_unit("%", 0)
        return _finite(Written(_plain(found["share"]), 1.0, percent and percent[0], start, at))
    value = _plain(found["plain"] or found["chinese"])
    value, at = _powered(text, value, at)
    if _SIGN.search(text[max(floor, start - 2) : start]):
        start -= 1
        value = -value if text[start] == "-" else value
    multiplier, vague, at = _multiplier(text, at)
    unit = _unit(text, at)
    return _finite(Written(value, multiplier, unit[0] if unit else None, start, unit[1] if unit else at, vague))


def _finite(number: Written) -> Written | None:
    base = (number.unit or NO_UNIT).to_base(number.value * number.multiplier)
    return number if math.isfinite(base) and abs(base) < 1e300 else None


def _plain(written: str) -> float:
    if written[0].isdigit():
        return float(written.replace(",", "").replace(" ", ""))
    whole, _, part = written.partition("点")
    return _chinese(whole) + (float("0." + "".join(str(_DIGITS.get(c, 0)) for c in part)) if part else 0.0)


def _chinese(written: str) -> float:
    total, digit = 0.0, 0
    for c in written:
        if c in _STEPS:
            total, digit = total + (digit or 1) * _STEPS[c], 0
        elif c == "半":
            total += 0.5
        else:
            digit = _DIGITS[c]
    return total + digit


def _powered(text: str, value: float, at: int) -> tuple[float, int]:
    tens = _TENS.match(text, at) if value == 10 and text[at - 2 : at] == "10" else None
    power = tens or _POWER_OF_TEN.match(text, at)
    if not power:
        return value, at
    exponent = (power[1] or power[2] or power[3]).translate(_SUPERSCRIPTS)
    if not exponent.lstrip("+-").isdigit():
        return value, at
    return (1.0 if tens else value) * float(f"1e{exponent}"), power.end()


def _multiplier(text: str, at: int) -> tuple[float, bool, int]:
    """万, 亿 and their like, unless they begin the name of a unit (千克); vague: 多, 余."""
    found = _MULTIPLIER.match(text, at)
    if found and not (len(found[1]) == 1 and found[1] in "千百" and _known(text, found.start(1))):
        return _MULTIPLIERS[found[1]], len(found[0].strip()) > len(found[1]), found.end()
    more = _MORE.match(text, at)
    return (1.0, True, more.end()) if more else (1.0, False, at)


def _known(text: str, at: int) -> bool:
    unit = scan_unit(text, at)
    return unit is not None and unit[1] - at > 1


def _unit(text: str, at: int) -> tuple[Unit, int] | None:
    gap = 1 if text[at : at + 1] == " " else 0
    found = scan_unit(text, at + gap)
    # A Latin word after a blank is the next word of an English sentence rather than a unit nobody knows.
    if found and gap and found[0].dimension == found[0].text and len(found[0].text) > 5:
        return None
    return found
