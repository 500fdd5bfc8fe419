"""Numbers with units and ranges, as they stand in Chinese and English technical text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range in a text; text[start:end] is the quotation.

    low and high are the inclusive bounds in base units, None where the range is open. dimension is what must be equal
    for two quantities to be compared; unit is the unit as written, "" without one.
    """

    low: float | None
    high: float | None
    unit: str
    dimension: str
    text: str
    start: int
    end: int
    approximate: bool = False
