"""What is wanted as an interval, and how an offered interval stands to it."""

import re
from dataclasses import dataclass, replace

from .indicators import Indicator
from .judgement import Demand, Direction, Gap, Reason, Verdict
from .quantities import Quantity, read_quantity
from .quantity_units import NO_UNIT, Unit

# A miss by no more than this share of the demanded value counts as a near one …
TOLERANCE = 0.05
# … and "about 95" may be anything that far from 95.
APPROXIMATE = 0.05

# Of these the offered range has to cover the demanded one, not to lie within it.
_COVERING = re.compile(r"范围|量程|区间|温域|温区|跨度可调|可调|适用|适应|适配|幅宽|range", re.IGNORECASE)
_WORKING = re.compile(rf"{_COVERING.pattern}|(?:工作|使用|环境|运行)温度|电压", re.IGNORECASE)
_DIFFERENCE = re.compile(r"温差|温升|波动|偏差|误差|精度|均匀|变化|漂移|升温幅|降温幅|差值|差$|ΔT", re.IGNORECASE)
_TEMPERATURE, _TEMPERATURES_APART = "[temperature]", Unit(dimension="[temperature]").difference.dimension


@dataclass(frozen=True, slots=True)
class Wanted:
    """What fulfils a demand: low to high in base units, None where it is open.

    covering: the offered range has to cover this one. magnitude: only the size of a deviation counts (± 0.02 mm).
    tail: what follows the unit (kWh/kg水). shown: the unit in which gaps are told, as the demand writes it.
    """

    low: float | None
    high: float | None
    unit: Unit
    tail: str
    shown: Unit
    comparator: str
    covering: bool
    magnitude: bool
    indicator: Indicator

    @property
    def single(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Comparison:
    verdict: Verdict
    reason: Reason
    gap: Gap


def wanted(demand: Demand, indicator: Indicator) -> Wanted | None:
    """None for a demand without a number."""
    read = _read(demand.value, demand.unit)
    if not read:
        return None
    first, tail = read
    second = _read(demand.value_high, demand.unit) if demand.comparator == "range" else None
    if _DIFFERENCE.search(demand.indicator) or indicator.change or first.tolerance:
        first = first.as_difference()
        second = second and (second[0].as_difference(), second[1])
    low, high = _bounds(demand.comparator, first, second[0] if second else None)
    covering = demand.comparator == "range" and bool(_WORKING.search(demand.indicator))
    shown = _shown(demand.unit, first.unit)
    magnitude = first.tolerance or (demand.comparator == "<=" and bool(_DIFFERENCE.search(demand.indicator)))
    return Wanted(low, high, first.unit, tail, shown, demand.comparator, covering, magnitude, indicator)


def _shown(written: str, unit: Unit) -> Unit:
    """The unit in which gaps are told: 万次 and 10^-6/K hold a multiplier."""
    one = read_quantity("1", written) if written.strip() else None
    factor = (one.low - one.unit.offset) if one and one.low is not None else unit.factor
    return Unit(written.strip() or unit.text, factor, unit.offset, unit.dimension)


def _read(value: str, unit: str) -> tuple[Quantity, str] | None:
    quantity = read_quantity(value, unit)
    if not quantity:
        return None
    joined = f"{value.strip()} {unit.strip()}"
    tail = "".join(joined[quantity.end :].split()) if "无量纲" not in unit else ""
    return with_tail(quantity, tail), tail


def with_tail(quantity: Quantity, tail: str) -> Quantity:
    """A number whose unit nobody knows gets what follows it for a unit, which only equals itself."""
    named = "".join(c for c in tail if c.isalnum())
    return replace(quantity, unit=Unit(tail, dimension=named)) if quantity.unit is NO_UNIT and named else quantity


def _bounds(comparator: str, first: Quantity, second: Quantity | None) -> tuple[float | None, float | None]:
    if comparator == ">=":
        return (first.high if first.tolerance or first.low is None else first.low), None
    if comparator == "<=":
        return None, (first.low if first.high is None else first.high)
    if first.tolerance:
        return None, first.high
    if second:
        ends = [end for end in (first.low, first.high, second.low, second.high) if end is not None]
        return min(ends), max(ends)
    return first.low, first.high


def same_kind(want: Wanted, offered: Quantity) -> Quantity | None:
    """The offered quantity as it can be compared with the wanted one; None when it is of another kind."""
    if offered.dimension == _TEMPERATURE and want.unit.dimension == _TEMPERATURES_APART:
        return offered.as_difference()
    if offered.text.startswith("优于") and offered.high is None and (want.comparator == "<=" or want.magnitude):
        offered = replace(offered, low=None, high=offered.low)
    return offered if offered.dimension == want.unit.dimension else None


def as_offered(want: Wanted, offered: Quantity, label: str) -> Wanted:
    """The demand, to be covered when it is a range and the offer is a working range by its label."""
    working = want.comparator == "range" and offered.low != offered.high and bool(_WORKING.search(label))
    return replace(want, covering=True) if working else want


def compare(want: Wanted, offered: Quantity, denied: bool = False) -> Comparison:
    """The verdict on an offered quantity of the same kind."""
    if denied:
        return _compare_denied(want, offered.value)
    gap = _gap(want, *_meant(want, replace(offered, approximate=False)))
    low, high = _meant(want, offered)
    if _within(want, low, high):
        return Comparison(Verdict.MET, Reason.FULFILLED, gap)
    if _meets(want, low, high):
        return Comparison(Verdict.PARTIAL, Reason.OVERLAP, gap)
    if abs(gap.difference) <= _tolerated(want, gap.demanded) * (1 + 1e-9):
        return Comparison(Verdict.PARTIAL, Reason.NEAR_MISS, gap)
    return Comparison(Verdict.UNMET, Reason.MISSED, gap)


def _meant(want: Wanted, offered: Quantity) -> tuple[float | None, float | None]:
    """What an offered quantity promises, seen from the demand."""
    low, high = offered.low, offered.high
    if offered.tolerance and (want.magnitude or want.low is None or want.high is None):
        return high, high
    if want.magnitude and low is not None and low == high:
        return abs(low), abs(low)
    if offered.approximate:
        low = None if low is None else low - abs(low) * APPROXIMATE
        high = None if high is None else high + abs(high) * APPROXIMATE
    # "≥ 90" promises 90, whatever more it may be; "up to 90" promises nothing of that kind.
    if want.comparator == ">=" and low is not None and high is None:
        return low, low
    if want.comparator == "<=" and high is not None and low is None:
        return high, high
    if want.comparator in (">=", "<=") and low != high and _COVERING.search(want.indicator.whole):
        best = high if want.comparator == ">=" else low
        return best, best
    return low, high


def _within(want: Wanted, low: float | None, high: float | None) -> bool:
    if want.covering:
        return _below(low, want.low, open_is=True) and _below(want.high, high, open_is=True)
    above = want.low is None or (low is not None and _at_most(want.low, low))
    return above and (want.high is None or (high is not None and _at_most(high, want.high)))


def _below(first: float | None, second: float | None, *, open_is: bool) -> bool:
    return open_is if first is None or second is None else _at_most(first, second)


def _meets(want: Wanted, low: float | None, high: float | None) -> bool:
    return _below(low, want.high, open_is=True) and _below(want.low, high, open_is=True)


def _at_most(first: float, second: float) -> bool:
    return first <= second + 1e-9 * max(abs(first), abs(second))


def _compare_denied(want: Wanted, value: float) -> Comparison:
    """The text says that the value is not reached."""
    gap = _gap(want, value, value)
    misses = not _within(want, value, value) or gap.difference == 0
    if misses or want.single:
        return Comparison(Verdict.UNMET, Reason.DENIED, gap)
    return Comparison(Verdict.PARTIAL, Reason.OVERLAP, gap)


def _gap(want: Wanted, low: float | None, high: float | None) -> Gap:
    demanded, offered, better = _deciding(want, low, high)
    unit = want.shown
    at, value = _tidy(unit.from_base(demanded)), _tidy(unit.from_base(offered))
    difference = _tidy(value - at)
    if not difference:
        better = Direction.EQUAL
    percent = _tidy(100 * difference / abs(at)) if at else None
    return Gap(at, value, difference, percent, unit.text, better)


def _deciding(want: Wanted, low: float | None, high: float | None) -> tuple[float, float, Direction]:
    """The bound that decides: (demanded, offered, whether the offered one is better)."""
    lower, upper = (low if low is not None else high), (high if high is not None else low)
    assert lower is not None and upper is not None
    if want.high is None and want.low is not None:
        return want.low, lower, Direction.BETTER if lower > want.low else Direction.WORSE
    if want.low is None and want.high is not None:
        return want.high, upper, Direction.BETTER if upper < want.high else Direction.WORSE
    assert want.low is not None and want.high is not None
    outside = (want.low - lower, upper - want.high)
    if want.covering:
        outside = (lower - want.low, want.high - upper)
    side = Direction.WORSE if max(outside) > 0 else Direction.BETTER
    return (want.low, lower, side) if outside[0] >= outside[1] else (want.high, upper, side)


def _tolerated(want: Wanted, demanded: float) -> float:
    share = abs(demanded) * TOLERANCE
    whole = 1 / want.shown.factor if want.unit.dimension == "[fraction]" else 0.0
    # 98 % and 93 % are far apart: what is missing to 100 % has grown more than threefold.
    return min(share, abs(whole - demanded) * TOLERANCE) if whole and 0 < demanded < whole else share


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")
