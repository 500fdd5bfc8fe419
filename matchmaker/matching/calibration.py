"""From features to one score, and from the score to probabilities and the level that staff would give."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .features import FEATURE_VERSION, FEATURES

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

CROSS = "cross"
SHIPPED = Path(__file__).with_name("calibration.json")
FIGURES = Path(__file__).with_name("calibration_figures.json")


class Level(IntEnum):
    """Relevance as technology-transfer staff grade it."""

    NONE = 1
    WEAK = 2
    FAIR = 3
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients as plain numbers; `fitted` tells whether they were fitted for the encoder in use."""

    identity: str
    feature_version: int
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    # For levels 2, 3, 4: P(at least this level) = 1 / (1 + exp(-(slope * score + intercept))), given if >= threshold.
    slopes: tuple[float, ...]
    intercepts: tuple[float, ...]
    thresholds: tuple[float, ...]
    # Mean title, text, sentence and word piece.
    centres: tuple[tuple[float, ...], ...] = ()
    # Mean and scale of a cross-encoder's answers, and what a scale of them adds to the score; by hand until fitted.
    cross: tuple[float, float, float] = (0.5, 0.25, 0.5)
    fitted: bool = True

    def score(self, features: Floats) -> Doubles:
        """One figure (n,) a pair; higher is better, 0 is a pair put together at random."""
        return np.asarray(self.parts(features).sum(axis=1))

    def parts(self, features: Floats) -> Doubles:
        """What each feature adds to the score: (n, features)."""
        means, scales, weights = (np.array(v) for v in (self.means, self.scales, self.weights))
        return np.asarray((features - means) / scales * weights)

    def cross_part(self, answers: Doubles) -> Doubles:
        """What a cross-encoder's answers (n,) add to the scores."""
        mean, scale, weight = self.cross
        return np.asarray((answers - mean) / scale * weight)

    def probabilities(self, scores: Doubles) -> Doubles:
        """P(level >= 2), P(level >= 3), P(level >= 4) as (n, 3); never rising from left to right."""
        z = np.multiply.outer(scores, np.array(self.slopes)) + np.array(self.intercepts)
        return np.asarray(np.minimum.accumulate(1 / (1 + np.exp(-np.clip(z, -50, 50))), axis=1))

    def levels(self, probabilities: Doubles) -> list[Level]:
        """The level of each row of probabilities (n, 3)."""
        reached = np.minimum.accumulate(probabilities >= np.array(self.thresholds), axis=1)
        return [Level(1 + int(row.sum())) for row in reached]

    def centre_rows(self, fallback: Floats) -> Floats:
        """The centres (4, d), or the fallback for a model without a fit."""
        return np.array(self.centres, np.float32) if self.fitted and self.centres else fallback

    def shares(self, parts: Doubles, cross: float | None = None) -> dict[str, float]:
        """How much of what speaks for one pair each feature (and the cross-encoder) gave: sums to 1, or all 0 when
        nothing does."""
        names, values = (FEATURES, parts) if cross is None else ((*FEATURES, CROSS), np.append(parts, cross))
        positive = np.clip(values, 0, None)
        total = float(positive.sum()) or 1.0
        return {name: float(value) / total for name, value in zip(names, positive, strict=True)}

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers, lists and words, as JSON has them."""
        values = {name: value for name, value in asdict(self).items() if name != "fitted"}
        return dict(json.loads(json.dumps(values)))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Calibration":
        """The inverse of as_dict; raises ValueError when it was fitted for other features."""
        version = values.get("feature_version")
        if version != FEATURE_VERSION:
            raise ValueError(f"a calibration for features {version}; this code has features {FEATURE_VERSION}")
        return cls(**{name: _frozen(value) for name, value in values.items()})

    def save(self, path: Path) -> None:
        """Write as JSON."""
        lines = (f"  {json.dumps(name)}: {json.dumps(v, ensure_ascii=False)}" for name, v in self.as_dict().items())
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def read_calibration(path: Path) -> Calibration:
    """The inverse of Calibration.save; raises ValueError when it was fitted for other features."""
    try:
        return Calibration.from_dict(json.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise ValueError(f"{path}: {error}; run python -m matchmaker.matching.fit") from error


@lru_cache(maxsize=8)
def calibration_for(identity: str) -> Calibration:
    """The shipped calibration; for an encoder it was not fitted for, marked so (fitted is False)."""
    shipped = read_calibration(SHIPPED)
    return shipped if shipped.identity == identity else replace(shipped, fitted=False)


@lru_cache(maxsize=1)
def shipped_figures() -> dict[str, Any]:
    """Figures of the shipped calibration on needs that its coefficients had not seen, with counts."""
    return dict(json.loads(FIGURES.read_text("utf-8")))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
