"""Two small regressions with weights, by Newton's method: the same numbers on every machine and every run."""

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

_STEPS, _CLOSE = 50, 1e-8


def logistic(columns: Doubles, answers: npt.NDArray[np.bool_], weights: Doubles, ridge: float = 1e-3) -> Doubles:
    """Coefficients (k,) of P(answer) for columns (n, k)."""
    return _newton(columns, answers.astype(np.float64), weights, np.zeros(columns.shape[1]), ridge)


def pairwise(differences: Doubles, weights: Doubles, prior: Doubles, ridge: float) -> Doubles:
    """Coefficients (k,) by which the better of two items scores higher; a row is better minus worse.

    They are drawn to the prior, so a column that never differs keeps its prior. Source: Herbrich, Graepel, Obermayer,
    Large margin rank boundaries for ordinal regression (2000), with the logistic loss.
    """
    return _newton(differences, np.ones(len(differences)), weights, prior, ridge)


def _newton(columns: Doubles, answers: Doubles, weights: Doubles, prior: Doubles, ridge: float) -> Doubles:
    found = prior.astype(np.float64).copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -50, 50)))
        curvature = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        slope = columns.T @ (weights * (answers - chance)) - ridge * (found - prior)
        step = np.linalg.solve(curvature + ridge * np.eye(len(found)), slope)
        found += step
        if np.abs(step).max() < _CLOSE:
            break
    return np.asarray(found)
