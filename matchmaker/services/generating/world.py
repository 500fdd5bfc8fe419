from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from matchmaker.adapters import clock
from matchmaker.services.generating.words import AIMS, MEANS, THINGS, TROUBLES

YEARS = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Size:
    """How many of each; `scale` 1 is the size that the lists and the board are measured with."""

    scale: float

    def of(self, whole: int, least: int = 1) -> int:
        return max(least, round(whole * self.scale))

    @property
    def firms(self) -> int:
        return self.of(4_000, 3)

    @property
    def schools(self) -> int:
        return self.of(200, 3)

    @property
    def needs(self) -> int:
        return self.of(50_000, 10)

    @property
    def achievements(self) -> int:
        return self.of(50_000, 10)

    @property
    def matches(self) -> int:
        return self.of(25_000, 10)

    @property
    def projects(self) -> int:
        return self.of(10_000, 8)

    @property
    def reports(self) -> int:
        return self.of(200_000, 40)


class World:
    """What is drawn, and the identifiers given so far. The same seed and day give the same world."""

    def __init__(self, size: Size, seed: int, fields: list[int], districts: list[int]) -> None:
        self.size, self.random = size, Random(seed)
        self.fields, self.districts = fields, districts
        self.today = clock.today()
        self.ids: dict[str, int] = {}

    def pick(self, choices: tuple[T, ...] | list[T], weights: tuple[int, ...] | None = None) -> T:
        return self.random.choices(choices, weights)[0]

    def day(self, most: int = YEARS * 365, least: int = 0) -> date:
        """Some day, between `most` and `least` days ago; later ones somewhat more often, as use grows."""
        ago = min(self.random.uniform(least, most), self.random.uniform(least, most * 1.4))
        return self.today - timedelta(days=int(ago))

    def title(self) -> str:
        return f"{self.pick(THINGS)}{self.pick(TROUBLES)}的{self.pick(MEANS)}{self.pick(AIMS)}"

    def amount(self) -> int:
        """万元; many small ones, few large ones."""
        return int(min(3_000, max(5, self.random.lognormvariate(4, 0.9))))


def moment(day: date, hour: int = 2) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
