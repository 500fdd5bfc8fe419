"""The line of a project's percent over time, in the units of its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.queries.progress import Point
from models import Project

WIDTH, HEIGHT = 340, 170
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 10, 24


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    day: date
    percent: int


@dataclass(frozen=True)
class Curve:
    """`plan`: from 0 at the beginning to 100 at the end of the plan, if it has both; `levels`: y of 0, 50 and 100."""

    dots: Sequence[Dot]
    first: date
    last: date
    plan: tuple[float, float, float, float] | None
    levels: Sequence[tuple[int, float]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def curve_of(project: Project, points: Sequence[Point]) -> Curve | None:
    """None while nothing has been reported."""
    if not points:
        return None
    first = min(points[0].day, project.started_on or project.starts_on or points[0].day)
    last = max(points[-1].day, project.ends_on or points[-1].day)
    span = max((last - first).days, 1)
    plan = None
    if project.starts_on and project.ends_on:
        plan = (_x(max(project.starts_on, first), first, span), _y(0), _x(project.ends_on, first, span), _y(100))
    dots = [Dot(_x(point.day, first, span), _y(point.percent), point.day, point.percent) for point in points]
    return Curve(dots, first, last, plan, [(level, _y(level)) for level in (0, 50, 100)])


def _x(day: date, first: date, span: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)


def _y(percent: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / 100, 1)
